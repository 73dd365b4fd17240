package dev.goldthread.api.http;

import dev.goldthread.api.report.CycloneDxReport;
import dev.goldthread.api.report.JUnitReport;
import dev.goldthread.api.report.SarifReport;
import dev.goldthread.api.report.SpdxReport;
import dev.goldthread.api.report.TestCaseDefaults;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import java.util.List;
import java.util.Optional;

/** Reports of other tools in: the body is kept as evidence, its events go through the gate. */
@Controller("/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo(Role.PRODUCER)
@TakenAnywhere
final class ReportsController {

    private final ReportSubmission submission;

    ReportsController(ReportSubmission submission) {
        this.submission = submission;
    }

    @Operation(
            operationId = "submitJUnit",
            summary = "Submit a JUnit XML report",
            description =
                    "tests says what it ran on, at least once: sha256:<digest>, commit:<sha> or build:<id>."
                            + " occurredAt is needed when the report has no timestamp; level and testRevision when a"
                            + " case has a requirement property but not these. Answers as POST /v1/events.")
    @Post("/junit")
    HttpResponse<byte[]> junit(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue(defaultValue = "") List<String> tests,
            @QueryValue Optional<String> environment,
            @QueryValue Optional<String> run,
            @QueryValue Optional<String> level,
            @QueryValue Optional<String> testRevision,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        JUnitReport.Query query =
                new JUnitReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        ReportSubmission.given(tests),
                        environment,
                        run,
                        new TestCaseDefaults(level, testRevision));
        return submission.submit(
                body, "junit", request, content -> JUnitReport.read(content, query));
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
        CycloneDxReport.Query query =
                new CycloneDxReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        artifact);
        return submission.submit(
                body, "cyclonedx", request, content -> CycloneDxReport.read(content, query));
    }

    @Operation(
            operationId = "submitSpdx",
            summary = "Submit an SPDX 2.3 document, JSON or tag-value",
            description =
                    "artifact=sha256:<digest> is needed when the document does not describe exactly one"
                            + " package with a SHA256. Answers as POST /v1/events.")
    @Post("/spdx")
    HttpResponse<byte[]> spdx(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue Optional<String> artifact,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        SpdxReport.Query query =
                new SpdxReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        artifact);
        return submission.submit(body, "spdx", request, content -> SpdxReport.read(content, query));
    }

    @Operation(
            operationId = "submitSarif",
            summary = "Submit a SARIF 2.1.0 log of a scan",
            description =
                    "kind is SAST, SCA, SECRETS, LICENCE, IAC or DAST; thresholds such as CRITICAL:0, at least"
                            + " one; scans=sha256:<digest>, commit:<sha> or config:<name> is needed when"
                            + " versionControlProvenance names no full commit. Answers as POST /v1/events.")
    @Post("/sarif")
    HttpResponse<byte[]> sarif(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue(defaultValue = "") List<String> scans,
            @QueryValue Optional<String> kind,
            @QueryValue(defaultValue = "") List<String> thresholds,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        SarifReport.Query query =
                new SarifReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        ReportSubmission.given(scans),
                        kind,
                        ReportSubmission.given(thresholds));
        return submission.submit(
                body, "sarif", request, content -> SarifReport.read(content, query));
    }
}
