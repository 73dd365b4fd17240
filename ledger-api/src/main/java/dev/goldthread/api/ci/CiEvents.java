package dev.goldthread.api.ci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events of a pipeline, in the API's JSON shape. What the vocabulary demands and nobody said is an
 * {@link UnknownFactException}; what it makes optional is left out.
 */
public final class CiEvents {

    private static final String COMMIT = "Commit";
    private static final String ARTIFACT = "Artifact";

    private final CiFacts facts;

    public CiEvents(CiFacts facts) {
        this.facts = facts;
    }

    /**
     * @param builder what built; the CI system's own id when empty
     * @param recipe digest of the instructions; the commit that holds them when empty
     */
    public record Build(
            String outcome,
            Optional<String> builder,
            Optional<String> recipe,
            String hermeticity,
            String rebuild,
            Optional<Instant> startedAt,
            List<String> used) {}

    public ObjectNode build(Build build) {
        String id = facts.buildId();
        Draft draft =
                draft("build", "build.finished", "Build", id)
                        .link("builtFrom", COMMIT, facts.commit(), Strength.OBSERVED);
        build.used()
                .forEach(
                        digest ->
                                draft.linkDigest(
                                        "used", ARTIFACT, digest, digest, Strength.OBSERVED));
        ObjectNode data = draft.data();
        data.put("outcome", build.outcome())
                .put(
                        "builder",
                        build.builder()
                                .or(facts::builder)
                                .orElseThrow(
                                        () ->
                                                UnknownFactException.fact(
                                                        "the builder", "--builder")))
                .put("recipeDigest", build.recipe().orElseGet(facts::commitDigest))
                .put("hermeticity", build.hermeticity())
                .put("rebuild", build.rebuild())
                .put("uri", facts.runUri());
        build.startedAt().ifPresent(at -> data.put("startedAt", at.toString()));
        data.put("finishedAt", facts.at().toString());
        facts.attempt().ifPresent(attempt -> data.put("attempt", attempt));
        return draft.json();
    }

    /**
     * @param cases outcome by test case
     * @param tests digests or models that were tested; the commit when empty
     */
    public record Test(
            Map<String, String> cases,
            List<String> tests,
            Optional<String> environment,
            Instant startedAt,
            Optional<String> framework) {}

    public ObjectNode test(Test test) {
        Draft draft = draft("test", "testrun.finished", "TestRun", facts.runPart("test"));
        test.cases().forEach((name, outcome) -> draft.executed(name, Optional.empty(), outcome));
        about(draft, "tests", test.tests());
        test.environment()
                .ifPresent(name -> draft.link("in", "Environment", name, Strength.OBSERVED));
        ObjectNode data = draft.data();
        data.put("outcome", whole(test.cases()))
                .put("startedAt", test.startedAt().toString())
                .put("finishedAt", facts.at().toString());
        ObjectNode counts = data.putObject("counts");
        counts.put("passed", count(test.cases(), "PASSED"))
                .put("failed", count(test.cases(), "FAILED"))
                .put("errors", count(test.cases(), "ERROR"))
                .put("skipped", count(test.cases(), "SKIPPED"))
                .put("flaky", count(test.cases(), "FLAKY"));
        test.framework().ifPresent(each -> data.put("framework", each));
        facts.attempt().ifPresent(attempt -> data.put("attempt", attempt));
        return draft.json();
    }

    /** The worst outcome stands for the run; a run that skipped everything passed nothing. */
    private static String whole(Map<String, String> cases) {
        for (String worst : List.of("ERROR", "FAILED", "FLAKY", "PASSED")) {
            if (cases.containsValue(worst)) {
                return worst;
            }
        }
        return "SKIPPED";
    }

    private static int count(Map<String, String> cases, String outcome) {
        return (int) cases.values().stream().filter(outcome::equals).count();
    }

    /**
     * @param scans digests that were scanned; the commit when empty
     * @param findings how many by severity
     * @param thresholds how many are tolerated by severity
     */
    public record Scan(
            String kind,
            List<String> scans,
            Map<String, Integer> findings,
            Map<String, Integer> thresholds,
            Optional<String> verdict,
            Optional<String> scanner) {}

    public ObjectNode scan(Scan scan) {
        Draft draft = draft("scan", "scan.finished", "Scan", facts.runPart("scan-" + scan.kind()));
        about(draft, "scans", scan.scans());
        ObjectNode data = draft.data();
        data.put("kind", scan.kind());
        counts(data.putArray("findings"), scan.findings());
        counts(data.putArray("thresholds"), scan.thresholds());
        scan.verdict().ifPresent(each -> data.put("verdict", each));
        scan.scanner().ifPresent(each -> data.put("scanner", each));
        return draft.json();
    }

    private static void counts(ArrayNode array, Map<String, Integer> counts) {
        counts.forEach(
                (severity, count) ->
                        array.addObject().put("severity", severity).put("count", count));
    }

    /**
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @param build the build it came out of; this run when empty
     */
    public record Published(
            String digest,
            long sizeBytes,
            String mediaType,
            String fileName,
            Optional<String> version,
            Optional<String> purl,
            Optional<String> uri,
            Optional<String> build,
            List<String> models) {}

    public ObjectNode artifact(Published artifact) {
        Draft draft =
                draft("artifact", "artifact.published", ARTIFACT, artifact.digest())
                        .link(
                                "producedBy",
                                "Build",
                                artifact.build().orElseGet(facts::buildId),
                                Strength.OBSERVED);
        artifact.models()
                .forEach(
                        digest ->
                                draft.linkDigest(
                                        "packages", "Model", digest, digest, Strength.DECLARED));
        ObjectNode data = draft.data();
        data.put("mediaType", artifact.mediaType())
                .put("sizeBytes", artifact.sizeBytes())
                .put("name", artifact.fileName());
        artifact.version().ifPresent(each -> data.put("version", each));
        artifact.purl().ifPresent(each -> data.put("purl", each));
        artifact.uri().ifPresent(each -> data.put("uri", each));
        return draft.json();
    }

    /** A digest is an artifact's; without any it is the commit that was looked at. */
    private void about(Draft draft, String relation, List<String> digests) {
        if (digests.isEmpty()) {
            draft.link(relation, COMMIT, facts.commit(), Strength.OBSERVED);
        }
        digests.forEach(
                digest -> draft.linkDigest(relation, ARTIFACT, digest, digest, Strength.OBSERVED));
    }

    private Draft draft(String kind, String type, String subjectType, String subjectId) {
        return facts.draft(kind, type, subjectType, subjectId);
    }
}
