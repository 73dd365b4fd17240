package dev.goldthread.api.http;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Differences;
import dev.goldthread.core.trace.ReleaseDifference;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The earlier state that a difference holds a release against.
 *
 * @param from another release
 * @param since the same one by what had happened then
 * @param sinceApproval the same one by what had happened when this was decided last
 */
@Introspected
record Earlier(
        @QueryValue @Parameter(description = "The earlier release.") Optional<String> from,
        @QueryValue
                @Parameter(
                        description =
                                "The same release by what had happened at this time, ISO 8601 with Z.")
                Optional<String> since,
        @QueryValue
                @Parameter(
                        description =
                                "The same release by what had happened when this approval was decided last.")
                Optional<String> sinceApproval) {

    LookedFor lookedFor(NodeRef release) {
        Product product = release.product();
        return Stream.concat(
                        from.map(version -> new NodeRef(product, "Release", version)).stream(),
                        sinceApproval.map(id -> new NodeRef(product, "Approval", id)).stream())
                .findFirst()
                .map(other -> LookedFor.all(other, release))
                .orElseGet(() -> LookedFor.all(release));
    }

    /**
     * @throws ProblemException when not one of the three is given, or it is no time
     */
    Function<GraphView, Optional<ReleaseDifference>> of(
            Differences differences, Product product, String version) {
        long given = Stream.of(from, since, sinceApproval).filter(Optional::isPresent).count();
        if (given != 1) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "one-earlier-state",
                    "one of from, since and sinceApproval must say what the release is held against, but %d are given; name another release, a time or an approval"
                            .formatted(given));
        }
        if (from.isPresent()) {
            return view -> differences.between(view, product, from.get(), version);
        }
        if (since.isPresent()) {
            Instant then = When.time("since", since.get());
            return view -> differences.since(view, product, version, then);
        }
        NodeRef approval = new NodeRef(product, "Approval", sinceApproval.orElseThrow());
        return view -> differences.since(view, product, version, approval);
    }
}
