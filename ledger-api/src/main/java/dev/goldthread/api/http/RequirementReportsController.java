package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.openfasttrace.OpenFastTraceReport;
import dev.goldthread.api.report.reqif.ReqIfReport;
import dev.goldthread.api.report.table.Mapping;
import dev.goldthread.api.report.table.MappingJson;
import dev.goldthread.api.report.table.TableReport;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
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
import java.util.List;
import java.util.Optional;

/** Requirements, hazards, controls and tests in, from tables, ReqIF and OpenFastTrace. */
@Controller("/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo(Role.PRODUCER)
@TakenAnywhere
final class RequirementReportsController {

    private static final String SHA256 = "sha256:";

    private final ReportSubmission submission;
    private final EvidenceStore evidence;

    RequirementReportsController(ReportSubmission submission, EvidenceStore evidence) {
        this.submission = submission;
        this.evidence = evidence;
    }

    @Operation(
            operationId = "keepMapping",
            summary = "Keep a mapping of table columns as evidence",
            description = "Answers its digest, by which POST /v1/reports/csv names it.")
    @Post("/mappings")
    HttpResponse<byte[]> mapping(@Body byte[] body) {
        try {
            MappingJson.read(body);
        } catch (UnreadableException e) {
            return Problem.refused(List.of(e.violation())).response();
        }
        Digest digest = Digest.sha256(body);
        submission.keep(digest, body);
        return HttpResponse.ok(Json.bytes(Json.object().put("mapping", SHA256 + digest.hex())));
    }

    @Operation(
            operationId = "submitTable",
            summary = "Submit a table, CSV or .xlsx, of requirements, hazards, controls or tests",
            description =
                    "mapping=sha256:<digest> names a mapping sent to POST /v1/reports/mappings before;"
                            + " occurredAt says since when the table holds. Answers as POST /v1/events.")
    @Post("/csv")
    HttpResponse<byte[]> table(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue String mapping,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        TableReport.Query query =
                new TableReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        kept(mapping));
        return submission.submit(body, "csv", request, content -> TableReport.read(content, query));
    }

    private Mapping kept(String mapping) {
        try {
            Digest digest = Digest.parseHex(mapping.replaceFirst("^" + SHA256, ""));
            Optional<byte[]> text = evidence.get(digest);
            if (text.isPresent()) {
                return MappingJson.read(text.get());
            }
        } catch (UnreadableException | IllegalArgumentException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST, "unknown-mapping", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "unknown-mapping",
                "no mapping %s is kept here; send it to POST /v1/reports/mappings first"
                        .formatted(mapping));
    }

    @Operation(
            operationId = "submitReqIf",
            summary = "Submit requirements as ReqIF, .reqif or .reqifz",
            description =
                    "level is LEVEL for all, or TYPE:LEVEL by the long name of a SPEC-OBJECT-TYPE;"
                            + " refines names further relation types; changed=true for new revisions."
                            + " Answers as POST /v1/events.")
    @Post("/reqif")
    HttpResponse<byte[]> reqIf(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue(defaultValue = "") List<String> level,
            @QueryValue(defaultValue = "") List<String> refines,
            @QueryValue(defaultValue = "false") boolean changed,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        ReqIfReport.Query query =
                new ReqIfReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        event(changed),
                        ReportSubmission.given(level),
                        ReportSubmission.given(refines));
        return submission.submit(
                body, "reqif", request, content -> ReqIfReport.read(content, query));
    }

    @Operation(
            operationId = "submitOpenFastTrace",
            summary = "Submit a file, or a zip of files, with OpenFastTrace items and tags",
            description =
                    "occurredAt says since when it holds; level=TYPE:LEVEL beside feat, req, arch and dsn;"
                            + " path names a file that is no zip. Answers as POST /v1/events.")
    @Post("/openfasttrace")
    HttpResponse<byte[]> openFastTrace(
            @Body byte[] body,
            @QueryValue String product,
            @QueryValue(defaultValue = "") List<String> level,
            @QueryValue(defaultValue = "false") boolean changed,
            @QueryValue(defaultValue = "specification.md") String path,
            @QueryValue Optional<String> source,
            @QueryValue Optional<String> actor,
            @QueryValue Optional<String> occurredAt,
            HttpRequest<?> request) {
        OpenFastTraceReport.Query query =
                new OpenFastTraceReport.Query(
                        ReportSubmission.common(product, source, actor, occurredAt, request),
                        event(changed),
                        ReportSubmission.given(level),
                        path);
        return submission.submit(
                body,
                "openfasttrace",
                request,
                content -> OpenFastTraceReport.read(content, query));
    }

    private static String event(boolean changed) {
        return changed ? "requirement.changed" : "requirement.recorded";
    }
}
