package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.Paint;
import dev.goldthread.streams.audit.CheckpointReport;
import java.util.ArrayList;
import java.util.List;

/** What a look at the checkpoints alone found, in words. */
final class QuickText {

    private final CheckpointReport report;
    private final Paint paint;

    QuickText(CheckpointReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    String table() {
        StringBuilder text = new StringBuilder(1024);
        report.logs().forEach(log -> text.append(log(log)));
        double seconds = report.took().toMillis() / 1000.0;
        text.append(
                "%n%s: depth quick, %,d checkpoints, %,d proofs of consistency in %.1f s%n"
                        .formatted(
                                report.isIntact()
                                        ? paint.good("CONSISTENT")
                                        : paint.bad("NOT WHAT WAS SIGNED"),
                                report.checkpoints(),
                                report.proofs(),
                                seconds));
        text.append("%nNot proven by this:%n".formatted());
        notProven().forEach(each -> text.append("  - ").append(each).append('\n'));
        return text.toString();
    }

    private String log(CheckpointReport.Log log) {
        return "%s  %s%n  %,d proofs of consistency%s%n%s"
                .formatted(
                        paint.heading(log.product().name()),
                        VerifyText.signatures(log.signatures()),
                        log.proofs(),
                        log.unproven() > 0
                                ? "; %,d earlier checkpoints without".formatted(log.unproven())
                                : "",
                        log.flaw().map(flaw -> VerifyText.broken(flaw, paint)).orElse(""));
    }

    private List<String> notProven() {
        List<String> limits = new ArrayList<>();
        limits.add(
                "that the ledger's records are what the checkpoints sign: none was read; verify without --quick does");
        limits.add("anything about logs that have no checkpoint");
        if (report.logs().stream().anyMatch(log -> log.unproven() > 0)) {
            limits.add(
                    "that checkpoints between the first and the latest ones of a log are consistent with them: no proof was asked for these");
        }
        limits.add("that what the events say is true, or that every source sent all it had");
        limits.addAll(
                VerifyText.missingSignatures(
                        report.logs().stream().map(CheckpointReport.Log::signatures).toList()));
        return limits;
    }

    ObjectNode json() {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("depth", "quick").put("intact", report.isIntact());
        json.put("checkpoints", report.checkpoints()).put("proofs", report.proofs());
        json.put("seconds", report.took().toMillis() / 1000.0);
        for (CheckpointReport.Log log : report.logs()) {
            ObjectNode one = json.withArray("logs").addObject();
            one.put("product", log.product().name());
            log.root().ifPresent(root -> one.put("root", root.hex()));
            VerifyText.add(log.signatures(), one.putObject("signatures"));
            one.put("proofs", log.proofs()).put("unproven", log.unproven());
            one.put("intact", log.flaw().isEmpty());
            log.flaw().ifPresent(flaw -> VerifyText.add(flaw, one.putObject("broken")));
        }
        notProven().forEach(each -> json.withArray("notProven").add(each));
        return json;
    }
}
