package dev.goldthread.api.ci;

import java.util.Map;
import java.util.Optional;

/** GitLab CI. A job that is retried gets an id of its own. */
record GitLabRun(Variables variables) implements CiRun {

    static Optional<CiRun> in(Map<String, String> environment) {
        Variables variables = new Variables("gitlab-ci", environment);
        return variables.isTrue("GITLAB_CI")
                ? Optional.of(new GitLabRun(variables))
                : Optional.empty();
    }

    @Override
    public String tool() {
        return variables.tool();
    }

    @Override
    public String repository() {
        return variables.need("CI_PROJECT_PATH", "--repository");
    }

    @Override
    public String commit() {
        return variables.need("CI_COMMIT_SHA", "--commit");
    }

    @Override
    public Optional<String> branch() {
        return variables.find("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH");
    }

    @Override
    public Optional<String> pullRequest() {
        return variables.find("CI_MERGE_REQUEST_IID");
    }

    @Override
    public String runUri() {
        return variables.need("CI_JOB_URL", "--run");
    }

    @Override
    public Optional<Login> login() {
        return variables
                .find("GITLAB_USER_LOGIN")
                .map(name -> new Login(variables.need("CI_SERVER_HOST", "--actor"), name));
    }

    @Override
    public Optional<String> environment() {
        return variables.find("CI_ENVIRONMENT_NAME");
    }

    @Override
    public String builder() {
        return "%s/-/runners/%s"
                .formatted(
                        variables.needBase("CI_SERVER_URL", "--builder"),
                        variables.need("CI_RUNNER_ID", "--builder"));
    }
}
