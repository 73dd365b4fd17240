package dev.goldthread.api.http;

import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which state of the ledger a question is about. Without any of these it is about now. All are
 * texts, because a bean leaves out without a word what is no number: it would answer about now.
 *
 * @param afterSeq waits, at most 10 s, until this position of the log is in the graph
 * @param asOfSeq as the ledger stood when this entry was its product's last
 * @param recordedAt as the ledger stood at this time
 * @param validAt as the world stood at this time, by what the ledger knows
 */
@Introspected
record When(
        @QueryValue
                @Parameter(
                        description =
                                "Waits, at most 10 s, until this position of the log is in the graph.",
                        schema = @Schema(type = "integer", format = "int64"))
                Optional<String> afterSeq,
        @QueryValue
                @Parameter(
                        description =
                                "As the ledger stood when this entry was the product's last one.",
                        schema = @Schema(type = "integer", format = "int64"))
                Optional<String> asOfSeq,
        @QueryValue @Parameter(description = "As the ledger stood at this time, ISO 8601 with Z.")
                Optional<String> recordedAt,
        @QueryValue
                @Parameter(
                        description =
                                "As the world stood at this time, by what the ledger knows; ISO 8601 with Z.")
                Optional<String> validAt) {

    /**
     * @throws ProblemException when the parameters cannot be read, or contradict each other
     */
    AsOf asOf() {
        if (asOfSeq.isPresent() && recordedAt.isPresent()) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "one-recorded-state",
                    "asOfSeq is %s and recordedAt is %s, but only one of them can say how much of the ledger counts; leave one out"
                            .formatted(asOfSeq.get(), recordedAt.get()));
        }
        return new AsOf(recorded(), validAt.map(text -> time("validAt", text)));
    }

    /**
     * Which position of the log has to be in the graph first.
     *
     * @throws ProblemException when it is no position
     */
    Optional<Long> awaited() {
        Optional<Long> awaited = afterSeq.map(text -> seq("afterSeq", text));
        if (awaited.filter(seq -> seq < 0).isPresent()) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "seq-range",
                    "afterSeq must be 0 or more, but is %s; give the seq of the receipt to wait for"
                            .formatted(afterSeq.orElse("")));
        }
        return awaited;
    }

    /** Whether it is about now. */
    boolean isNow() {
        return asOf().equals(AsOf.NOW);
    }

    private Recorded recorded() {
        if (asOfSeq.isPresent()) {
            return upTo(seq("asOfSeq", asOfSeq.get()));
        }
        return recordedAt
                .<Recorded>map(text -> new Recorded.By(time("recordedAt", text)))
                .orElseGet(Recorded.All::new);
    }

    private static Recorded upTo(long seq) {
        try {
            return new Recorded.UpTo(seq);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST, "seq-range", String.valueOf(e.getMessage()));
        }
    }

    private static long seq(String parameter, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "seq-form",
                    "%s must be a position of the log, 0 or more, but is %s; correct it"
                            .formatted(parameter, text));
        }
    }

    /**
     * @param parameter what the route calls it
     */
    static Instant time(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "time-form",
                    "%s must be ISO 8601 with Z, as in 2026-02-21T09:30:00Z, but is %s"
                            .formatted(parameter, text));
        }
    }
}
