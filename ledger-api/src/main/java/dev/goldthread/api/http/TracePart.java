package dev.goldthread.api.http;

import dev.goldthread.core.walk.TraceFilter;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * Which part of a trace a request asks for; all of it without any of these.
 *
 * @param depth links; a text, because a bean leaves out without a word what is no number
 * @param relations names with commas between them
 * @param types names with commas between them
 */
@Introspected
record TracePart(
        @QueryValue
                @Parameter(
                        description = "How many links far to walk.",
                        schema = @Schema(type = "integer"))
                Optional<String> depth,
        @QueryValue @Parameter(description = "The only relations to follow, with commas between.")
                Optional<String> relations,
        @QueryValue @Parameter(description = "The only node types to show, with commas between.")
                Optional<String> types) {

    /**
     * @throws ProblemException when one of them cannot be read
     */
    TraceFilter filter() {
        return FilterParameters.filter(number(), relations, types);
    }

    /** As {@link #filter()}, with a depth where none is given. */
    TraceFilter filter(int depthOtherwise) {
        return FilterParameters.filter(
                Optional.of(number().orElse(depthOtherwise)), relations, types);
    }

    private Optional<Integer> number() {
        try {
            return depth.map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "depth-range",
                    "depth must be 0 to %d, but is %s"
                            .formatted(FilterParameters.DEPTH_MAX, depth.orElse("")));
        }
    }
}
