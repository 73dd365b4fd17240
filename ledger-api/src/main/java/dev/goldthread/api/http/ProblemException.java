package dev.goldthread.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Ends a request with a problem document. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    private ProblemException(Problem problem, Optional<Duration> retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    static ProblemException of(HttpStatus status, String rule, String detail) {
        return new ProblemException(new Problem(status, rule, detail), Optional.empty());
    }

    /** 503: the same request will do later. */
    static ProblemException later(String rule, String detail, Duration retryAfter) {
        return new ProblemException(
                new Problem(HttpStatus.SERVICE_UNAVAILABLE, rule, detail), Optional.of(retryAfter));
    }

    MutableHttpResponse<byte[]> response() {
        MutableHttpResponse<byte[]> response = problem.response();
        retryAfter.ifPresent(
                wait ->
                        response.header(
                                HttpHeaders.RETRY_AFTER,
                                Long.toString(Math.max(1, wait.toSeconds()))));
        return response;
    }
}
