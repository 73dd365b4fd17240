package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.Paint;
import dev.goldthread.streams.audit.GraphReport;
import dev.goldthread.streams.audit.GraphReport.Flaw;
import java.util.ArrayList;
import java.util.List;

/** How the live graph compares with the ledger's bodies, in words; none when it was not asked. */
record GraphText(List<GraphReport> reports) {

    private static final int PLACES_SHOWN = 3;

    boolean isEqual() {
        return reports.stream().allMatch(GraphReport::isEqual);
    }

    String table(Paint paint) {
        StringBuilder text = new StringBuilder();
        for (GraphReport report : reports) {
            text.append(
                    report.flaw()
                            .map(flaw -> differs(report, flaw, paint))
                            .orElseGet(() -> equal(report)));
        }
        return text.toString();
    }

    private static String equal(GraphReport report) {
        return "graph equal in partition %d: %,d nodes of %,d records in %.1f s, digest %s%n"
                .formatted(
                        report.partition(),
                        report.nodes(),
                        report.records(),
                        report.took().toMillis() / 1000.0,
                        report.digest().hex());
    }

    private static String differs(GraphReport report, Flaw flaw, Paint paint) {
        return "%s in partition %d, %s, field %s%n  expected  %s%n  found     %s%n  stated by %s%n"
                .formatted(
                        paint.bad("GRAPH DIFFERS"),
                        report.partition(),
                        flaw.node()
                                .map(node -> "node " + Tables.clean(node.toString()))
                                .orElse("the partition as a whole"),
                        flaw.field(),
                        Tables.clean(flaw.expected()),
                        Tables.clean(flaw.found()),
                        places(flaw));
    }

    private static String places(Flaw flaw) {
        List<String> places =
                new ArrayList<>(
                        flaw.statedBy().stream()
                                .limit(PLACES_SHOWN)
                                .map(place -> "log %s, seq %d".formatted(place.log(), place.seq()))
                                .toList());
        if (flaw.statedBy().size() > PLACES_SHOWN) {
            places.add("%d more".formatted(flaw.statedBy().size() - PLACES_SHOWN));
        }
        return places.isEmpty() ? "no event" : String.join("; ", places);
    }

    List<String> notProven() {
        List<String> limits = new ArrayList<>();
        if (reports.stream().anyMatch(report -> report.behind() > 0)) {
            limits.add(
                    "that the graph follows what was sealed since it was listed: it was compared up to the offset it had reached");
        }
        limits.add(
                "that indexes beside the graph (positions, ids, tiles, links to nodes that no event records) are right, nor which answers were given from it");
        return limits;
    }

    ArrayNode json() {
        ArrayNode json = LedgerClient.JSON.createArrayNode();
        for (GraphReport report : reports) {
            ObjectNode one = json.addObject();
            one.put("partition", report.partition()).put("equal", report.isEqual());
            report.appliedOffset().ifPresent(offset -> one.put("appliedOffset", offset));
            one.put("nodes", report.nodes()).put("digest", report.digest().hex());
            one.put("records", report.records()).put("behind", report.behind());
            one.put("seconds", report.took().toMillis() / 1000.0);
            report.flaw().ifPresent(flaw -> add(flaw, one.putObject("difference")));
        }
        return json;
    }

    private static void add(Flaw flaw, ObjectNode json) {
        flaw.node()
                .ifPresent(
                        node ->
                                json.putObject("node")
                                        .put("product", node.product().name())
                                        .put("type", node.type())
                                        .put("id", node.id()));
        json.put("field", flaw.field());
        json.put("expected", flaw.expected()).put("found", flaw.found());
        ArrayNode places = json.putArray("statedBy");
        flaw.statedBy()
                .forEach(
                        place ->
                                places.addObject()
                                        .put("log", place.log().text())
                                        .put("seq", place.seq()));
    }
}
