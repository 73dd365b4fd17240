package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a verifier found: the Simple Verification Result and SLSA's verification summary. Neither is
 * a {@code gate.evaluated}: that one judges a state of this ledger.
 */
final class Summaries {

    private static final Pattern LEVEL = Pattern.compile("SLSA_BUILD_LEVEL_([0-4])");

    private Summaries() {}

    static Predicate svr(Member predicate) {
        String verifier = predicate.get("verifier").get("id").needText();
        List<String> properties = texts(predicate.get("properties"));
        return Predicate.attestedOnly(
                verifier,
                predicate.get("timeCreated").rfc3339(),
                draft -> {
                    draft.label("svr.verifier", verifier);
                    draft.label("svr.properties", String.join(" ", properties));
                    putLevel(draft, properties);
                });
    }

    static Predicate vsa(Member predicate) {
        String verifier = predicate.get("verifier").get("id").needText();
        Member result = predicate.get("verificationResult");
        boolean passed =
                switch (result.needText()) {
                    case "PASSED" -> true;
                    case "FAILED" -> false;
                    default -> throw result.refused("unknown-result", "send PASSED or FAILED");
                };
        List<String> levels = texts(predicate.get("verifiedLevels"));
        return Predicate.attestedOnly(
                verifier,
                predicate.get("timeVerified").rfc3339(),
                draft -> {
                    draft.label("vsa.verifier", verifier);
                    draft.label("vsa.result", passed ? "PASSED" : "FAILED");
                    if (passed) {
                        putLevel(draft, levels);
                    }
                });
    }

    private static List<String> texts(Member list) {
        List<String> texts = new ArrayList<>();
        for (Member item : list.items()) {
            texts.add(item.needText());
        }
        return texts;
    }

    private static void putLevel(Draft draft, List<String> properties) {
        OptionalInt level =
                properties.stream()
                        .map(LEVEL::matcher)
                        .filter(Matcher::matches)
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                        .max();
        level.ifPresent(value -> draft.data().put("slsaLevel", value));
    }
}
