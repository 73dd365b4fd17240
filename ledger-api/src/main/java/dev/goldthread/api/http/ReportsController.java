package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.report.CycloneDxReport;
import dev.goldthread.api.report.JUnitReport;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports of other tools in: the body is kept as evidence, its events go through the gate. */
@Controller("/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo(Role.PRODUCER)
final class ReportsController {

    private final GateService gate;
    private final EvidenceStore evidence;

    ReportsController(GateService gate, EvidenceStore evidence) {
        this.gate = gate;
        this.evidence = evidence;
    }

    @Operation(
            operationId = "submitJUnit",
            summary = "Submit a JUnit XML report",
            description =
                    "tests says what it ran on, at least once: sha256:<digest>, commit:<sha> or build:<id>."
                            + " occurredAt is needed when the report has no timestamp. Answers as POST /v1/events.")
    @Post("/junit")
    HttpResponse<byte[]> junit(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue(defaultValue = "") List<String> tests,
            @QueryValue Optional<String> environment,
            @QueryValue Optional<String> run,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        ReportQuery common = common(product, source, actor, occurredAt, request);
        List<String> tested = tests.stream().filter(each -> !each.isBlank()).toList();
        return submit(
                JUnitReport.read(body, new JUnitReport.Query(common, tested, environment, run)),
                body,
                "report/junit",
                request);
    }

    @Operation(
            operationId = "submitCycloneDx",
            summary = "Submit a CycloneDX bill of materials, JSON or XML",
            description =
                    "artifact=sha256:<digest> is needed when metadata.component has no SHA-256."
                            + " Answers as POST /v1/events.")
    @Post("/cyclonedx")
    HttpResponse<byte[]> cycloneDx(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue Optional<String> artifact,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        ReportQuery common = common(product, source, actor, occurredAt, request);
        return submit(
                CycloneDxReport.read(body, new CycloneDxReport.Query(common, artifact)),
                body,
                "report/cyclonedx",
                request);
    }

    private static ReportQuery common(
            String product,
            Optional<String> source,
            Optional<String> actor,
            Optional<String> occurredAt,
            HttpRequest<?> request) {
        return new ReportQuery(
                Paths.product(product),
                actor.orElseGet(() -> BearerFilter.principal(request).name()),
                source,
                occurredAt.map(ReportsController::instant));
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

    private HttpResponse<byte[]> submit(
            Reading reading, byte[] body, String channel, HttpRequest<?> request) {
        return switch (reading) {
            case Reading.Refused(var violations) -> Problem.refused(violations).response();
            case Reading.Events(var events, var kept) -> {
                gate.requireRoom();
                keep(kept.sha256(), body);
                Submission submission =
                        new Submission(
                                BearerFilter.principal(request).name(),
                                channel,
                                Optional.of(kept.sha256()));
                yield OutcomesJson.response(
                        gate.submit(
                                events.stream().map(Json::bytes).toList(),
                                submission,
                                PreferWait.of(request)));
            }
        };
    }

    /** Before the events: what they name has to be there once they are sealed. */
    private void keep(Digest digest, byte[] body) {
        try {
            evidence.put(digest, body);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be kept", e);
        }
    }
}
