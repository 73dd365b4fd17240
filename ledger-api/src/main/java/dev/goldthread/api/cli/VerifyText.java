package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.cli.drawing.Paint;
import dev.goldthread.core.seal.Verdict;
import dev.goldthread.core.seal.Verdict.Broken;
import dev.goldthread.core.seal.Verdict.Intact;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LogReport;
import dev.goldthread.streams.audit.LogReport.Signatures;
import java.util.ArrayList;
import java.util.List;

/** A verification's result in words: what was found, and what nobody should read into it. */
final class VerifyText {

    private final LedgerReport report;
    private final Paint paint;

    VerifyText(LedgerReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    String table() {
        StringBuilder text = new StringBuilder(1024);
        report.logs().forEach(log -> text.append(log(log)));
        text.append(
                "%n%s: %,d records of %s in %.1f s, %,d records/s%n"
                        .formatted(
                                report.isIntact()
                                        ? paint.good("INTACT")
                                        : paint.bad("NOT WHAT WAS SEALED"),
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
                                            signatures(log.signatures(), log.entries()));
            case Broken broken -> head + broken(broken);
        };
    }

    private static String signatures(Signatures signed, long entries) {
        if (signed.checkpoints() == 0) {
            return "checkpoints  none";
        }
        return "checkpoints  %,d%s, the last over %,d of %,d entries%s%s"
                .formatted(
                        signed.checkpoints(),
                        signed.keysKnown() ? ", signatures valid" : ", signatures not checked",
                        signed.size(),
                        entries,
                        signed.cosignedSize() > 0
                                ? "; witnessed up to %,d".formatted(signed.cosignedSize())
                                : "",
                        signed.timestamps() > 0
                                ? "; %,d timestamps".formatted(signed.timestamps())
                                : "");
    }

    private String broken(Broken broken) {
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
        limits.addAll(missingSignatures());
        if (report.registry() == RegistryCheck.NO_REGISTRY) {
            limits.add(
                    "that schema ids lead to the sealed schema texts: no registry was asked; the texts themselves were checked");
        }
        return limits;
    }

    private List<String> missingSignatures() {
        List<String> limits = new ArrayList<>();
        if (report.logs().stream().anyMatch(log -> log.signatures().checkpoints() == 0)) {
            limits.add(
                    "that no records are missing at the end of logs without checkpoint: nothing was signed of them");
        }
        if (report.logs().stream()
                .anyMatch(
                        log ->
                                log.signatures().checkpoints() > 0
                                        && !log.signatures().keysKnown())) {
            limits.add(
                    "who signed the checkpoints: no key was known for them; give --key or --keys, or --data of the checkpointer");
        }
        if (report.logs().stream().anyMatch(log -> log.signatures().cosignedSize() == 0)) {
            limits.add(
                    "that others were shown the same logs: no witness that you named cosigned each of them, so the holder of the key could have written them anew");
        }
        return limits;
    }

    ObjectNode json() {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("intact", report.isIntact());
        json.put("records", report.records());
        json.put("seconds", report.took().toMillis() / 1000.0);
        json.put("recordsPerSecond", report.recordsPerSecond());
        json.put("registryChecked", report.registry() == RegistryCheck.DONE);
        for (LogReport log : report.logs()) {
            ObjectNode one = json.withArray("logs").addObject();
            one.put("product", log.product().name()).put("entries", log.entries());
            one.put("root", log.root().hex());
            one.putObject("signatures")
                    .put("checkpoints", log.signatures().checkpoints())
                    .put("size", log.signatures().size())
                    .put("keysKnown", log.signatures().keysKnown())
                    .put("cosignedSize", log.signatures().cosignedSize())
                    .put("timestamps", log.signatures().timestamps());
            verdict(log.verdict(), one);
        }
        notProven().forEach(each -> json.withArray("notProven").add(each));
        return json;
    }

    private static void verdict(Verdict verdict, ObjectNode json) {
        switch (verdict) {
            case Intact(var end) -> json.put("intact", true).put("headLeaf", end.lastLeaf().hex());
            case Broken broken -> {
                json.put("intact", false);
                json.putObject("broken")
                        .put("log", broken.origin().text())
                        .put("seq", broken.seq())
                        .put("field", broken.field())
                        .put("expected", broken.expected())
                        .put("found", broken.found())
                        .put("meaning", broken.meaning());
            }
        }
    }
}
