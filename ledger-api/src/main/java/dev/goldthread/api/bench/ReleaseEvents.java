package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A release as a team makes one: requirements, a test case for each, changes that implement ten of
 * them with a commit each, a build, its artifact, and test runs of a hundred test cases on it. The
 * same for the same values.
 *
 * @param requirements that its changes implement
 * @param first number of the first of them
 * @param number of the release, from 0; each is an hour after the one before
 */
record ReleaseEvents(String product, int requirements, int first, int number) {

    private static final Instant START = Instant.ofEpochSecond(1_770_000_000L);
    private static final int PER_CHANGE = 10;
    private static final int PER_RUN = 100;

    /** The first release of a product. */
    ReleaseEvents(String product, int requirements) {
        this(product, requirements, 0, 0);
    }

    /** The next release of the same product, with new requirements. */
    ReleaseEvents next() {
        return new ReleaseEvents(product, requirements, first + requirements, number + 1);
    }

    /** The next release of the same product, in which the same requirements are changed again. */
    ReleaseEvents again() {
        return new ReleaseEvents(product, requirements, first, number + 1);
    }

    String version() {
        return "1.%d.0".formatted(number);
    }

    /** Of its artifact. */
    String digest() {
        return digest("pump");
    }

    /** Of something that the release has. */
    String digest(String what) {
        return "sha256:" + Digest.sha256("%s %s %d".formatted(product, what, number)).hex();
    }

    Instant at() {
        return START.plus(number, ChronoUnit.HOURS);
    }

    /** What it implements, and how. */
    List<ObjectNode> all() {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < requirements; i++) {
            events.add(requirement(i));
            events.add(testCase(i));
        }
        events.addAll(delivery());
        return events;
    }

    /** The release without its requirements and test cases, which are there already. */
    List<ObjectNode> delivery() {
        List<ObjectNode> events = new ArrayList<>();
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
        ObjectNode event = event("build.finished", "Build", buildId());
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
        ObjectNode event = event("artifact.published", "Artifact", digest());
        link(event, "producedBy", "Build", buildId());
        event.putObject("data")
                .put("name", "pump")
                .put("mediaType", "application/octet-stream")
                .put("sizeBytes", 4_096);
        return event;
    }

    private ObjectNode testRun(int from) {
        ObjectNode event =
                event("testrun.finished", "TestRun", "runs#%d-%d".formatted(number, from));
        link(event, "tests", "Artifact", digest()).put("digest", digest());
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
        ObjectNode event = event("release.created", "Release", version());
        link(event, "includes", "Artifact", digest()).put("digest", digest());
        for (int from = 0; from < requirements; from += PER_CHANGE) {
            link(event, "includes", "Change", changeId(from));
        }
        ObjectNode data = event.putObject("data").put("tier", "HIGH");
        data.put("intendedUse", "To be measured.").putArray("knownLimitations").add("None else.");
        return event;
    }

    private ObjectNode event(String type, String subjectType, String subjectId) {
        return EventDraft.of(product, at(), type, subjectType, subjectId);
    }

    private static ObjectNode link(ObjectNode event, String relation, String type, String id) {
        return EventDraft.link(event, relation, type, id);
    }

    String requirementId(int i) {
        return "REQ-" + (first + i);
    }

    private String testCaseId(int i) {
        return "rate.DoseRateTest#case" + (first + i);
    }

    private String buildId() {
        return "https://ci.example.org/job/pump#" + (number + 1);
    }

    String changeId(int from) {
        int before = number * Math.ceilDiv(requirements, PER_CHANGE);
        return "acme/pump#" + (before + from / PER_CHANGE + 1);
    }

    String commitId(int from) {
        return String.format(Locale.ROOT, "%040x", (long) number * requirements + from + 1);
    }
}
