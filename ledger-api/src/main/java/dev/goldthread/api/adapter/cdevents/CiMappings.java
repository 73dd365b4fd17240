package dev.goldthread.api.adapter.cdevents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.api.adapter.standard.Purls;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Builds, pipeline runs, test runs and artifacts. */
final class CiMappings {

    private CiMappings() {}

    static Draft started(CdEvent event, String ours, Rules rules) {
        Draft draft = build(event, ours, rules);
        event.content()
                .get("trigger")
                .get("type")
                .text()
                .ifPresent(type -> draft.data().put("trigger", type));
        return draft;
    }

    static Draft finished(CdEvent event, String ours, Rules rules) {
        Draft draft = build(event, ours, rules);
        draft.data()
                .put("rebuild", "NOT_ATTEMPTED")
                .put("finishedAt", event.timestamp().toString());
        Member outcome = event.content().get("outcome");
        if (outcome.isThere()) {
            draft.data().put("outcome", buildOutcome(outcome));
        } else if (event.content().get("artifactId").text().isPresent()) {
            // A build that names what it made did make it.
            draft.data().put("outcome", "SUCCEEDED");
        }
        return draft;
    }

    private static Draft build(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("Build", event.globalId());
        draft.data().put("builder", event.subjectSource()).put("hermeticity", "UNKNOWN");
        event.content()
                .get("uri")
                .text()
                .filter(Naming::isAbsolute)
                .ifPresent(uri -> draft.data().put("uri", uri));
        return draft;
    }

    /** Both spellings are in use: 0.3 says {@code failure}, later drafts {@code fail}. */
    private static String buildOutcome(Member outcome) {
        return switch (outcome.needText().toLowerCase(Locale.ROOT)) {
            case "success", "pass" -> "SUCCEEDED";
            case "failure", "fail" -> "FAILED";
            case "error" -> "ERROR";
            case "cancel", "cancelled", "canceled" -> "CANCELLED";
            default ->
                    throw outcome.refused(
                            "unknown-outcome", "send success, failure, error or cancel");
        };
    }

    static Draft testCase(CdEvent event, String ours, Rules rules) {
        String outcome = testOutcome(event.content().get("outcome"));
        Draft draft = run(event, ours, rules, outcome);
        counts(draft, outcome);
        return draft;
    }

    /** Nothing ran, so it began and ended when it was skipped. */
    static Draft skipped(CdEvent event, String ours, Rules rules) {
        Draft draft = run(event, ours, rules, "SKIPPED");
        draft.data().put("startedAt", event.timestamp().toString());
        counts(draft, "SKIPPED");
        return draft;
    }

    /** Without its cases, which {@code customData.goldthread.links} has to bring. */
    static Draft testSuite(CdEvent event, String ours, Rules rules) {
        return frame(event, ours, rules, testOutcome(event.content().get("outcome")));
    }

    private static Draft run(CdEvent event, String ours, Rules rules, String outcome) {
        Draft draft = frame(event, ours, rules, outcome);
        Member testCase = event.content().get("testCase");
        draft.executed(testCase.get("id").needText(), testCase.get("version").text(), outcome);
        return draft;
    }

    private static Draft frame(CdEvent event, String ours, Rules rules, String outcome) {
        Draft draft = event.draft(ours, rules).subject("TestRun", event.globalId());
        draft.data().put("outcome", outcome).put("finishedAt", event.timestamp().toString());
        event.content()
                .get("environment")
                .get("id")
                .text()
                .ifPresent(
                        name ->
                                draft.link(
                                        "in",
                                        "Environment",
                                        rules.environment(name),
                                        Strength.OBSERVED));
        return draft;
    }

    private static String testOutcome(Member outcome) {
        return switch (outcome.needText().toLowerCase(Locale.ROOT)) {
            case "success", "pass" -> "PASSED";
            case "failure", "fail" -> "FAILED";
            case "error" -> "ERROR";
            case "cancel", "cancelled", "canceled" -> "ERROR";
            default -> throw outcome.refused("unknown-outcome", "send pass, fail, error or cancel");
        };
    }

    private static void counts(Draft draft, String outcome) {
        ObjectNode counts = draft.data().putObject("counts");
        counts.put("passed", outcome.equals("PASSED") ? 1 : 0)
                .put("failed", outcome.equals("FAILED") ? 1 : 0)
                .put("errors", outcome.equals("ERROR") ? 1 : 0)
                .put("skipped", outcome.equals("SKIPPED") ? 1 : 0)
                .put("flaky", 0);
    }

    static Draft artifact(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("Artifact", digest(event));
        draft.data().put("name", name(event.subjectId())).put("purl", event.subjectId());
        return draft;
    }

    /** The signature is theirs to check; nothing of it is verified here. */
    static Draft signed(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("Artifact", digest(event));
        String signature = event.content().get("signature").needText();
        draft.data()
                .put("verification", "NOT_VERIFIED")
                .put(
                        "signatureDigest",
                        "sha256:"
                                + Digest.sha256(signature.getBytes(StandardCharsets.UTF_8)).hex());
        return draft;
    }

    private static String digest(CdEvent event) {
        Optional<String> digest = Purls.artifact(event.subjectId());
        if (digest.isEmpty()) {
            throw UnfitException.unmapped(
                    event.kind(),
                    "/subject/id names no SHA-256 digest, by which artifacts are known: %s"
                            .formatted(event.subjectId()));
        }
        return digest.get();
    }

    /** What stands between type and version of a package URL. */
    private static String name(String purl) {
        String path = purl.substring(purl.indexOf('/') + 1);
        return path.split("[@?#]", 2)[0];
    }
}
