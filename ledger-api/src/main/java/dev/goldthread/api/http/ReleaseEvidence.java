package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.evidence.CorruptEvidenceException;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.http.CitedEvidence.Cited;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.query.LedgerQuery;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the evidence that the events of a trace cite is there and is what they cite. INCOMPLETE
 * where it is not, ERASED where an event says that it was erased. Safe for any thread.
 */
@Singleton
final class ReleaseEvidence {

    private enum State {
        PRESENT,
        ABSENT,
        CHANGED,
        ERASED
    }

    /**
     * What the events of a release cite.
     *
     * @param events how many were looked at
     * @param cited by digest
     */
    record Citations(NodeRef release, GraphView.Position asOf, long events, List<Cited> cited) {

        Citations {
            cited = List.copyOf(cited);
        }
    }

    private final LedgerQuery query;
    private final EvidenceStore store;

    ReleaseEvidence(LedgerQuery query, EvidenceStore store) {
        this.query = query;
        this.store = store;
    }

    /**
     * The graph keeps no digests of evidence, so the bodies of the events that cite any are read.
     *
     * @param crossed the trace of a release
     */
    Crossed<Citations> citations(Crossed<Trace> crossed) {
        Trace trace = crossed.answer();
        Citations citations =
                new Citations(
                        trace.root(),
                        trace.asOf(),
                        trace.entries().seqs().size(),
                        cited(trace).all());
        return new Crossed<>(citations, crossed.products(), crossed.searched());
    }

    /** Whether it is there is looked up only of what the page shows. */
    ObjectNode of(Citations citations, PageQuery page) {
        NodeRef release = citations.release();
        ObjectNode json =
                Json.object().put("product", release.product().name()).put("release", release.id());
        json.set("asOf", TraceJson.asOf(citations.asOf()));
        json.put("events", citations.events());
        ArrayNode evidence = json.putArray("evidence");
        long present = 0;
        for (Cited each : page.cut(citations.cited(), citations.asOf(), json)) {
            State state = state(each);
            present += state == State.PRESENT ? 1 : 0;
            evidence.add(json(each, state, release.product()));
        }
        return json.put("cited", citations.cited().size()).put("present", present);
    }

    private CitedEvidence cited(Trace trace) {
        Product product = trace.product();
        CitedEvidence cited = new CitedEvidence();
        List<Long> citing =
                query.askIndexed(
                        product,
                        graph -> {
                            EventIndex index = graph.index();
                            erasures(graph, trace).forEach(cited::addErasure);
                            return index.citingEvidence(product, trace.entries().seqs());
                        });
        query.events(
                product, citing, found -> cited.add(found.event().event(), found.seal().seq()));
        return cited;
    }

    /** Those that count, as of the trace: one that was taken back by then erased nothing. */
    private static List<EventOutline> erasures(GraphReader graph, Trace trace) {
        Product product = trace.product();
        List<EventOutline> erasures =
                graph.index()
                        .events(IndexTerm.type(product, CitedEvidence.ERASED))
                        .filter(logged -> isErasure(logged, trace))
                        .map(LoggedEvent::event)
                        .toList();
        if (erasures.isEmpty()) {
            return List.of(); // what was taken back is only asked where it matters
        }
        AsOf then = new AsOf(new AsOf.Recorded.UpTo(trace.asOf().seq()), Optional.empty());
        Set<EventId> takenBack =
                then.of(OwnLogView.of(graph, product), product).takenBack(product).keySet();
        return erasures.stream().filter(event -> !takenBack.contains(event.id())).toList();
    }

    private static boolean isErasure(LoggedEvent logged, Trace trace) {
        return logged.event().type().equals(CitedEvidence.ERASED)
                && logged.event().product().equals(trace.product())
                && logged.seq() <= trace.asOf().seq();
    }

    private State state(Cited cited) {
        if (cited.erasedBy().isPresent()) {
            return State.ERASED;
        }
        try {
            return store.find(cited.evidence().sha256()).isPresent() ? State.PRESENT : State.ABSENT;
        } catch (CorruptEvidenceException e) {
            return State.CHANGED;
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence store cannot be read", e);
        }
    }

    private static ObjectNode json(Cited cited, State state, Product product) {
        ObjectNode json =
                Json.object()
                        .put("sha256", cited.evidence().sha256().hex())
                        .put("name", cited.evidence().name())
                        .put("mediaType", cited.evidence().mediaType())
                        .put("sizeBytes", cited.evidence().sizeBytes())
                        .put("state", state.name());
        cited.erasedBy().ifPresent(event -> json.put("erasedBy", event));
        ArrayNode by = json.putArray("citedBy");
        for (CitedEvidence.Citing citing : cited.by()) {
            ObjectNode one =
                    by.addObject()
                            .put("event", citing.event())
                            .put("type", citing.type())
                            .put("seq", citing.seq());
            one.set("subject", TraceJson.ref(product, citing.subject()));
        }
        ArrayNode findings = json.putArray("findings");
        finding(cited, state)
                .flatMap(
                        finding ->
                                Gap.of(
                                        cited.by().getFirst().subject(),
                                        finding,
                                        Vocabulary.GOLDTHREAD))
                .ifPresent(gap -> findings.add(MatrixJson.gap(product, gap)));
        return json;
    }

    private static Optional<Finding> finding(Cited cited, State state) {
        String named =
                "%s, sha256 %s, cited by %s"
                        .formatted(
                                cited.evidence().name(),
                                cited.evidence().sha256().hex(),
                                cited.by().getFirst().event());
        return switch (state) {
            case PRESENT -> Optional.empty();
            case ABSENT ->
                    Optional.of(
                            Finding.by(
                                    "evidence-content",
                                    "INCOMPLETE",
                                    named + ", is not in the evidence store"));
            case CHANGED ->
                    Optional.of(
                            Finding.by(
                                    "evidence-content",
                                    "INCOMPLETE",
                                    named
                                            + ", is in the evidence store, but with another content"));
            case ERASED ->
                    Optional.of(
                            new Finding(
                                    "ERASED",
                                    "%s, was erased by %s"
                                            .formatted(named, cited.erasedBy().orElse("?"))));
        };
    }
}
