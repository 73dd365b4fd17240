package dev.goldthread.api.http;

import dev.goldthread.core.trace.TraceFilter;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;

/**
 * Which part of a trace a request asks for; all of it without any of these.
 *
 * @param depth links
 * @param relations names with commas between them
 * @param types names with commas between them
 */
@Introspected
record TracePart(
        @QueryValue @Parameter(description = "How many links far to walk.") Optional<Integer> depth,
        @QueryValue @Parameter(description = "The only relations to follow, with commas between.")
                Optional<String> relations,
        @QueryValue @Parameter(description = "The only node types to show, with commas between.")
                Optional<String> types) {

    /**
     * @throws ProblemException when one of them cannot be read
     */
    TraceFilter filter() {
        return FilterParameters.filter(depth, relations, types);
    }

    /** As {@link #filter()}, with a depth where none is given. */
    TraceFilter filter(int depthOtherwise) {
        return FilterParameters.filter(Optional.of(depth.orElse(depthOtherwise)), relations, types);
    }
}
