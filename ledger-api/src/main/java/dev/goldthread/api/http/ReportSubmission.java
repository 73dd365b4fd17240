package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What all reports go through: taken out of gzip, read, kept as evidence, through the gate. */
@Singleton
final class ReportSubmission {

    private final GateService gate;
    private final EvidenceStore evidence;

    ReportSubmission(GateService gate, EvidenceStore evidence) {
        this.gate = gate;
        this.evidence = evidence;
    }

    static ReportQuery common(
            String product,
            Optional<String> source,
            Optional<String> actor,
            Optional<String> occurredAt,
            HttpRequest<?> request) {
        return new ReportQuery(
                Paths.product(product),
                actor.orElseGet(() -> BearerFilter.principal(request).name()),
                source,
                occurredAt.map(ReportSubmission::instant));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "time-form",
                    "occurredAt must be ISO 8601 with Z, as in 2026-02-21T09:30:00Z, but is "
                            + text);
        }
    }

    /** A parameter that may be there several times; an empty one is none. */
    static List<String> given(List<String> values) {
        return values.stream().filter(each -> !each.isBlank()).toList();
    }

    /**
     * @param format names the channel
     * @param reader makes a reading of the content as it was before gzip
     */
    HttpResponse<byte[]> submit(
            byte[] body, String format, HttpRequest<?> request, Function<byte[], Reading> reader) {
        try {
            byte[] content = Inflation.ofGzip(body);
            return switch (reader.apply(content)) {
                case Reading.Refused(var violations) -> Problem.refused(violations).response();
                case Reading.Events(var events, var kept) ->
                        submit(events, kept, content, "report/" + format, request);
            };
        } catch (UnreadableException e) {
            return Problem.refused(List.of(e.violation())).response();
        }
    }

    private HttpResponse<byte[]> submit(
            List<ObjectNode> events,
            Evidence kept,
            byte[] content,
            String channel,
            HttpRequest<?> request) {
        gate.requireRoom();
        keep(kept.sha256(), content);
        Submission submission =
                new Submission(
                        BearerFilter.principal(request).name(),
                        channel,
                        Optional.of(kept.sha256()));
        return OutcomesJson.response(
                gate.submit(
                        events.stream().map(Json::bytes).toList(),
                        submission,
                        PreferWait.of(request)));
    }

    /** Before the events: what they name has to be there once they are sealed. */
    void keep(Digest digest, byte[] body) {
        try {
            evidence.put(digest, body);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be kept", e);
        }
    }
}
