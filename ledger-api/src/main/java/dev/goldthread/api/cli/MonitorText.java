package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.monitor.MonitorReport;
import dev.goldthread.api.monitor.MonitorReport.FoundSplit;
import dev.goldthread.api.monitor.Sight;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.StrictBase64;
import java.util.List;
import java.util.OptionalInt;

/** What a monitor found, for people and programs. */
final class MonitorText {

    private static final int ROOT_SHOWN = 12;

    private MonitorText() {}

    static String table(MonitorReport report, OptionalInt columns) {
        List<List<String>> rows = report.sights().stream().map(MonitorText::row).toList();
        StringBuilder text =
                new StringBuilder("log %s\n\n".formatted(Tables.clean(report.origin())));
        text.append(Tables.of(List.of("place", "size", "root", ""), rows, columns)).append('\n');
        report.splits().forEach(split -> text.append(tell(split)));
        report.rollback()
                .ifPresent(
                        rollback ->
                                text.append(
                                        "ROLLBACK: size %d was signed before, and no place shows more than %d now\n"
                                                .formatted(
                                                        rollback.rememberedSize(),
                                                        rollback.shownSize())));
        return text.append(summary(report)).append('\n').toString();
    }

    private static List<String> row(Sight sight) {
        String place = sight.address().toString();
        return switch (sight) {
            case Sight.Signed signed ->
                    List.of(
                            place,
                            Long.toString(signed.checkpoint().size()),
                            signed.checkpoint().root().hex().substring(0, ROOT_SHOWN),
                            "signed");
            case Sight.Bad bad -> List.of(place, "", "", "BAD: " + bad.problem());
            case Sight.Unreachable away -> List.of(place, "", "", "unreachable: " + away.problem());
        };
    }

    private static String tell(FoundSplit split) {
        return "SPLIT VIEW: what %s and %s show is signed by the log, and cannot both be true\n"
                .formatted(split.smallerAt(), split.largerAt());
    }

    private static String summary(MonitorReport report) {
        if (report.isBad()) {
            return "The evidence fails.";
        }
        if (report.signed().isEmpty()) {
            return "No place answered.";
        }
        String remembered =
                report.remembered()
                        .map(
                                before ->
                                        ", and it goes on from size %d seen before"
                                                .formatted(before.size()))
                        .orElse("");
        return "%d of %d places tell one history%s. Entries themselves were not fetched."
                .formatted(report.signed().size(), report.sights().size(), remembered);
    }

    static ObjectNode json(MonitorReport report) {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("origin", report.origin());
        json.put("verdict", verdict(report));
        ArrayNode places = json.putArray("places");
        report.sights().forEach(sight -> add(places.addObject(), sight));
        ArrayNode splits = json.putArray("splitViews");
        report.splits().forEach(split -> splits.add(proof(report, split)));
        report.rollback()
                .ifPresent(
                        rollback ->
                                json.putObject("rollback")
                                        .put("rememberedSize", rollback.rememberedSize())
                                        .put("shownSize", rollback.shownSize()));
        report.remembered().ifPresent(before -> json.put("rememberedSize", before.size()));
        return json;
    }

    private static String verdict(MonitorReport report) {
        if (!report.splits().isEmpty()) {
            return "split-view";
        }
        if (report.rollback().isPresent()) {
            return "rollback";
        }
        if (report.isBad()) {
            return "bad";
        }
        return report.isIncomplete() ? "unreachable" : "consistent";
    }

    private static void add(ObjectNode json, Sight sight) {
        json.put("url", sight.address().toString());
        switch (sight) {
            case Sight.Signed signed ->
                    json.put("status", "signed")
                            .put("size", signed.checkpoint().size())
                            .put("root", signed.checkpoint().root().hex());
            case Sight.Bad bad -> json.put("status", "bad").put("problem", bad.problem());
            case Sight.Unreachable away ->
                    json.put("status", "unreachable").put("problem", away.problem());
        }
    }

    /** The first proof found, complete: whoever trusts the log's key can check it alone. */
    static ObjectNode proof(MonitorReport report) {
        return proof(report, report.splits().getFirst());
    }

    private static ObjectNode proof(MonitorReport report, FoundSplit split) {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("origin", report.origin());
        json.put("rule", "the larger tree begins with prefixRoot, not with the smaller one's root");
        json.putObject("smaller")
                .put("seenAt", split.smallerAt())
                .put("note", text(split.proof().smaller()));
        json.putObject("larger")
                .put("seenAt", split.largerAt())
                .put("note", text(split.proof().larger()));
        json.put("prefixRoot", StrictBase64.encode(split.proof().prefixRoot().toBytes()));
        ArrayNode hashes = json.putArray("consistencyProof");
        split.proof().proof().forEach(hash -> hashes.add(StrictBase64.encode(hash.toBytes())));
        return json;
    }

    private static String text(SignedNote note) {
        return new String(note.toBytes(), UTF_8);
    }
}
