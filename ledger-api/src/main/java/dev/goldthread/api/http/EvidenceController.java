package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.evidence.EvidenceStore.Content;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

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
    @Operation(
            operationId = "evidence",
            summary = "The content with this SHA-256; Range: bytes=first-last for a part of it")
    @Get("/{sha256}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<StreamedFile> content(
            @PathVariable String sha256, @Header("Range") Optional<String> range) {
        Digest digest = Paths.digest("sha256", sha256);
        try {
            Content content = evidence.find(digest).orElseThrow(() -> unknown(sha256));
            long size = content.sizeBytes();
            ByteSpan span = ByteSpan.of(range, size);
            MutableHttpResponse<StreamedFile> response =
                    HttpResponse.ok(
                                    new StreamedFile(
                                            content.open(span.first(), span.length()),
                                            MediaType.APPLICATION_OCTET_STREAM_TYPE,
                                            content.keptAt().toEpochMilli(),
                                            span.length()))
                            .header("X-Content-Type-Options", "nosniff")
                            .header("Accept-Ranges", "bytes")
                            .header(
                                    "Content-Disposition",
                                    "attachment; filename=\"%s\"".formatted(digest.hex()));
            return span.length() == size
                    ? response
                    : response.status(HttpStatus.PARTIAL_CONTENT)
                            .header("Content-Range", span.header(size));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException unknown(String sha256) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                "unknown-evidence",
                "no evidence with digest %s is kept here; send it again".formatted(sha256));
    }
}
