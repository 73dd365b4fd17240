package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A release as a team makes one: requirements, a test case for each, changes that implement ten of
 * them with a commit each, a build, its artifact, and test runs of a hundred test cases on it. The
 * same for the same number of requirements.
 *
 * @param product whose log has nothing else
 */
record ReleaseEvents(String product, int requirements) {

    static final String VERSION = "1.0.0";

    private static final int PER_CHANGE = 10;
    private static final int PER_RUN = 100;
    private static final String DIGEST = "sha256:" + "5a".repeat(32);
    private static final String BUILD = "https://ci.example.org/job/pump#1";

    List<ObjectNode> all() {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < requirements; i++) {
            events.add(requirement(i));
            events.add(testCase(i));
        }
        for (int from = 0; from < requirements; from += PER_CHANGE) {
            events.add(change(from));
            events.add(commit(from));
        }
        events.add(build());
        events.add(artifact());
        for (int from = 0; from < requirements; from += PER_RUN) {
            events.add(testRun(from));
        }
        events.add(release());
        return events;
    }

    /** One event per line, as UTF-8. */
    static byte[] lines(List<ObjectNode> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(event).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode requirement(int i) {
        ObjectNode event = event("requirement.recorded", "Requirement", requirementId(i));
        event.putObject("data")
                .put("revision", "1")
                .put("title", "The pump keeps the rate within two percent, case " + i)
                .put("level", "SOFTWARE");
        return event;
    }

    private ObjectNode testCase(int i) {
        ObjectNode event = event("testcase.recorded", "TestCase", testCaseId(i));
        link(event, "verifies", "Requirement", requirementId(i)).put("revision", "1");
        event.putObject("data")
                .put("revision", "1")
                .put("title", "Keeps the rate, case " + i)
                .put("level", "SYSTEM")
                .put("purpose", "VERIFICATION")
                .put("execution", "AUTOMATED")
                .put("passCriteria", "Within two percent.");
        return event;
    }

    private ObjectNode change(int from) {
        ObjectNode event = event("change.merged", "Change", changeId(from));
        for (int i = from; i < Math.min(from + PER_CHANGE, requirements); i++) {
            link(event, "implements", "Requirement", requirementId(i)).put("revision", "1");
        }
        event.putObject("data")
                .put("repository", "acme/pump")
                .put("headCommit", commitId(from))
                .put("targetBranch", "main")
                .put("targetProtection", "PROTECTED")
                .put("mergeCommit", commitId(from))
                .put("method", "MERGE");
        return event;
    }

    private ObjectNode commit(int from) {
        ObjectNode event = event("commit.pushed", "Commit", commitId(from));
        link(event, "partOf", "Change", changeId(from));
        event.putObject("data")
                .put("repository", "acme/pump")
                .put("summary", "Bound the rate, part " + from)
                .put("signatureState", "UNKNOWN")
                .put("parentCount", 1);
        return event;
    }

    private ObjectNode build() {
        ObjectNode event = event("build.finished", "Build", BUILD);
        link(event, "builtFrom", "Commit", commitId(0));
        event.putObject("data")
                .put("outcome", "SUCCEEDED")
                .put("builder", "https://ci.example.org/builders/1")
                .put("recipeDigest", "gitCommit:" + commitId(0))
                .put("hermeticity", "HERMETIC")
                .put("rebuild", "NOT_ATTEMPTED")
                .put("startedAt", "2026-02-05T09:50:00Z")
                .put("finishedAt", "2026-02-05T10:02:30Z");
        return event;
    }

    private ObjectNode artifact() {
        ObjectNode event = event("artifact.published", "Artifact", DIGEST);
        link(event, "producedBy", "Build", BUILD);
        event.putObject("data")
                .put("name", "pump")
                .put("mediaType", "application/octet-stream")
                .put("sizeBytes", 4_096);
        return event;
    }

    private ObjectNode testRun(int from) {
        ObjectNode event = event("testrun.finished", "TestRun", "runs#" + from);
        link(event, "tests", "Artifact", DIGEST).put("digest", DIGEST);
        int to = Math.min(from + PER_RUN, requirements);
        for (int i = from; i < to; i++) {
            link(event, "executes", "TestCase", testCaseId(i))
                    .put("revision", "1")
                    .put("outcome", "PASSED");
        }
        ObjectNode data = event.putObject("data").put("outcome", "PASSED");
        data.put("startedAt", "2026-02-05T11:00:00Z").put("finishedAt", "2026-02-05T11:30:00Z");
        data.putObject("counts")
                .put("passed", to - from)
                .put("failed", 0)
                .put("errors", 0)
                .put("skipped", 0)
                .put("flaky", 0);
        return event;
    }

    private ObjectNode release() {
        ObjectNode event = event("release.created", "Release", VERSION);
        link(event, "includes", "Artifact", DIGEST).put("digest", DIGEST);
        for (int from = 0; from < requirements; from += PER_CHANGE) {
            link(event, "includes", "Change", changeId(from));
        }
        ObjectNode data = event.putObject("data").put("tier", "HIGH");
        data.put("intendedUse", "To be measured.").putArray("knownLimitations").add("None else.");
        return event;
    }

    private ObjectNode event(String type, String subjectType, String subjectId) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", type + "-" + subjectId);
        event.put("product", product);
        event.put("type", type);
        event.put("occurredAt", Instant.ofEpochSecond(1_770_000_000L).toString());
        event.putObject("actor").put("kind", "SYSTEM").put("id", "bench");
        event.putObject("source").put("uri", "https://ci.example.org/pump").put("tool", "bench");
        event.putObject("subject").put("type", subjectType).put("id", subjectId);
        return event;
    }

    private static ObjectNode link(ObjectNode event, String relation, String type, String id) {
        ArrayNode links = event.withArray("links");
        ObjectNode link = links.addObject().put("relation", relation).put("strength", "OBSERVED");
        link.putObject("to").put("type", type).put("id", id);
        return link;
    }

    private static String requirementId(int i) {
        return "REQ-" + i;
    }

    private static String testCaseId(int i) {
        return "rate.DoseRateTest#case" + i;
    }

    private static String changeId(int from) {
        return "acme/pump#" + (from / PER_CHANGE + 1);
    }

    private static String commitId(int from) {
        return String.format(Locale.ROOT, "%040x", from + 1);
    }
}
