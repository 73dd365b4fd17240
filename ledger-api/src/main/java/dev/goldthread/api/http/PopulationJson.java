package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.Populations.Population;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductionDeployments;
import java.time.Instant;
import java.util.List;

/** The fixed JSON of what is asked about a whole product. */
final class PopulationJson {

    /** Each deployment's own row says it, too, and every page has the environments. */
    private static final int UNCOVERED_NAMED_MAX = 20;

    private PopulationJson() {}

    static ObjectNode of(
            ProductionDeployments all, PartMarks marks, Population population, PageQuery page) {
        MatrixJson shape = new MatrixJson(all.product(), marks);
        ObjectNode json = Json.object().put("product", all.product().name());
        json.set("asOf", TraceJson.asOf(all.asOf()));
        ArrayNode deployments = json.putArray("deployments");
        page.cut(all.all(), all.asOf(), json);
        for (ProductionDeployments.Listed listed : all.deployments()) {
            ObjectNode one = shape.prior(listed.prior());
            if (listed.reconciled() instanceof ProductionDeployments.Reconciled.By(String event)) {
                one.put("reconciledBy", event);
            }
            add(listed.findings(), one);
            deployments.add(one);
        }
        ArrayNode environments = json.putArray("environments");
        for (ProductionDeployments.Covered covered :
                page.cut(all.environments(), all.asOf(), json)) {
            environments.add(covered(covered, shape));
        }
        json.set("population", Populations.json(population));
        all.provenTo().ifPresent(to -> json.put("provenTo", to.toString()));
        return json.put("listed", all.all().size() - all.rollbacks())
                .put("rollbacks", all.rollbacks())
                .put("unreconciled", all.unreconciled())
                .put("proven", all.isProven());
    }

    private static ObjectNode covered(ProductionDeployments.Covered covered, MatrixJson shape) {
        ObjectNode json = Json.object();
        json.set("environment", shape.ref(covered.environment()));
        covered.kind().ifPresent(kind -> json.put("kind", kind));
        ArrayNode lists = json.putArray("lists");
        for (ProductionDeployments.Compared list : covered.lists()) {
            ObjectNode one = lists.addObject().put("event", list.event());
            one.set("source", shape.ref(list.source()));
            list.from().ifPresent(from -> one.put("from", from.toString()));
            list.to().ifPresent(to -> one.put("to", to.toString()));
            one.put("complete", list.flaw().isEmpty());
            list.flaw().ifPresent(flaw -> one.put("because", flaw));
        }
        ArrayNode agreed = json.putArray("agreed");
        for (ProductionDeployments.Agreed time : covered.agreed()) {
            ObjectNode one = agreed.addObject();
            one.set("source", shape.ref(time.source()));
            one.put("from", time.span().from().toString());
            one.put("to", time.span().to().toString());
        }
        covered.proven()
                .ifPresent(
                        span ->
                                json.put("provenFrom", span.from().toString())
                                        .put("provenTo", span.to().toString()));
        json.put("uncoveredCount", covered.uncovered().size());
        ArrayNode uncovered = json.putArray("uncovered");
        covered.uncovered().stream()
                .limit(UNCOVERED_NAMED_MAX)
                .forEach(deployment -> uncovered.add(shape.ref(deployment)));
        add(covered.unreconciled().stream().toList(), json);
        return json;
    }

    private static void add(List<Finding> found, ObjectNode json) {
        ArrayNode findings = json.putArray("findings");
        found.forEach(
                finding ->
                        findings.addObject()
                                .put("code", finding.code())
                                .put("reason", finding.reason()));
    }

    static ObjectNode of(PendingWork pending, PartMarks marks, PageQuery page) {
        MatrixJson shape = new MatrixJson(pending.product(), marks);
        ObjectNode json = Json.object().put("product", pending.product().name());
        json.set("asOf", TraceJson.asOf(pending.asOf()));
        Instant now = pending.now();
        ArrayNode items = json.putArray("pending");
        pending.next().ifPresent(place -> page.goesOn(place, pending.asOf(), json));
        for (PendingWork.Item item : pending.items()) {
            ObjectNode one = items.addObject();
            one.set("node", shape.ref(item.node()));
            one.put("waitsFor", item.what())
                    .put("since", item.since().toString())
                    .put("ageDays", item.age(now).toDays());
            item.dueAt().ifPresent(due -> one.put("dueAt", due.toString()));
            one.put("overdue", item.isOverdue(now));
        }
        return json;
    }
}
