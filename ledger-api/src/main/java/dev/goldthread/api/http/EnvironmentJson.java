package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.ContentsElsewhere.Known;
import dev.goldthread.core.crossing.Mention.How;
import dev.goldthread.core.environment.EnvironmentHistory;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Environments;
import dev.goldthread.core.environment.Held;
import dev.goldthread.core.environment.Standing;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.Gap;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fixed JSON of what runs where. */
final class EnvironmentJson {

    /** Nodes of other products that are named for one content. */
    private static final int KNOWN_MAX = 16;

    private final Product home;
    private final NodeRef environment;
    private final Known known;

    private EnvironmentJson(NodeRef environment, Known known) {
        this.home = environment.product();
        this.environment = environment;
        this.known = known;
    }

    /**
     * @param all of which the page was asked about
     * @param elsewhere tells of what a page shows whether other products know it
     */
    static ObjectNode of(
            Environments all, PageQuery page, Function<Stream<Judged>, Known> elsewhere) {
        ObjectNode json = Json.object().put("product", all.product().name());
        json.set("asOf", TraceJson.asOf(all.asOf()));
        ArrayNode environments = json.putArray("environments");
        page.cut(all.all(), all.asOf(), json);
        List<EnvironmentState> shown = all.environments();
        Known known = elsewhere.apply(shown.stream().flatMap(state -> state.inForce().stream()));
        for (EnvironmentState state : shown) {
            environments.add(new EnvironmentJson(state.environment(), known).state(state));
        }
        putSearched(known, json);
        return json;
    }

    private static void putSearched(Known known, ObjectNode json) {
        known.searched().ifPresent(searched -> json.set("searched", TraceJson.searched(searched)));
    }

    /**
     * @param known to other products, of what runs and is not approved
     */
    static ObjectNode of(EnvironmentState state, Known known) {
        ObjectNode json = Json.object().put("product", state.environment().product().name());
        json.set("asOf", TraceJson.asOf(state.asOf()));
        json.setAll(new EnvironmentJson(state.environment(), known).state(state));
        putSearched(known, json);
        return json;
    }

    /**
     * @param history of which the page was asked for
     * @param elsewhere tells of what a page shows whether other products know it
     */
    static ObjectNode of(
            EnvironmentHistory history, PageQuery page, Function<Stream<Judged>, Known> elsewhere) {
        ObjectNode json =
                Json.object()
                        .put("product", history.environment().product().name())
                        .put("environment", history.environment().id());
        history.kind().ifPresent(kind -> json.put("kind", kind));
        json.set("asOf", TraceJson.asOf(history.asOf()));
        ArrayNode changes = json.putArray("changes");
        page.cut(history.all(), history.asOf(), json);
        List<EnvironmentHistory.Change> shown = history.changes();
        Known known = elsewhere.apply(shown.stream().flatMap(change -> change.began().stream()));
        EnvironmentJson shape = new EnvironmentJson(history.environment(), known);
        shown.forEach(change -> changes.add(shape.change(change)));
        putSearched(known, json);
        return json;
    }

    private ObjectNode state(EnvironmentState state) {
        ObjectNode json =
                Json.object()
                        .put("environment", state.environment().id())
                        .put("at", state.at().toString());
        state.kind().ifPresent(kind -> json.put("kind", kind));
        state.lastLook().ifPresent(look -> json.set("lastLook", fact(look)));
        ArrayNode inForce = json.putArray("inForce");
        state.inForce().forEach(judged -> inForce.add(judged(judged)));
        json.set("findings", findings(state.findings()));
        return json.put("findingsCount", state.findingsCount());
    }

    private ObjectNode change(EnvironmentHistory.Change change) {
        ObjectNode json = fact(change.fact());
        change.takenBackBy().ifPresent(by -> json.put("takenBackBy", by.value()));
        json.set("about", TraceJson.ref(home, change.subject()));
        ArrayNode began = json.putArray("began");
        change.began().forEach(judged -> began.add(judged(judged)));
        ArrayNode ended = json.putArray("ended");
        change.ended().forEach(held -> ended.add(held(held)));
        return json;
    }

    private ObjectNode judged(Judged judged) {
        ObjectNode json = held(judged.held());
        json.set("standing", standing(judged.standing()));
        json.set("findings", findings(judged.findings()));
        putKnown(known.of(judged), json);
        return json;
    }

    private void putKnown(SortedMap<NodeRef, How> nodes, ObjectNode json) {
        nodes.entrySet().stream()
                .limit(KNOWN_MAX)
                .forEach(
                        each ->
                                json.withArray("knownElsewhere")
                                        .addObject()
                                        .put("product", each.getKey().product().name())
                                        .put("type", each.getKey().type())
                                        .put("id", each.getKey().id())
                                        .put("saysOrigin", each.getValue() == How.ORIGIN));
        if (nodes.size() > KNOWN_MAX) {
            json.put("knownElsewhereMore", nodes.size() - KNOWN_MAX);
        }
    }

    private ObjectNode held(Held held) {
        ObjectNode json = TraceJson.ref(home, held.node());
        held.revision().ifPresent(revision -> json.put("revision", revision));
        held.digest().ifPresent(digest -> json.put("digest", digest));
        held.detail().ifPresent(detail -> json.put("detail", detail));
        json.set("since", fact(held.since()));
        json.set("by", TraceJson.ref(home, held.by()));
        held.installedBy().ifPresent(ref -> json.set("installedBy", TraceJson.ref(home, ref)));
        held.seen().ifPresent(look -> json.set("seen", fact(look)));
        return json;
    }

    private ObjectNode standing(Standing standing) {
        ObjectNode json = Json.object().put("verdict", standing.verdict().name());
        json.set("by", new MatrixJson(home).refs(standing.by()));
        standing.at().ifPresent(at -> json.put("at", at.toString()));
        return json.put("because", standing.because());
    }

    private static ObjectNode fact(NodeFact fact) {
        return Json.object()
                .put("event", fact.event().value())
                .put("type", fact.type())
                .put("occurredAt", fact.occurredAt().toString())
                .put("sealedAt", fact.sealedAt().toString())
                .put("seq", fact.seq());
    }

    private ArrayNode findings(List<Finding> findings) {
        ArrayNode array = Json.object().arrayNode();
        for (Finding finding : findings) {
            Gap.of(environment, finding, Vocabulary.GOLDTHREAD)
                    .ifPresent(
                            gap ->
                                    array.addObject()
                                            .put("id", gap.id())
                                            .put("code", gap.code())
                                            .put("severity", gap.severity())
                                            .put("reason", gap.reason())
                                            .put("remedy", gap.remedy()));
        }
        return array;
    }
}
