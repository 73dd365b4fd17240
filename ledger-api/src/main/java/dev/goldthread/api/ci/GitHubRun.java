package dev.goldthread.api.ci;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitHub Actions. On a pull request {@code GITHUB_SHA} is the merge commit that was checked out.
 */
record GitHubRun(Variables variables) implements CiRun {

    private static final Pattern PULL = Pattern.compile("refs/pull/([0-9]+)/.+");

    static Optional<CiRun> in(Map<String, String> environment) {
        Variables variables = new Variables("github-actions", environment);
        return variables.isTrue("GITHUB_ACTIONS")
                ? Optional.of(new GitHubRun(variables))
                : Optional.empty();
    }

    @Override
    public String tool() {
        return variables.tool();
    }

    @Override
    public String repository() {
        return variables.need("GITHUB_REPOSITORY", "--repository");
    }

    @Override
    public String commit() {
        return variables.need("GITHUB_SHA", "--commit");
    }

    @Override
    public Optional<String> branch() {
        return variables
                .find("GITHUB_HEAD_REF")
                .or(
                        () ->
                                variables
                                        .find("GITHUB_REF_TYPE")
                                        .filter("branch"::equals)
                                        .filter(_ -> pullRequest().isEmpty())
                                        .flatMap(_ -> variables.find("GITHUB_REF_NAME")));
    }

    @Override
    public Optional<String> pullRequest() {
        return variables
                .find("GITHUB_REF")
                .map(PULL::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    @Override
    public String runUri() {
        return "%s/%s/actions/runs/%s/attempts/%s"
                .formatted(
                        variables.needBase("GITHUB_SERVER_URL", "--run"),
                        variables.need("GITHUB_REPOSITORY", "--run"),
                        variables.need("GITHUB_RUN_ID", "--run"),
                        variables.need("GITHUB_RUN_ATTEMPT", "--run"));
    }

    @Override
    public String jobUri() {
        return runUri() + "#" + variables.need("GITHUB_JOB", "--run");
    }

    @Override
    public Optional<Integer> attempt() {
        return variables.find("GITHUB_RUN_ATTEMPT").map(Numbers.named("GITHUB_RUN_ATTEMPT"));
    }

    /** Who ran it again counts more than who set it off first. */
    @Override
    public Optional<Login> login() {
        return variables
                .find("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR")
                .map(
                        name ->
                                new Login(
                                        String.valueOf(
                                                URI.create(
                                                                variables.need(
                                                                        "GITHUB_SERVER_URL",
                                                                        "--actor"))
                                                        .getHost()),
                                        name));
    }

    /** The workflow file and the ref it was taken from. */
    @Override
    public String builder() {
        return "%s/%s"
                .formatted(
                        variables.needBase("GITHUB_SERVER_URL", "--builder"),
                        variables.need("GITHUB_WORKFLOW_REF", "--builder"));
    }
}
