package dev.goldthread.api.adapter.jenkins;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jenkins builds, as the notification plugin and the CloudEvents plugin send them: both name the
 * job, and a build with phase and status.
 */
public final class JenkinsAdapter extends JsonAdapter {

    /** No build takes a year; a number beyond that is no duration. */
    private static final long DURATION_MS_MAX = 366L * 24 * 3600 * 1000;

    public JenkinsAdapter() {
        super("jenkins");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        Member build = body.at("build");
        String phase = build.at("phase").text().orElse("");
        String kind =
                delivery.header("ce-type").orElse(phase.isEmpty() ? "no build" : "build." + phase);
        if (!build.isThere()) {
            return new Reading.Unmapped(kind, "it is about no build");
        }
        String job = job(body);
        return inProduct(
                rules,
                job,
                kind,
                product -> read(new Build(build, job, phase, kind, rules, product)));
    }

    /** The whole path of the job where the address has it, since names repeat in folders. */
    private static String job(Member body) {
        return body.at("url")
                .text()
                .filter(url -> url.contains("job/"))
                .map(url -> url.replaceAll("(^|/)job/", "$1").replaceAll("^/|/$", ""))
                .orElseGet(() -> body.at("name").needText());
    }

    private record Build(
            Member build, String job, String phase, String kind, Rules rules, Product product) {

        Reading unmapped(String because) {
            return new Reading.Unmapped(kind, because);
        }
    }

    private static Reading read(Build told) {
        Optional<String> commit =
                Stream.of("scm/commit", "scmState/commit")
                        .flatMap(path -> told.build().at(path).commit().stream())
                        .findFirst();
        if (commit.isEmpty()) {
            return told.unmapped(
                    "it names no full commit, and a build without its commit is no thread");
        }
        Instant started = told.build().at("timestamp").needTime();
        return switch (told.phase().toUpperCase(Locale.ROOT)) {
            case "STARTED" -> {
                Draft draft = draft(told, "build.started", commit.get(), started);
                yield new Reading.Events(List.of(draft.json()));
            }
            case "COMPLETED", "FINISHED" -> finished(told, commit.get(), started);
            default -> told.unmapped("phase %s is neither begin nor end".formatted(told.phase()));
        };
    }

    private static Reading finished(Build told, String commit, Instant started) {
        Optional<String> outcome =
                switch (told.build().at("status").text().orElse("")) {
                    case "SUCCESS" -> Optional.of("SUCCEEDED");
                    case "FAILURE", "UNSTABLE" -> Optional.of("FAILED");
                    case "ABORTED", "NOT_BUILT" -> Optional.of("CANCELLED");
                    default -> Optional.empty();
                };
        if (outcome.isEmpty()) {
            return told.unmapped("its status is none that Jenkins has");
        }
        Instant end =
                started.plusMillis(
                        told.build()
                                .at("duration")
                                .number()
                                .filter(millis -> millis >= 0 && millis <= DURATION_MS_MAX)
                                .orElse(0L));
        Draft draft = draft(told, "build.finished", commit, end);
        ObjectNode data =
                draft.data().put("outcome", outcome.get()).put("rebuild", "NOT_ATTEMPTED");
        data.put("startedAt", started.toString()).put("finishedAt", end.toString());
        return new Reading.Events(List.of(draft.json()));
    }

    private static Draft draft(Build told, String type, String commit, Instant at) {
        String url =
                Stream.of("full_url", "fullUrl")
                        .flatMap(name -> told.build().at(name).text().stream())
                        .findFirst()
                        .orElseGet(() -> told.build().at("full_url").needText());
        Draft draft =
                Draft.of(
                                Texts.eventId(told.rules().connection(), type, List.of(url)),
                                told.product(),
                                type,
                                at)
                        .source(url, "jenkins")
                        .system("jenkins")
                        .subject("Build", url)
                        .link("builtFrom", "Commit", commit, Strength.OBSERVED);
        draft.data()
                .put("builder", "jenkins: " + told.job())
                .put("recipeDigest", "gitCommit:" + commit)
                .put("hermeticity", "UNKNOWN")
                .put("uri", url);
        return draft;
    }
}
