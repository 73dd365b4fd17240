package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.Paint;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LogReport;
import dev.goldthread.streams.audit.LogReport.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A verification's result in words: what was found, and what nobody should read into it. */
final class VerifyText {

    private final LedgerReport report;
    private final Optional<GraphText> graph;
    private final Paint paint;

    /**
     * @param graph what was found of the live graph; empty when it was not looked at
     */
    VerifyText(LedgerReport report, Optional<GraphText> graph, Paint paint) {
        this.report = report;
        this.graph = graph;
        this.paint = paint;
    }

    boolean isIntact() {
        return report.isIntact() && graph.map(GraphText::isEqual).orElse(true);
    }

    private String depth() {
        return graph.isPresent() ? "deep" : "default";
    }

    private String verdict() {
        if (!report.isIntact()) {
            return paint.bad("NOT WHAT WAS SEALED");
        }
        return isIntact() ? paint.good("INTACT") : paint.bad("LEDGER INTACT, GRAPH DIFFERS");
    }

    String table() {
        StringBuilder text = new StringBuilder(1024);
        report.logs().forEach(log -> text.append(log(log)));
        graph.ifPresent(found -> text.append('\n').append(found.table(paint)));
        text.append(
                "%n%s: depth %s, %,d records of %s in %.1f s, %,d records/s%n"
                        .formatted(
                                verdict(),
                                depth(),
                                report.records(),
                                report.logs().size() == 1
                                        ? "1 log"
                                        : "%,d logs".formatted(report.logs().size()),
                                report.took().toMillis() / 1000.0,
                                report.recordsPerSecond()));
        text.append("%nNot proven by this:%n".formatted());
        notProven().forEach(each -> text.append("  - ").append(each).append('\n'));
        return text.toString();
    }

    private String log(LogReport log) {
        String head =
                "%s  %,d entries%n".formatted(paint.heading(log.product().name()), log.entries());
        return switch (log.verdict()) {
            case Intact(var end) ->
                    head
                            + "  head leaf    %s%n  Merkle root  %s%n  %s%n"
                                    .formatted(
                                            end.lastLeaf().hex(),
                                            log.root().hex(),
                                            signatures(log.signatures())
                                                    + (log.signatures().checkpoints() == 0
                                                            ? ""
                                                            : " of %,d entries"
                                                                    .formatted(log.entries())));
            case Broken broken -> head + broken(broken, paint);
        };
    }

    static String signatures(Signatures signed) {
        if (signed.checkpoints() == 0) {
            return "checkpoints  none";
        }
        return "checkpoints  %,d%s, the last over %,d%s%s"
                .formatted(
                        signed.checkpoints(),
                        signed.keysKnown() ? ", signatures valid" : ", signatures not checked",
                        signed.size(),
                        signed.cosignedSize() > 0
                                ? "; witnessed up to %,d".formatted(signed.cosignedSize())
                                : "",
                        timestamps(signed));
    }

    private static String timestamps(Signatures signed) {
        if (signed.timestamps() == 0) {
            return "";
        }
        return "; %,d timestamps, %s"
                .formatted(
                        signed.timestamps(),
                        signed.widestStamp()
                                .map(
                                        stamp ->
                                                "valid, %,d entries existed by %s (%s)"
                                                        .formatted(
                                                                stamp.size(),
                                                                stamp.time(),
                                                                Tables.clean(stamp.authority())))
                                .orElse("not verified"));
    }

    static String broken(Broken broken, Paint paint) {
        return "  %s  log %s, seq %,d, field %s%n  expected  %s%n  found     %s%n  meaning   %s%n"
                .formatted(
                        paint.bad("BROKEN"),
                        broken.origin(),
                        broken.seq(),
                        broken.field(),
                        Tables.clean(broken.expected()),
                        Tables.clean(broken.found()),
                        Tables.clean(broken.meaning()));
    }

    private List<String> notProven() {
        List<String> limits = new ArrayList<>();
        limits.add(
                "that what the events say is true: the seals show that nothing was changed since");
        limits.add(
                "that everything that happened was sent: sources were not reconciled with the logs");
        limits.addAll(
                missingSignatures(report.logs().stream().map(LogReport::signatures).toList()));
        limits.addAll(graphLimits());
        if (report.registry() == RegistryCheck.NO_REGISTRY) {
            limits.add(
                    "that schema ids lead to the sealed schema texts: no registry was asked; the texts themselves were checked");
        }
        return limits;
    }

    private List<String> graphLimits() {
        if (graph.isEmpty()) {
            return List.of(
                    "that the live graph, which traces are read from, is what the bodies give: verify --deep does");
        }
        return report.isIntact()
                ? graph.get().notProven()
                : List.of(
                        "that the live graph is what the bodies give: it was not compared, because the ledger is broken");
    }

    static List<String> missingSignatures(List<Signatures> logs) {
        List<String> limits = new ArrayList<>();
        if (logs.stream().anyMatch(log -> log.checkpoints() == 0)) {
            limits.add(
                    "that no records are missing at the end of logs without checkpoint: nothing was signed of them");
        }
        if (logs.stream().anyMatch(log -> log.checkpoints() > 0 && !log.keysKnown())) {
            limits.add(
                    "who signed the checkpoints: no key was known for them; give --key or --keys, or --data of the checkpointer");
        }
        if (logs.stream().anyMatch(log -> log.cosignedSize() == 0)) {
            limits.add(
                    "that others were shown the same logs: no witness that you named cosigned each of them, so the holder of the key could have written them anew");
        }
        limits.add(unknownTime(logs));
        return limits;
    }

    private static String unknownTime(List<Signatures> logs) {
        if (logs.stream().allMatch(log -> log.timestamps() == 0)) {
            return "when checkpoints were signed: there is no timestamp, and the times in seals are the ledger's own";
        }
        if (logs.stream().allMatch(log -> log.widestStamp().isEmpty())) {
            return "when checkpoints were signed: the timestamps were not verified; give the authority's root certificates with --timestamp-roots";
        }
        return "when entries beyond each log's widest timestamp were signed; and whether the authority's certificate was revoked";
    }

    ObjectNode json() {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("depth", depth()).put("intact", isIntact());
        json.put("records", report.records());
        json.put("seconds", report.took().toMillis() / 1000.0);
        json.put("recordsPerSecond", report.recordsPerSecond());
        json.put("registryChecked", report.registry() == RegistryCheck.DONE);
        for (LogReport log : report.logs()) {
            ObjectNode one = json.withArray("logs").addObject();
            one.put("product", log.product().name()).put("entries", log.entries());
            one.put("root", log.root().hex());
            add(log.signatures(), one.putObject("signatures"));
            verdict(log.verdict(), one);
        }
        graph.ifPresent(found -> json.set("graph", found.json()));
        notProven().forEach(each -> json.withArray("notProven").add(each));
        return json;
    }

    private static void verdict(ChainVerdict verdict, ObjectNode json) {
        switch (verdict) {
            case Intact(var end) -> json.put("intact", true).put("headLeaf", end.lastLeaf().hex());
            case Broken broken -> {
                json.put("intact", false);
                add(broken, json.putObject("broken"));
            }
        }
    }

    static void add(Signatures signed, ObjectNode json) {
        json.put("checkpoints", signed.checkpoints())
                .put("size", signed.size())
                .put("keysKnown", signed.keysKnown())
                .put("cosignedSize", signed.cosignedSize())
                .put("timestamps", signed.timestamps());
        signed.widestStamp()
                .ifPresent(
                        stamp ->
                                json.putObject("widestTimestamp")
                                        .put("size", stamp.size())
                                        .put("time", stamp.time().toString())
                                        .put("authority", stamp.authority()));
    }

    static void add(Broken broken, ObjectNode json) {
        json.put("log", broken.origin().text())
                .put("seq", broken.seq())
                .put("field", broken.field())
                .put("expected", broken.expected())
                .put("found", broken.found())
                .put("meaning", broken.meaning());
    }
}
