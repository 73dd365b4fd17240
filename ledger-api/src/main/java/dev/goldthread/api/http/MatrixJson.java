package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.trace.Completeness;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.ProductHazards;
import dev.goldthread.core.trace.ReleaseGaps;
import java.util.Collection;
import java.util.List;

/** The fixed JSON of matrices, gaps and completeness. */
final class MatrixJson {

    private final Product home;
    private final PartMarks marks;

    MatrixJson(Product home) {
        this(home, PartMarks.NONE);
    }

    /**
     * @param marks of nodes, wherever they are named
     */
    MatrixJson(Product home, PartMarks marks) {
        this.home = home;
        this.marks = marks;
    }

    static ObjectNode of(Matrix matrix, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(matrix.release().product(), marks);
        ObjectNode json = shape.head(matrix.release());
        json.set("asOf", TraceJson.asOf(matrix.asOf()));
        ArrayNode rows = json.putArray("rows");
        page.cut(matrix.rows(), matrix.asOf(), json).forEach(row -> rows.add(shape.row(row)));
        ArrayNode approvals = json.putArray("approvals");
        matrix.approvals().forEach(approved -> approvals.add(shape.approved(approved)));
        ArrayNode deployments = json.putArray("deployments");
        matrix.deployments().forEach(prior -> deployments.add(shape.prior(prior)));
        json.set("completeness", shape.completeness(matrix.completeness()));
        return json;
    }

    /**
     * @param ofSources gaps that are found anew for each page, by what is known then: all of them
     *     are on the first one, outside the cut, so that they shift none of the release's own
     */
    static ObjectNode of(ReleaseGaps found, List<Gap> ofSources, PageQuery page) {
        MatrixJson shape = new MatrixJson(found.release().product());
        ObjectNode json = shape.head(found.release());
        json.set("asOf", TraceJson.asOf(found.asOf()));
        ArrayNode gaps = json.putArray("gaps");
        List<Gap> own = page.cut(found.gaps(), found.asOf(), json);
        List<Gap> all = page.isFirst() ? ReleaseGaps.merged(own, ofSources) : own;
        all.forEach(gap -> gaps.add(shape.gap(gap)));
        json.set("completeness", shape.completeness(found.completeness()));
        return json;
    }

    private ObjectNode head(NodeRef release) {
        return Json.object().put("product", home.name()).put("release", release.id());
    }

    ObjectNode row(Matrix.Row row) {
        ObjectNode json = Json.object();
        json.set("subject", ref(row.subject()));
        json.set("userNeeds", items(row.userNeeds()));
        json.set("requirements", items(row.requirements()));
        json.set("hazards", items(row.hazards()));
        json.set("controls", items(row.controls()));
        json.set("changes", items(row.changes()));
        ArrayNode tests = json.putArray("tests");
        row.tests().forEach(test -> tests.add(test(test)));
        json.set("confirmations", confirmations(row.confirmations()));
        json.set("findings", findings(row.findings()));
        return json;
    }

    ObjectNode controlled(ProductHazards.Controlled controlled) {
        ObjectNode json = Json.object();
        json.set("controls", items(List.of(controlled.control())));
        json.set("requirements", items(controlled.requirements()));
        ArrayNode tests = json.putArray("tests");
        controlled.tests().forEach(test -> tests.add(test(test)));
        json.set("confirmations", confirmations(controlled.confirmations()));
        json.set("findings", findings(controlled.findings()));
        return json;
    }

    private ArrayNode confirmations(List<Matrix.Confirmed> all) {
        ArrayNode confirmations = Json.object().arrayNode();
        for (Matrix.Confirmed confirmed : all) {
            ObjectNode one = confirmations.addObject();
            one.set("from", ref(confirmed.from()));
            one.put("relation", confirmed.relation());
            one.set("to", ref(confirmed.to()));
            one.put("revision", confirmed.revision())
                    .put("by", confirmed.by())
                    .put("at", confirmed.at().toString());
            confirmed.reason().ifPresent(reason -> one.put("reason", reason));
            one.put("event", confirmed.event());
        }
        return confirmations;
    }

    /** Of one node. */
    ArrayNode findings(NodeRef node, List<Finding> all) {
        return findings(all.stream().map(each -> new Matrix.Found(node, each)).toList());
    }

    private ArrayNode findings(List<Matrix.Found> all) {
        ArrayNode findings = Json.object().arrayNode();
        for (Matrix.Found found : all) {
            ObjectNode one = findings.addObject();
            one.set("node", ref(found.node()));
            one.put("code", found.finding().code());
            one.put("reason", found.finding().reason());
            found.finding().rule().ifPresent(rule -> one.put("rule", rule));
        }
        return findings;
    }

    private ArrayNode items(List<Matrix.Item> items) {
        ArrayNode array = Json.object().arrayNode();
        items.forEach(item -> array.add(item(item)));
        return array;
    }

    private ObjectNode item(Matrix.Item item) {
        ObjectNode json = ref(item.node());
        item.revision().ifPresent(revision -> json.put("revision", revision));
        if (!item.others().isEmpty()) {
            json.set("others", items(item.others()));
        }
        return json;
    }

    private ObjectNode test(Matrix.Test test) {
        ObjectNode json = item(test.test());
        json.set("verifies", ref(test.verifies()));
        test.atRevision().ifPresent(revision -> json.put("atRevision", revision));
        test.result()
                .ifPresent(
                        result -> {
                            ObjectNode one = json.putObject("result");
                            one.put("outcome", result.outcome());
                            one.set("run", ref(result.run()));
                            one.set("on", refs(result.on()));
                            one.put("at", result.at().toString());
                        });
        return json;
    }

    private ObjectNode approved(Matrix.Approved approved) {
        ObjectNode json = ref(approved.approval()).put("by", approved.by());
        approved.role().ifPresent(role -> json.put("role", role));
        approved.meaning().ifPresent(meaning -> json.put("meaning", meaning));
        return json.put("at", approved.at().toString());
    }

    ObjectNode prior(PriorApproval prior) {
        ObjectNode json = ref(prior.deployment());
        if (prior.uses() > 1) {
            json.put("use", prior.use()).put("uses", prior.uses());
        }
        json.put("verdict", prior.verdict().name()).put("startedAt", prior.startedAt().toString());
        prior.approvedAt().ifPresent(at -> json.put("approvedAt", at.toString()));
        json.set("environments", refs(prior.environments()));
        json.set("kindNotKnown", refs(prior.ofUnknownKind()));
        json.set("releases", refs(prior.releases()));
        if (!prior.inferredReleases().isEmpty()) {
            json.set("inferredReleases", refs(prior.inferredReleases()));
        }
        json.set("approvals", refs(prior.approvals()));
        json.set("exceptions", refs(prior.exceptions()));
        prior.because().ifPresent(because -> json.put("because", because));
        prior.rollback()
                .ifPresent(
                        rollback -> {
                            json.set("restored", refs(rollback.restored()));
                            json.set("reverted", refs(rollback.reverted()));
                        });
        return json;
    }

    static ObjectNode gap(Product home, Gap gap) {
        return new MatrixJson(home).gap(gap);
    }

    private ObjectNode gap(Gap gap) {
        ObjectNode json = Json.object().put("id", gap.id());
        json.set("node", ref(gap.node()));
        return json.put("code", gap.code())
                .put("group", gap.group())
                .put("severity", gap.severity())
                .put("reason", gap.reason())
                .put("remedy", gap.remedy());
    }

    private ObjectNode completeness(Completeness completeness) {
        ObjectNode json =
                Json.object()
                        .put("present", completeness.present())
                        .put("required", completeness.required());
        json.putObject("list")
                .put("version", completeness.version())
                .put("digest", "sha256:" + completeness.list().hex());
        ArrayNode counts = json.putArray("evidence");
        completeness
                .counts()
                .forEach(
                        count ->
                                counts.addObject()
                                        .put("id", count.evidence())
                                        .put("about", count.about())
                                        .put("present", count.present())
                                        .put("required", count.required()));
        ArrayNode missing = json.putArray("missing");
        for (Completeness.Missing each : completeness.missing()) {
            ObjectNode one = missing.addObject().put("evidence", each.evidence());
            one.set("node", ref(each.node()));
            one.put("about", each.about()).put("remedy", each.remedy());
        }
        ArrayNode excused = json.putArray("excused");
        for (Completeness.Excused each : completeness.excused()) {
            ObjectNode one = excused.addObject().put("evidence", each.evidence());
            one.set("node", ref(each.node()));
            one.put("code", each.code()).put("because", each.because());
        }
        return json;
    }

    ArrayNode refs(Collection<NodeRef> refs) {
        ArrayNode array = Json.object().arrayNode();
        refs.forEach(ref -> array.add(ref(ref)));
        return array;
    }

    ObjectNode ref(NodeRef ref) {
        return PartMarksJson.put(marks.of(ref), home, TraceJson.ref(home, ref));
    }
}
