package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Places;
import dev.goldthread.streams.query.Presence;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import java.time.Duration;
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
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static Standpoint of(Presence as, Subject subject, Instances instances) {
        OptionalLong lag =
                as instanceof Presence.Standby(var behind)
                        ? OptionalLong.of(behind)
                        : OptionalLong.empty();
        return new Standpoint(
                InstanceAddress.text(instances.routing().self()),
                lag.isPresent() ? "standby" : "owner",
                appliedSeq(subject, instances.routing().places()),
                lag);
    }

    private static OptionalLong appliedSeq(Subject subject, Places places) {
        return subject.product().map(places::appliedSeq).orElseGet(OptionalLong::empty);
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

    /**
     * The answer as it is told from here, which says who answered, as what, and how far behind that
     * is. A copy that is behind does not tell "not found", of a product, a node, an event or a
     * position alike: it may be what the copy has not come to yet.
     */
    MutableHttpResponse<?> tell(MutableHttpResponse<?> response) {
        boolean mayLack = lag.orElse(0) > 0;
        MutableHttpResponse<?> told =
                mayLack && response.status() == HttpStatus.NOT_FOUND ? notYet() : response;
        told.header(INSTANCE, instance).header(ROLE, role);
        appliedSeq.ifPresent(seq -> told.header(APPLIED_SEQ, Long.toString(seq)));
        lag.ifPresent(entries -> told.header(LAG, Long.toString(entries)));
        return told;
    }

    private MutableHttpResponse<byte[]> notYet() {
        return ProblemException.later(
                        "not-ready",
                        "the copy on %s does not have what was asked for, and cannot say that it does not exist: up to %d entries of the partition are not in it yet; ask again, the owner answers or this copy when it has caught up"
                                .formatted(instance, lag.orElse(0)),
                        RETRY_AFTER)
                .response();
    }
}
