package dev.goldthread.api.ci;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a pipeline, as its CI system describes it in environment variables. Every method that
 * returns plain text throws {@link UnknownFactException} when the variable behind it is unset or
 * empty; what a run need not have is optional.
 */
public interface CiRun {

    /** The system that runs the program; empty where none makes itself known. */
    static Optional<CiRun> detect(Map<String, String> environment) {
        return Stream.of(
                        GitHubRun.in(environment),
                        GitLabRun.in(environment),
                        AzureRun.in(environment),
                        JenkinsRun.in(environment),
                        GenericRun.in(environment))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As in {@code source.tool}. */
    String tool();

    /** Path on its forge, such as {@code acme/infusion-pump}. */
    String repository();

    /** Full commit sha. */
    String commit();

    Optional<String> branch();

    /** Number of the pull or merge request. */
    Optional<String> pullRequest();

    /** Address of this run; another attempt is another run. Names the build. */
    String runUri();

    /**
     * Address of the job within the run, where it has its own; what it says is counted by itself.
     */
    default String jobUri() {
        return runUri();
    }

    /** How often the run was tried, from 1; empty where another try is another run. */
    default Optional<Integer> attempt() {
        return Optional.empty();
    }

    /** Account of who set it off, and the host where it is one. */
    Optional<Login> login();

    /** Where a deployment job deploys to; empty where no variable says it. */
    default Optional<String> environment() {
        return Optional.empty();
    }

    /** What built: the builder's id. */
    String builder();

    /** An account of a tool; its name never goes into an event. */
    record Login(String host, String name) {}
}
