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

/** The fixed JSON of what is asked about a release beside its matrix. */
final class ReleaseJson {

    private ReleaseJson() {}

    static ObjectNode of(HazardChains hazards, PartMarks marks) {
        MatrixJson shape = new MatrixJson(hazards.release().product(), marks);
        ObjectNode json = head(hazards.release().product(), hazards.release().id());
        json.set("asOf", TraceJson.asOf(hazards.asOf()));
        ArrayNode chains = json.putArray("hazards");
        for (HazardChains.Chain chain : hazards.chains()) {
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
    static ObjectNode of(ProductHazards hazards, PartMarks marks) {
        MatrixJson shape = new MatrixJson(hazards.product(), marks);
        ObjectNode json = Json.object().put("product", hazards.product().name());
        hazards.change().ifPresent(change -> json.set("change", shape.ref(change)));
        json.set("asOf", TraceJson.asOf(hazards.asOf()));
        ArrayNode chains = json.putArray("hazards");
        for (ProductHazards.Chain chain : hazards.hazards()) {
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

    static ObjectNode of(ReleaseApprovals approvals, PartMarks marks) {
        MatrixJson shape = new MatrixJson(approvals.release().product(), marks);
        ObjectNode json = head(approvals.release().product(), approvals.release().id());
        json.set("asOf", TraceJson.asOf(approvals.asOf()));
        ArrayNode decisions = json.putArray("decisions");
        for (ReleaseApprovals.Decision decision : approvals.decisions()) {
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

    static ObjectNode of(ReleaseDifference difference, PartMarks marks) {
        MatrixJson shape = new MatrixJson(difference.from().product(), marks);
        ObjectNode json =
                Json.object()
                        .put("product", difference.from().product().name())
                        .put("from", difference.from().id())
                        .put("to", difference.to().id())
                        .put("lineage", difference.lineage());
        json.set("asOf", TraceJson.asOf(difference.asOf()));
        ObjectNode sections = json.putObject("sections");
        for (ReleaseDifference.Section section : difference.sections()) {
            ObjectNode one = sections.putObject(section.name());
            one.set("added", shape.refs(section.added()));
            one.set("removed", shape.refs(section.removed()));
            ArrayNode changed = one.putArray("changed");
            for (ReleaseDifference.Changed each : section.changed()) {
                ObjectNode pair = changed.addObject();
                pair.set("before", shape.ref(each.before()));
                pair.set("after", shape.ref(each.after()));
                each.stateBefore().ifPresent(state -> pair.put("stateBefore", state));
                each.stateAfter().ifPresent(state -> pair.put("stateAfter", state));
            }
            ArrayNode notKnown = one.putArray("notKnown");
            for (ReleaseDifference.Unlisted each : section.notKnown()) {
                ObjectNode unlisted = notKnown.addObject().put("release", each.release().id());
                unlisted.set("node", shape.ref(each.node()));
                unlisted.put("because", each.because());
            }
        }
        return json;
    }

    private static ObjectNode head(Product product, String release) {
        return Json.object().put("product", product.name()).put("release", release);
    }
}
