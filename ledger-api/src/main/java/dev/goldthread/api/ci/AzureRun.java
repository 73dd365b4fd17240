package dev.goldthread.api.ci;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Azure Pipelines. */
record AzureRun(Variables variables) implements CiRun {

    private static final String HEADS = "refs/heads/";

    static Optional<CiRun> in(Map<String, String> environment) {
        Variables variables = new Variables("azure-pipelines", environment);
        return variables.isTrue("TF_BUILD")
                ? Optional.of(new AzureRun(variables))
                : Optional.empty();
    }

    @Override
    public String tool() {
        return variables.tool();
    }

    @Override
    public String repository() {
        return variables.need("BUILD_REPOSITORY_NAME", "--repository");
    }

    @Override
    public String commit() {
        return variables.need("BUILD_SOURCEVERSION", "--commit");
    }

    @Override
    public Optional<String> branch() {
        return variables
                .find("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH")
                .filter(ref -> !ref.startsWith("refs/") || ref.startsWith(HEADS))
                .map(ref -> ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref);
    }

    /** The number is that of GitHub, the id that of Azure Repos. */
    @Override
    public Optional<String> pullRequest() {
        return variables.find(
                "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID");
    }

    @Override
    public String runUri() {
        return "%s/%s/_build/results?buildId=%s"
                .formatted(
                        variables.needBase("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "--run"),
                        variables.need("SYSTEM_TEAMPROJECT", "--run").replace(" ", "%20"),
                        variables.need("BUILD_BUILDID", "--run"));
    }

    @Override
    public String jobUri() {
        return "%s&j=%s&attempt=%s"
                .formatted(
                        runUri(),
                        variables.need("SYSTEM_JOBID", "--run"),
                        variables.need("SYSTEM_JOBATTEMPT", "--run"));
    }

    @Override
    public Optional<Integer> attempt() {
        return variables.find("SYSTEM_JOBATTEMPT").map(Numbers.named("SYSTEM_JOBATTEMPT"));
    }

    @Override
    public Optional<Login> login() {
        return variables
                .find("BUILD_REQUESTEDFORID")
                .map(
                        name ->
                                new Login(
                                        String.valueOf(
                                                URI.create(
                                                                variables.need(
                                                                        "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
                                                                        "--actor"))
                                                        .getHost()),
                                        name));
    }

    @Override
    public Optional<String> environment() {
        return variables.find("ENVIRONMENT_NAME");
    }

    @Override
    public String builder() {
        return "%s/%s/_build?definitionId=%s"
                .formatted(
                        variables.needBase("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "--builder"),
                        variables.need("SYSTEM_TEAMPROJECT", "--builder").replace(" ", "%20"),
                        variables.need("SYSTEM_DEFINITIONID", "--builder"));
    }
}
