package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.trace.HazardChains;
import dev.goldthread.core.trace.HazardChains.Assessment;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.ProductHazards;
import dev.goldthread.core.trace.ReleaseApprovals;
import dev.goldthread.core.trace.ReleaseDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fixed JSON of what is asked about a release beside its matrix. */
final class ReleaseJson {

    private ReleaseJson() {}

    static ObjectNode of(HazardChains hazards, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(hazards.release().product(), marks);
        ObjectNode json = head(hazards.release().product(), hazards.release().id());
        json.set("asOf", TraceJson.asOf(hazards.asOf()));
        ArrayNode chains = json.putArray("hazards");
        for (HazardChains.Chain chain : page.cut(hazards.chains(), hazards.asOf(), json)) {
            ObjectNode one = chains.addObject();
            one.set("hazard", shape.ref(chain.hazard()));
            chain.before().ifPresent(before -> one.set("before", of(before)));
            chain.after().ifPresent(after -> one.set("after", of(after)));
            one.set("findings", shape.findings(chain.hazard(), chain.findings()));
            ArrayNode rows = one.putArray("rows");
            chain.rows().forEach(row -> rows.add(shape.row(row)));
        }
        return json;
    }

    /** Each control makes a row, shaped as those of a release. */
    static ObjectNode of(ProductHazards hazards, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(hazards.product(), marks);
        ObjectNode json = Json.object().put("product", hazards.product().name());
        hazards.change().ifPresent(change -> json.set("change", shape.ref(change)));
        json.set("asOf", TraceJson.asOf(hazards.asOf()));
        ArrayNode chains = json.putArray("hazards");
        for (ProductHazards.Chain chain : page.cut(hazards.hazards(), hazards.asOf(), json)) {
            ObjectNode one = chains.addObject();
            one.set("hazard", shape.ref(chain.hazard()));
            chain.before().ifPresent(before -> one.set("before", of(before)));
            chain.after().ifPresent(after -> one.set("after", of(after)));
            one.put("judgedSince", chain.isJudgedSince());
            one.set("findings", shape.findings(chain.hazard(), chain.findings()));
            ArrayNode rows = one.putArray("rows");
            chain.controls().forEach(each -> rows.add(shape.controlled(each)));
        }
        return json;
    }

    private static ObjectNode of(Assessment assessment) {
        ObjectNode json = Json.object().put("event", assessment.event());
        assessment.revision().ifPresent(revision -> json.put("revision", revision));
        assessment.severity().ifPresent(severity -> json.put("severity", severity));
        assessment.residualRisk().ifPresent(risk -> json.put("residualRisk", risk));
        return json.put("at", assessment.at().toString());
    }

    static ObjectNode of(ReleaseApprovals approvals, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(approvals.release().product(), marks);
        ObjectNode json = head(approvals.release().product(), approvals.release().id());
        json.set("asOf", TraceJson.asOf(approvals.asOf()));
        ArrayNode decisions = json.putArray("decisions");
        for (ReleaseApprovals.Decision decision :
                page.cut(approvals.decisions(), approvals.asOf(), json)) {
            ObjectNode one = decisions.addObject();
            one.setAll(shape.ref(decision.approval()));
            one.put("decision", decision.decision());
            one.putObject("by")
                    .put("kind", decision.by().kind().name())
                    .put("id", decision.by().id());
            decision.role().ifPresent(role -> one.put("role", role));
            decision.meaning().ifPresent(meaning -> one.put("meaning", meaning));
            decision.boundDigest().ifPresent(digest -> one.put("boundDigest", digest));
            ArrayNode seen = one.putArray("evidenceSeen");
            decision.evidenceSeen().forEach(seen::add);
            decision.reason().ifPresent(reason -> one.put("reason", reason));
            one.set("approves", shape.refs(decision.approves()));
            one.set("answers", shape.refs(decision.answers()));
            one.put("author", decision.author()).put("at", decision.at().toString());
            ArrayNode conditions = one.putArray("conditions");
            for (ReleaseApprovals.Condition each : decision.conditions()) {
                conditions.add(condition(each, approvals.now(), shape));
            }
        }
        return json;
    }

    private static ObjectNode condition(
            ReleaseApprovals.Condition condition, Instant now, MatrixJson shape) {
        ObjectNode json = shape.ref(condition.node());
        condition.statement().ifPresent(statement -> json.put("statement", statement));
        condition.dueAt().ifPresent(due -> json.put("dueAt", due.toString()));
        condition.fulfilledAt().ifPresent(at -> json.put("fulfilledAt", at.toString()));
        return json.put("overdue", condition.isOverdue(now));
    }

    /**
     * An item of a difference.
     *
     * @param list of the section that it stands in
     */
    private record Place(
            ReleaseDifference.Section section, String list, Supplier<ObjectNode> item) {}

    /** A page goes through the lists one after the other; what it does not come to is counted. */
    static ObjectNode of(ReleaseDifference difference, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(difference.from().product(), marks);
        ObjectNode json =
                Json.object()
                        .put("product", difference.from().product().name())
                        .put("from", difference.from().id())
                        .put("to", difference.to().id())
                        .put("lineage", difference.lineage());
        difference.since().ifPresent(then -> json.put("since", then.toString()));
        json.set("asOf", TraceJson.asOf(difference.asOf()));
        ObjectNode sections = json.putObject("sections");
        List<Place> places = new ArrayList<>();
        for (ReleaseDifference.Section section : difference.sections()) {
            ObjectNode one = sections.putObject(section.name());
            ObjectNode counts = Json.object();
            lists(section, shape)
                    .forEach(
                            (list, items) -> {
                                one.putArray(list);
                                counts.put(list, items.size());
                                items.forEach(item -> places.add(new Place(section, list, item)));
                            });
            one.set("counts", counts);
        }
        for (Place place : page.cut(places, difference.asOf(), json)) {
            sections.withObject("/" + place.section().name())
                    .withArray(place.list())
                    .add(place.item().get());
        }
        return json;
    }

    private static Map<String, List<Supplier<ObjectNode>>> lists(
            ReleaseDifference.Section section, MatrixJson shape) {
        Map<String, List<Supplier<ObjectNode>>> lists = new LinkedHashMap<>();
        lists.put("added", items(section.added(), shape::ref));
        lists.put("removed", items(section.removed(), shape::ref));
        lists.put("changed", items(section.changed(), each -> changed(each, shape)));
        lists.put("notKnown", items(section.notKnown(), each -> unlisted(each, shape)));
        return lists;
    }

    private static <T> List<Supplier<ObjectNode>> items(
            List<T> items, Function<T, ObjectNode> json) {
        return items.stream().<Supplier<ObjectNode>>map(each -> () -> json.apply(each)).toList();
    }

    private static ObjectNode changed(ReleaseDifference.Changed changed, MatrixJson shape) {
        ObjectNode pair = Json.object();
        pair.set("before", shape.ref(changed.before()));
        pair.set("after", shape.ref(changed.after()));
        changed.stateBefore().ifPresent(state -> pair.put("stateBefore", state));
        changed.stateAfter().ifPresent(state -> pair.put("stateAfter", state));
        return pair;
    }

    private static ObjectNode unlisted(ReleaseDifference.Unlisted unlisted, MatrixJson shape) {
        ObjectNode json = Json.object().put("release", unlisted.release().id());
        json.set("node", shape.ref(unlisted.node()));
        return json.put("because", unlisted.because());
    }

    private static ObjectNode head(Product product, String release) {
        return Json.object().put("product", product.name()).put("release", release);
    }
}
