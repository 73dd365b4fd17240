package dev.goldthread.api.verifier;

import dev.goldthread.core.bundle.BundleReport;
import dev.goldthread.core.bundle.BundleReport.KeySource;
import dev.goldthread.core.bundle.BundleReport.Stamp;
import dev.goldthread.core.bundle.BundleReport.Subject.OneEvent;
import dev.goldthread.core.bundle.BundleReport.Subject.WholeLog;
import dev.goldthread.core.bundle.BundleReport.Timestamp;
import dev.goldthread.core.bundle.Flaw;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;

/** A report in words for people; nothing in it can steer a terminal. */
public final class ReportText {

    private final Verified verified;
    private final BundleReport report;

    public ReportText(Verified verified) {
        this.verified = verified;
        this.report = verified.report();
    }

    /** Ends with what was not proven. */
    public String text() {
        StringBuilder text = new StringBuilder(1024);
        text.append(report.log().map(Origin::text).orElse("unknown log")).append('\n');
        report.checkpoint().ifPresent(head -> signed(text, head));
        report.widestStamp()
                .ifPresent(widest -> stamped(text, widest, widest.stamp().orElseThrow()));
        subject(text);
        report.flaws().forEach(flaw -> flaw(text, flaw));
        text.append('\n').append(outcome()).append("\n\nNot proven by this:\n");
        report.notProven().forEach(each -> text.append("  - ").append(clean(each)).append('\n'));
        return text.toString();
    }

    private void signed(StringBuilder text, Checkpoint head) {
        line(text, "checkpoint", "%,d entries, root %s".formatted(head.size(), head.root()));
        line(
                text,
                "signed by",
                report.keys() == KeySource.OUTSIDE
                        ? "a key that you gave"
                        : "a key that came with these files");
        if (report.cosignatures() > 0 || verified.quorum() > 0) {
            line(
                    text,
                    "cosigned by",
                    "%d trusted witnesses, %d asked for"
                            .formatted(report.cosignatures(), verified.quorum()));
        }
    }

    private void stamped(StringBuilder text, Timestamp widest, Stamp stamp) {
        line(
                text,
                "existed",
                "at the latest at %s, by %s: the first %,d entries"
                        .formatted(stamp.time(), stamp.authority(), widest.size()));
        line(text, "timestamps", "%,d verified".formatted(report.timestamps().size()));
    }

    private void subject(StringBuilder text) {
        switch (report.subject()) {
            case WholeLog log ->
                    line(
                            text,
                            "earlier",
                            "%,d checkpoints are of this very log".formatted(log.earlier()));
            case OneEvent event -> {
                event.id().ifPresent(id -> line(text, "event", id.value()));
                event.seq().ifPresent(seq -> line(text, "seq", "%,d".formatted(seq)));
                event.sealedAt().ifPresent(time -> line(text, "sealed at", time.toString()));
            }
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  %-12s %s%n".formatted(name, clean(value)));
    }

    private static void flaw(StringBuilder text, Flaw flaw) {
        text.append("\n  FLAW         log %s, file %s".formatted(log(flaw), clean(flaw.file())));
        flaw.seq().ifPresent(seq -> text.append(", seq ").append(seq));
        text.append(", field ").append(clean(flaw.field())).append('\n');
        line(text, "  expected", flaw.expected());
        line(text, "  found", flaw.found());
        line(text, "  meaning", flaw.meaning());
    }

    private static String log(Flaw flaw) {
        return flaw.log().map(Origin::text).orElse("unknown");
    }

    private String outcome() {
        double seconds = verified.took().toMillis() / 1000.0;
        if (!report.isSound()) {
            return "NOT WHAT WAS SIGNED: %,d flaws, %.1f s".formatted(report.flawCount(), seconds);
        }
        return switch (report.subject()) {
            case WholeLog log ->
                    "SOUND: %,d entries in %.1f s, %,d entries/s"
                            .formatted(log.entries(), seconds, perSecond(verified, log));
            case OneEvent event -> "SOUND: one event in %.1f s".formatted(seconds);
        };
    }

    static long perSecond(Verified verified, WholeLog log) {
        return log.entries() * 1_000_000_000L / Math.max(1, verified.took().toNanos());
    }

    /** Names and values come from files that anybody may have written. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
