package dev.goldthread.api.ci;

import java.util.Map;
import java.util.Optional;

/**
 * A system that sets {@code CI=true} and variables of the common {@code CI_*} names, as Woodpecker
 * does. What it does not set is given by flags or {@code GOLDTHREAD_*}.
 */
record GenericRun(Variables variables) implements CiRun {

    static Optional<CiRun> in(Map<String, String> environment) {
        Variables variables = new Variables("ci", environment);
        return variables.find("CI").filter(each -> !each.equals("false")).isPresent()
                        && variables.find("CI_COMMIT_SHA", "CI_PIPELINE_URL", "CI_REPO").isPresent()
                ? Optional.of(new GenericRun(variables))
                : Optional.empty();
    }

    @Override
    public String tool() {
        return variables.find("CI_SYSTEM_NAME").orElse(variables.tool());
    }

    @Override
    public String repository() {
        return variables.need("CI_REPO", "--repository");
    }

    @Override
    public String commit() {
        return variables.need("CI_COMMIT_SHA", "--commit");
    }

    @Override
    public Optional<String> branch() {
        return variables.find("CI_COMMIT_SOURCE_BRANCH", "CI_COMMIT_BRANCH");
    }

    @Override
    public Optional<String> pullRequest() {
        return variables.find("CI_COMMIT_PULL_REQUEST");
    }

    @Override
    public String runUri() {
        return variables.need("CI_PIPELINE_URL", "--run");
    }

    @Override
    public String jobUri() {
        return variables.find("CI_STEP_URL").orElseGet(this::runUri);
    }

    @Override
    public Optional<Login> login() {
        return variables
                .find("CI_PIPELINE_AUTHOR")
                .flatMap(
                        name ->
                                variables
                                        .find("CI_SYSTEM_HOST")
                                        .map(host -> new Login(host, name)));
    }

    @Override
    public Optional<String> environment() {
        return variables.find("CI_PIPELINE_DEPLOY_TARGET");
    }

    @Override
    public String builder() {
        return variables.find("CI_SYSTEM_URL").orElseGet(variables::tool);
    }
}
