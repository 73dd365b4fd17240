package dev.goldthread.api.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One question to a node, and what the bench calls it.
 *
 * @param path with query
 */
record Question(String name, String path) {

    /**
     * Every question about a product that had some releases, except the trace and the matrix of a
     * release, which are measured at another size.
     *
     * @param last its newest release, which has one before
     */
    static List<Question> all(ReleaseEvents last, ReleaseEvents before) {
        List<Question> all = new ArrayList<>(ofRelease(last, before));
        all.addAll(ofProduct(last));
        all.addAll(ofNodes(last));
        all.addAll(ofComponents(last));
        return all;
    }

    /** The same of a product with a long history. */
    static List<Question> ofLarge(ReleaseEvents last, ReleaseEvents before) {
        return all(last, before).stream()
                .map(each -> new Question(each.name + ", large product", each.path))
                .toList();
    }

    private static List<Question> ofRelease(ReleaseEvents last, ReleaseEvents before) {
        String release = product(last) + "/releases/" + last.version();
        return List.of(
                new Question("gaps of a release", release + "/gaps"),
                new Question("hazards of a release", release + "/hazards"),
                new Question("approvals of a release", release + "/approvals"),
                new Question("evidence of a release", release + "/evidence"),
                new Question(
                        "difference of two releases",
                        release + "/difference?from=" + before.version()));
    }

    private static List<Question> ofProduct(ReleaseEvents last) {
        AroundRelease around = new AroundRelease(last);
        RunningRelease running = new RunningRelease(last);
        String product = product(last);
        String production = product + "/environments/" + RunningRelease.PRODUCTION;
        return List.of(
                new Question("hazards of a product", product + "/hazards"),
                new Question(
                        "hazards of a change",
                        product
                                + "/hazards?change="
                                + AroundRelease.changeRequestId(last.number())),
                new Question("deployments", product + "/deployments?limit=100"),
                new Question("pending", product + "/pending"),
                new Question("environments", product + "/environments"),
                new Question("environment", production),
                new Question(
                        "environment at a time",
                        production + "?validAt=" + encoded(running.deployedAt().toString())),
                new Question("environment history", production + "/history?limit=100"),
                new Question(
                        "events of a release",
                        product + "/events?limit=100&release=" + last.version()),
                new Question(
                        "events of a type", product + "/events?limit=100&type=release.published"),
                new Question(
                        "events of an actor",
                        product + "/events?limit=100&actor=" + around.actor()),
                new Question(
                        "events in a stretch of time",
                        product
                                + "/events?limit=100&from="
                                + encoded(last.at().toString())
                                + "&to="
                                + encoded(running.deployedAt().toString())));
    }

    private static List<Question> ofNodes(ReleaseEvents last) {
        RunningRelease running = new RunningRelease(last);
        String product = product(last);
        String requirement = encoded(last.requirementId(0));
        String digest = encoded(last.digest());
        return List.of(
                new Question("trace of a digest", product + "/digests/" + digest + "/trace"),
                new Question(
                        "trace of a deployment",
                        product
                                + "/deployments/"
                                + running.deploymentId(RunningRelease.PRODUCTION)
                                + "/trace"),
                new Question(
                        "impact of a requirement",
                        product + "/impact?type=Requirement&id=" + requirement),
                new Question(
                        "path from requirement to artifact",
                        product
                                + "/path?fromType=Requirement&fromId="
                                + requirement
                                + "&toType=Artifact&toId="
                                + digest));
    }

    private static List<Question> ofComponents(ReleaseEvents last) {
        String purl = new AroundRelease(last).component(1);
        String name = purl.substring(0, purl.indexOf('@'));
        String version = purl.substring(purl.indexOf('@') + 1);
        String components = "/v1/components?limit=100&";
        return List.of(
                new Question("component of a version", components + "purl=" + encoded(purl)),
                new Question(
                        "component in a range",
                        components
                                + "purl="
                                + encoded(name)
                                + "&vers="
                                + encoded("vers:maven/>=" + version)),
                new Question("component by name", components + "name=part-2"));
    }

    private static String product(ReleaseEvents release) {
        return "/v1/products/" + release.product();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
