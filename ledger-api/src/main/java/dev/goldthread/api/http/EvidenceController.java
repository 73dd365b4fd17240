package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Evidence out, by its digest. */
@Controller("/v1/evidence")
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo({Role.READER, Role.AUDITOR})
final class EvidenceController {

    private final EvidenceStore evidence;

    EvidenceController(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    /** Never rendered by a browser: what is inside came from somebody else. */
    @Operation(operationId = "evidence", summary = "The content with this SHA-256")
    @Get("/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<byte[]> content(@PathVariable String sha256) {
        Digest digest = digest(sha256);
        try {
            return evidence.get(digest)
                    .map(
                            content ->
                                    HttpResponse.ok(content)
                                            .header("X-Content-Type-Options", "nosniff")
                                            .header(
                                                    "Content-Disposition",
                                                    "attachment; filename=\"%s\""
                                                            .formatted(digest.hex())))
                    .orElseThrow(
                            () ->
                                    ProblemException.of(
                                            HttpStatus.NOT_FOUND,
                                            "unknown-evidence",
                                            "no evidence with digest %s is kept here; send it again"
                                                    .formatted(sha256)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Digest digest(String text) {
        try {
            return Digest.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "digest-form",
                    "sha256 must be 64 lower-case hexadecimal digits, but is " + text);
        }
    }
}
