package dev.goldthread.api.ci;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of where an event comes from: what was given counts more than what the CI system
 * says.
 *
 * @param run the CI system, where one makes itself known
 * @param name tells things of one kind and run apart, such as the legs of a matrix
 * @param at when it happened
 */
public record CiFacts(
        Product product,
        Given given,
        Optional<CiRun> run,
        Optional<String> name,
        Actor actor,
        Instant at) {

    /** Facts that somebody gave by flag or {@code GOLDTHREAD_*} variable. */
    public record Given(
            Optional<String> commit,
            Optional<String> repository,
            Optional<String> branch,
            Optional<String> pullRequest,
            Optional<String> run,
            Optional<String> environment) {}

    /** Who did it. */
    public sealed interface Actor {
        /**
         * @param key of the directory, never a name
         */
        record Human(String key) implements Actor {}

        /** The CI system itself. */
        record Pipeline() implements Actor {}
    }

    public static CiFacts of(
            Product product,
            Given given,
            Map<String, String> environment,
            Optional<String> name,
            Actor actor,
            Instant at) {
        return new CiFacts(product, given, CiRun.detect(environment), name, actor, at);
    }

    public CiFacts by(Actor doer) {
        return new CiFacts(product, given, run, name, doer, at);
    }

    String tool() {
        return run.map(CiRun::tool).orElse("goldthread-cli");
    }

    String commit() {
        return known(given.commit().or(() -> run.map(CiRun::commit)), "the commit", "--commit");
    }

    /** As a digest of the state that is meant. */
    String commitDigest() {
        return "gitCommit:" + commit();
    }

    String runUri() {
        return known(given.run().or(() -> run.map(CiRun::runUri)), "the run", "--run");
    }

    String jobUri() {
        return given.run().or(() -> run.map(CiRun::jobUri)).orElseGet(this::runUri);
    }

    /** Names one thing that the job did. */
    String runPart(String what) {
        String part = name.map(each -> what + "-" + each).orElse(what);
        String job = jobUri();
        return job + (job.contains("#") ? "/" : "#") + part;
    }

    /** Where events come from that need no run. */
    String sourceUri() {
        return given.run().isPresent() || run.isPresent() ? jobUri() : "urn:goldthread:cli";
    }

    /** Names the build: the run, and its part where a run has several. */
    String buildId() {
        return name.map(each -> runUri() + "#" + each).orElseGet(this::runUri);
    }

    Optional<String> repository() {
        return given.repository().or(() -> run.map(CiRun::repository));
    }

    String environment() {
        return known(
                given.environment().or(() -> run.flatMap(CiRun::environment)),
                "the environment",
                "--environment");
    }

    Optional<String> branch() {
        return given.branch().or(() -> run.flatMap(CiRun::branch));
    }

    Optional<String> pullRequest() {
        return given.pullRequest().or(() -> run.flatMap(CiRun::pullRequest));
    }

    Optional<Integer> attempt() {
        return run.flatMap(CiRun::attempt);
    }

    Optional<String> builder() {
        return run.map(CiRun::builder);
    }

    /** The same for the same thing of the same run, so that a retry is the same event. */
    String eventId(String kind, String subject) {
        String identity = String.join("\n", kind, sourceUri(), name.orElse(""), subject);
        String hash = Digest.sha256(identity.getBytes(StandardCharsets.UTF_8)).hex();
        return "%s-%s-%s".formatted(tool(), kind, hash.substring(0, 32));
    }

    /** An event of this run, without its links and data. */
    public Draft draft(String kind, String type, String subjectType, String subjectId) {
        Draft draft =
                Draft.of(eventId(kind, subjectId), product, type, at)
                        .source(sourceUri(), tool())
                        .subject(subjectType, subjectId);
        switch (actor) {
            case Actor.Human(var key) -> draft.human(key);
            case Actor.Pipeline _ -> draft.system(tool());
        }
        repository().ifPresent(each -> draft.label("repository", each));
        branch().ifPresent(each -> draft.label("branch", each));
        pullRequest().ifPresent(each -> draft.label("pullRequest", each));
        return draft;
    }

    /** The commit where somebody or something says it. */
    public Optional<String> knownCommit() {
        return given.commit().or(() -> run.map(CiRun::commit));
    }

    private static String known(Optional<String> fact, String what, String flag) {
        return fact.orElseThrow(() -> UnknownFactException.fact(what, flag));
    }
}
