package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceUploads;
import dev.goldthread.api.evidence.EvidenceUploads.Result;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evidence in: at once up to 32 MiB, or in pieces. */
@Controller("/v1/evidence")
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo(Role.PRODUCER)
final class EvidenceUploadController {

    /** RFC 9110 section 14.4; the whole size must be known. */
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private final EvidenceUploads uploads;
    private final GateService gate;

    EvidenceUploadController(EvidenceUploads uploads, GateService gate) {
        this.uploads = uploads;
        this.gate = gate;
    }

    private record Piece(long from, long totalBytes) {}

    @Operation(
            operationId = "putEvidence",
            summary = "Keep content under its SHA-256, which the query announces",
            description =
                    "At most 32 MiB at once; more in pieces with Content-Range: bytes"
                            + " first-last/total. 201 kept, 202 go on at the byte that Upload-Offset"
                            + " names, 409 the piece does not begin there, 422 another digest, 413 too"
                            + " large.")
    @Put
    @Consumes(MediaType.ALL)
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> put(
            @QueryValue String sha256,
            @Header("Content-Range") Optional<String> contentRange,
            @Body byte @Nullable [] body) {
        Digest named = digest(sha256);
        byte[] content = body == null ? new byte[0] : body; // empty content is content, too
        Piece piece =
                contentRange
                        .map(range -> piece(range, content.length))
                        .orElseGet(() -> new Piece(0, content.length));
        gate.requireRoom();
        try {
            return answer(
                    named,
                    piece,
                    uploads.take(named, piece.from(), piece.totalBytes(), content),
                    content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> answer(
            Digest named, Piece piece, Result result, int length) {
        return switch (result) {
            case Result.Kept _ ->
                    HttpResponse.created(
                            Json.bytes(
                                    Json.object()
                                            .put("sha256", named.hex())
                                            .put("status", "kept")));
            case Result.Waiting(long received) ->
                    HttpResponse.<byte[]>status(
                                    received == piece.from() + length
                                            ? HttpStatus.ACCEPTED
                                            : HttpStatus.CONFLICT)
                            .body(
                                    Json.bytes(
                                            Json.object()
                                                    .put("sha256", named.hex())
                                                    .put("status", "waiting")
                                                    .put("receivedBytes", received)))
                            .header("Upload-Offset", Long.toString(received));
            case Result.OtherDigest _ ->
                    throw ProblemException.of(
                            HttpStatus.UNPROCESSABLE_ENTITY,
                            "other-digest",
                            "the content was announced as %s, but has another digest; nothing was kept, send it again"
                                    .formatted(named.hex()));
            case Result.TooLarge(long sizeBytesMax) ->
                    throw ProblemException.of(
                            HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                            "too-large",
                            "evidence may have %d bytes, but has %d; keep it elsewhere and name its digest"
                                    .formatted(sizeBytesMax, piece.totalBytes()));
        };
    }

    private static Piece piece(String range, int length) {
        Matcher matcher = CONTENT_RANGE.matcher(range.strip());
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last = Long.parseLong(matcher.group(2));
            long total = Long.parseLong(matcher.group(3));
            if (last - first + 1 == length && last < total) {
                return new Piece(first, total);
            }
        }
        throw ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "content-range",
                "Content-Range must be bytes first-last/total and fit the body of %d bytes, but is \"%s\"; correct it"
                        .formatted(length, range));
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
