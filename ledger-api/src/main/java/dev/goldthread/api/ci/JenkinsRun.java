package dev.goldthread.api.ci;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jenkins, with the variables of its Git plugin and of multibranch pipelines. */
record JenkinsRun(Variables variables) implements CiRun {

    private static final Pattern REMOTE =
            Pattern.compile("(?:[a-z+]+://)?(?:[^/@]+@)?[^/:]+(?::[0-9]+)?[:/]+(.+?)(?:\\.git)?/*");

    static Optional<CiRun> in(Map<String, String> environment) {
        Variables variables = new Variables("jenkins", environment);
        return variables.find("JENKINS_URL").isPresent()
                ? Optional.of(new JenkinsRun(variables))
                : Optional.empty();
    }

    @Override
    public String tool() {
        return variables.tool();
    }

    @Override
    public String repository() {
        String remote = variables.need("GIT_URL", "--repository");
        Matcher matcher = REMOTE.matcher(remote);
        if (!matcher.matches()) {
            throw UnknownFactException.malformed(
                    "environment variable GIT_URL", remote, "the address of a repository");
        }
        return matcher.group(1);
    }

    @Override
    public String commit() {
        return variables.need("GIT_COMMIT", "--commit");
    }

    @Override
    public Optional<String> branch() {
        return variables
                .find("CHANGE_BRANCH")
                .or(
                        () ->
                                variables
                                        .find("BRANCH_NAME", "GIT_BRANCH")
                                        .filter(_ -> pullRequest().isEmpty())
                                        .map(name -> name.replaceFirst("^origin/", "")));
    }

    @Override
    public Optional<String> pullRequest() {
        return variables.find("CHANGE_ID");
    }

    @Override
    public String runUri() {
        return variables.needBase("BUILD_URL", "--run");
    }

    /** From the build user vars plugin, where it is installed. */
    @Override
    public Optional<Login> login() {
        return variables
                .find("BUILD_USER_ID")
                .map(
                        name ->
                                new Login(
                                        String.valueOf(
                                                URI.create(variables.need("JENKINS_URL", "--actor"))
                                                        .getHost()),
                                        name));
    }

    @Override
    public String builder() {
        return variables.needBase("JENKINS_URL", "--builder")
                + "/job/"
                + variables.need("JOB_NAME", "--builder");
    }
}
