package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Presence;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From where an answer is given. Taken before the question is asked, so the answer is at least as
 * new as this says.
 *
 * @param appliedSeq the last position of the product's log that is applied here
 * @param lag entries of its partition that are not, at most; of a standby only
 */
record Standpoint(String instance, String role, OptionalLong appliedSeq, OptionalLong lag) {

    /** {@code host:port} of the instance that answers. */
    static final String INSTANCE = "Goldthread-Instance";

    /** What it is to the product: owner or standby. */
    static final String ROLE = "Goldthread-Answer";

    static final String APPLIED_SEQ = "Goldthread-Applied-Seq";
    static final String LAG = "Goldthread-Lag";

    private static final String KEPT = "goldthread.standpoint";

    static Standpoint of(Presence as, Subject subject, LedgerQuery query, Instances instances) {
        OptionalLong lag =
                as instanceof Presence.Standby(var behind)
                        ? OptionalLong.of(behind)
                        : OptionalLong.empty();
        return new Standpoint(
                InstanceAddress.text(instances.routing().self()),
                lag.isPresent() ? "standby" : "owner",
                appliedSeq(subject, query),
                lag);
    }

    /** A store may close in this moment; then the question says so. */
    private static OptionalLong appliedSeq(Subject subject, LedgerQuery query) {
        try {
            return subject.product()
                    .flatMap(product -> query.ask(product, graph -> graph.position(product)))
                    .map(GraphView.Position::seq)
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        } catch (NotReadyException e) {
            return OptionalLong.empty();
        }
    }

    void keep(HttpRequest<?> request) {
        request.setAttribute(KEPT, this);
    }

    static Optional<Standpoint> kept(HttpRequest<?> request) {
        return request.getAttribute(KEPT, Standpoint.class);
    }

    /** Of the request that this thread works on. */
    static Optional<Standpoint> current() {
        return ServerRequestContext.currentRequest().flatMap(Standpoint::kept);
    }

    /** Beside the position that an answer stands on: how far a standby is behind. */
    void tell(ObjectNode asOf) {
        lag.ifPresent(entries -> asOf.put("lag", entries));
    }

    void name(MutableHttpResponse<?> response) {
        response.header(INSTANCE, instance).header(ROLE, role);
        appliedSeq.ifPresent(seq -> response.header(APPLIED_SEQ, Long.toString(seq)));
        lag.ifPresent(entries -> response.header(LAG, Long.toString(entries)));
    }
}
