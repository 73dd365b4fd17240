package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.goldthread.api.adapter.Reading;
import dev.goldthread.core.event.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real payloads, where they lie beside the project. What each stands for was written by hand from
 * the tools' documentation; a file that nobody wrote an expectation for fails.
 */
class CorpusTest {

    private static final Path SAMPLES = Path.of("../../shared/samples");

    private static final String PUMP = "https://github.com/Codertocat/Hello-World";

    /** Kept, because no rule says what it means. */
    private static final List<String> UNMAPPED = List.of("unmapped");

    private static final List<String> REFUSED = List.of("refused");

    private static final Map<String, List<String>> GITHUB =
            Map.ofEntries(
                    Map.entry(
                            "check_run__completed",
                            List.of(
                                    "build.finished 2019-05-15T15:21:12Z Build "
                                            + PUMP
                                            + "/runs/128620228")),
                    Map.entry(
                            "pull_request__closed",
                            List.of(
                                    "change.abandoned 2019-05-15T15:21:18Z Change Codertocat/Hello-World#2")),
                    Map.entry(
                            "pull_request__converted_to_draft.with-installation",
                            List.of(
                                    "change.updated 2019-05-15T15:21:18Z Change Codertocat/Hello-World#2")),
                    Map.entry(
                            "pull_request__converted_to_draft.with-organization",
                            List.of(
                                    "change.updated 2019-05-15T15:21:18Z Change Codertocat/Hello-World#2")),
                    Map.entry(
                            "pull_request__opened",
                            List.of(
                                    "change.proposed 2019-05-15T15:20:33Z Change Codertocat/Hello-World#2")),
                    Map.entry(
                            "pull_request__ready_for_review.with-installation",
                            List.of(
                                    "change.updated 2019-05-15T15:21:18Z Change Codertocat/Hello-World#2")),
                    Map.entry(
                            "pull_request_review__submitted",
                            List.of(
                                    "review.submitted 2019-05-15T15:20:38Z Review Codertocat/Hello-World#2/reviews/237895671")),
                    Map.entry(
                            "pull_request_review__submitted.with-organization",
                            List.of(
                                    "review.submitted 2019-05-15T15:20:38Z Review Codertocat/Hello-World#2/reviews/237895671")),
                    Map.entry(
                            "push__with-no-username-committer",
                            List.of(
                                    "commit.pushed 2019-05-15T15:20:57Z Commit 6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                                    "access.used 2019-05-15T15:20:57Z Access push:Codertocat/Hello-World@master:6113728f27ae82c7b1a177c8d03f9e96e0adf246")),
                    Map.entry(
                            "release__created.with-discussion-url",
                            List.of("release.created 2019-05-15T15:19:25Z Release 0.0.1")),
                    Map.entry(
                            "release__created.with-installation",
                            List.of("release.created 2019-05-15T15:19:25Z Release 0.0.1")),
                    Map.entry(
                            "release__published.with-discussion-url",
                            List.of("release.published 2019-05-15T15:20:53Z Release 0.0.1")),
                    Map.entry(
                            "workflow_run__completed",
                            List.of(
                                    "build.finished 2020-10-05T16:33:49Z Build https://github.com/octo-org/octo-repo/actions/runs/289782451/attempts/1")),
                    Map.entry(
                            "workflow_run__completed.with-pull-requests",
                            List.of(
                                    "build.finished 2020-10-05T16:33:49Z Build https://github.com/octo-org/octo-repo/actions/runs/289782451/attempts/1")));

    private static final Map<String, List<String>> GITLAB =
            Map.ofEntries(
                    Map.entry(
                            "build-event",
                            List.of(
                                    "build.started 2019-05-17T18:09:21Z Build http://192.168.64.1:3005/gitlab-org/gitlab-test/-/jobs/214655258")),
                    Map.entry(
                            "deployment-event", UNMAPPED), // no ref: nothing says what was deployed
                    Map.entry(
                            "external-status-check-event",
                            List.of(
                                    "change.proposed 2023-03-14T12:50:14Z Change a_group/a_project#20")),
                    Map.entry(
                            "gitlab-merge-request-approval-event",
                            List.of(
                                    "review.submitted 2013-12-03T17:23:34Z Review group/name#1/approvals/person:root@da1560886d4f094c3e6c9ef40349f7d38b5d27d7")),
                    Map.entry("issue-event", UNMAPPED),
                    Map.entry(
                            "merge-request-event",
                            List.of(
                                    "change.proposed 2013-12-03T17:23:34Z Change gitlabhq/gitlab-test#1")),
                    Map.entry("note-commit-event", UNMAPPED),
                    Map.entry(
                            "pipeline-event",
                            List.of(
                                    "build.finished 2016-08-12T15:26:29Z Build http://192.168.64.1:3005/gitlab-org/gitlab-test/-/pipelines/31")),
                    Map.entry(
                            "push-event",
                            List.of(
                                    "commit.pushed 2011-12-12T14:27:31Z Commit b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327",
                                    "commit.pushed 2012-01-03T23:36:29Z Commit da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
                                    "access.used 2012-01-03T23:36:29Z Access push:mike/diaspora@master:da1560886d4f094c3e6c9ef40349f7d38b5d27d7")),
                    Map.entry("releases", REFUSED), // an answer of the API, no webhook
                    Map.entry(
                            "tag-push-event",
                            List.of("release.created " + Readings.NOW + " Release 1.0.0")),
                    Map.entry("workitem-event", UNMAPPED));

    private static final List<String> OPENED_TES_41 =
            List.of("change_request.opened 2019-02-16T03:01:53.023Z ChangeRequest TES-41");

    private static final Map<String, List<String>> JIRA =
            Map.of(
                    "webhook-issue-created",
                    OPENED_TES_41,
                    "webhook-issue-created-with-security-level",
                    OPENED_TES_41,
                    "webhook-issue-updated-resolved",
                    List.of("change_request.closed 2019-02-16T03:15:40.507Z ChangeRequest TES-41"),
                    "webhook-server-issue-updated-resolved",
                    List.of("change_request.closed 2019-08-12T23:23:02.025Z ChangeRequest TES-4"));

    private static final Map<String, List<String>> JENKINS =
            Map.of(
                    "cloudevents-01-org.jenkinsci.queue.entered_waiting.body", UNMAPPED,
                    "cloudevents-03-org.jenkinsci.job.started.body",
                            List.of(
                                    "build.started 2021-07-18T12:24:13.632Z Build http://3.101.116.80/job/test2/13/"),
                    "cloudevents-07-org.jenkinsci.job.created.body", UNMAPPED,
                    "cloudevents-10-org.jenkinsci.node.offline.body", UNMAPPED,
                    // Answers of the workflow API, no notifications: none has a build.
                    "wfapi-02", UNMAPPED,
                    "wfapi-05", UNMAPPED,
                    "wfapi-06", UNMAPPED,
                    "wfapi-08", UNMAPPED);

    @ParameterizedTest
    @ValueSource(strings = {"github", "gitlab", "jira", "jenkins", "mlflow", "opa"})
    void everyFileIsReadAsItsToolMeansIt(String format) {
        Map<String, List<String>> found = new TreeMap<>();
        Map<String, List<String>> expected = new TreeMap<>();
        for (Path file : files(format)) {
            String name =
                    file.getFileName().toString().replaceAll("(\\.payload)?\\.json(\\.gz)?$", "");
            found.put(name, outcome(Readings.read(format, headers(format, name), body(file))));
            expected.put(name, expected(format, name));
        }

        assertThat(found).isNotEmpty().isEqualTo(expected);
    }

    private static List<String> expected(String format, String name) {
        return switch (format) {
            case "github" -> GITHUB.getOrDefault(name, UNMAPPED);
            case "gitlab" -> GITLAB.getOrDefault(name, List.of("no expectation"));
            case "jira" -> JIRA.getOrDefault(name, UNMAPPED);
            case "jenkins" -> JENKINS.getOrDefault(name, List.of("no expectation"));
            // None names a digest and an intended use, or what a decision was about.
            default -> UNMAPPED;
        };
    }

    private static List<String> outcome(Reading reading) {
        return switch (reading) {
            case Reading.Events _ -> Readings.lines(reading);
            case Reading.Unmapped(var _, var because) -> {
                assertThat(because).isNotBlank();
                yield UNMAPPED;
            }
            case Reading.Refused(var violations) -> {
                assertThat(violations).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
                yield REFUSED;
            }
        };
    }

    /** GitHub's samples have the event in their names. */
    private static Map<String, String> headers(String format, String name) {
        return format.equals("github")
                ? Map.of("X-GitHub-Event", name.substring(0, name.indexOf("__")))
                : Map.of();
    }

    private static byte[] body(Path file) {
        try {
            Bytes raw = new Bytes(Files.readAllBytes(file));
            Optional<String> encoding =
                    file.toString().endsWith(".gz") ? Optional.of("gzip") : Optional.empty();
            return TransferEncoding.decode(raw, encoding, 1 << 20).toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String format) {
        Path folder = SAMPLES.resolve(format);
        assumeTrue(Files.isDirectory(folder), "no samples beside the project");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.json(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
