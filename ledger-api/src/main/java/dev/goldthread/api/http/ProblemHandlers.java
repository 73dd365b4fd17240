package dev.goldthread.api.http;

import dev.goldthread.api.evidence.EvidenceAwayException;
import dev.goldthread.api.gate.BrokerAwayException;
import dev.goldthread.api.gate.DiskFullException;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.AbandonedException;
import dev.goldthread.streams.query.HeapFullException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.UnsatisfiedRouteHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way a request can fail, as a problem document. */
@SuppressWarnings("rawtypes") // Micronaut's ExceptionHandler names HttpRequest so
final class ProblemHandlers {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration RETRY_WHEN_OTHERS_ARE_ANSWERED = Duration.ofSeconds(5);
    private static final Duration RETRY_WHEN_THERE_IS_ROOM = Duration.ofSeconds(30);

    private ProblemHandlers() {}

    @Singleton
    static final class OfProblem
            implements ExceptionHandler<ProblemException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, ProblemException exception) {
            return exception.response();
        }
    }

    /** Nothing was lost that was accepted; the caller sends the same events again. */
    @Singleton
    static final class OfBrokerAway
            implements ExceptionHandler<BrokerAwayException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, BrokerAwayException exception) {
            return ProblemException.later(
                            "broker-away", String.valueOf(exception.getMessage()), RETRY_AFTER)
                    .response();
        }
    }

    /** The caller sends the same content again. */
    @Singleton
    static final class OfEvidenceAway
            implements ExceptionHandler<EvidenceAwayException, HttpResponse<byte[]>> {

        private static final Logger LOG = LoggerFactory.getLogger(OfEvidenceAway.class);

        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, EvidenceAwayException exception) {
            LOG.warn("the evidence store does not answer as it should", exception);
            return ProblemException.later(
                            "evidence-away", String.valueOf(exception.getMessage()), RETRY_AFTER)
                    .response();
        }
    }

    @Singleton
    static final class OfDiskFull
            implements ExceptionHandler<DiskFullException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, DiskFullException exception) {
            return ProblemException.later(
                            "disk-full",
                            String.valueOf(exception.getMessage()),
                            RETRY_WHEN_THERE_IS_ROOM)
                    .response();
        }
    }

    @Singleton
    static final class OfNotReady
            implements ExceptionHandler<NotReadyException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, NotReadyException exception) {
            return ProblemException.later(
                            "not-ready", String.valueOf(exception.getMessage()), RETRY_AFTER)
                    .response();
        }
    }

    /** The question is not too large by itself. */
    @Singleton
    static final class OfHeapFull
            implements ExceptionHandler<HeapFullException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, HeapFullException exception) {
            return ProblemException.later(
                            "heap-full",
                            String.valueOf(exception.getMessage()),
                            RETRY_WHEN_OTHERS_ARE_ANSWERED)
                    .response();
        }
    }

    /** Nobody reads it; it is no defect either. */
    @Singleton
    static final class OfAbandoned
            implements ExceptionHandler<AbandonedException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, AbandonedException exception) {
            return ProblemException.later(
                            "abandoned", String.valueOf(exception.getMessage()), RETRY_AFTER)
                    .response();
        }
    }

    /**
     * A route gets nothing for what it needs: in its body, for {@link ParameterFilter} asks for the
     * rest before.
     */
    @Singleton
    @Replaces(UnsatisfiedRouteHandler.class)
    static final class OfMissing
            implements ExceptionHandler<UnsatisfiedRouteException, HttpResponse<byte[]>> {
        @Override
        public HttpResponse<byte[]> handle(
                HttpRequest request, UnsatisfiedRouteException exception) {
            Violation violation =
                    new Violation(
                            exception.getArgument().getName(),
                            "missing-parameter",
                            "none",
                            "give it; GET /openapi.yaml says what %s %s takes"
                                    .formatted(request.getMethod(), request.getPath()));
            return Problem.broken(HttpStatus.BAD_REQUEST, List.of(violation)).response();
        }
    }

    /** A defect of this program: the log has the details, the caller does not. */
    @Singleton
    static final class OfDefect implements ExceptionHandler<Throwable, HttpResponse<byte[]>> {

        private static final Logger LOG = LoggerFactory.getLogger(OfDefect.class);

        @Override
        public HttpResponse<byte[]> handle(HttpRequest request, Throwable exception) {
            LOG.error("{} {} failed", request.getMethod(), request.getPath(), exception);
            return new Problem(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "defect",
                            "the request failed by a defect of the ledger; its log says how")
                    .response();
        }
    }

    /** What the server itself refuses: unknown paths, methods, media types, sizes. */
    @Singleton
    static final class OfServer implements ErrorResponseProcessor<byte[]> {
        @Override
        public MutableHttpResponse<byte[]> processResponse(
                ErrorContext context, MutableHttpResponse<?> response) {
            HttpStatus status = response.status();
            String rule = status.getReason().toLowerCase(Locale.ROOT).replace(' ', '-');
            Problem problem = new Problem(status, rule, detail(status, context));
            MutableHttpResponse<byte[]> answer = problem.response();
            response.getHeaders()
                    .forEachValue(
                            (name, value) -> {
                                if (name.equalsIgnoreCase("Allow")) {
                                    answer.header(name, value);
                                }
                            });
            return answer;
        }

        private static String detail(HttpStatus status, ErrorContext context) {
            String what = context.getRequest().getMethod() + " " + context.getRequest().getPath();
            return switch (status) {
                case NOT_FOUND -> what + " is no route; GET /openapi.yaml lists them";
                case METHOD_NOT_ALLOWED -> what + " is no route; another method is";
                case UNSUPPORTED_MEDIA_TYPE ->
                        what + " does not take this content type; send application/json";
                case REQUEST_ENTITY_TOO_LARGE ->
                        "a request has at most %d bytes; send the events in several requests"
                                .formatted(EventBatch.BODY_BYTES_MAX);
                default ->
                        context.getErrors().stream()
                                .findFirst()
                                .map(error -> what + ": " + error.getMessage())
                                .orElse(what + ": " + status.getReason());
            };
        }
    }
}
