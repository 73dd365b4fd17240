package dev.goldthread.api.http;

import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.api.routing.Way;
import dev.goldthread.streams.query.Presence;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where several instances share a ledger: lets a request through to this instance's routes when it
 * can answer, else gets the answer from one that can. Only there at all where the node says under
 * which address others reach it. Behind {@link BearerFilter}.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = Fellows.SWITCH)
@Order(100)
final class RoutingFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Instances instances;

    RoutingFilter(Fellows fellows) {
        instances = fellows.instances().orElseThrow();
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable HttpResponse<?> route(HttpRequest<?> request) {
        Optional<Subject> subject = Subject.of(request, instances.routing().places());
        return subject.isEmpty() ? null : route(request, subject.get());
    }

    private @Nullable HttpResponse<?> route(HttpRequest<?> request, Subject subject) {
        Way way =
                Handover.isForwarded(request)
                        ? new Way.Here(instances.routing().places().here(subject.partition()))
                        : instances.find(subject.partition(), () -> Handover.of(request));
        return switch (way) {
            case Way.Here(Presence.Absent(var reason)) ->
                    subject.isTakenAnywhere() ? null : notReady(reason);
            case Way.Here(var as) -> {
                Standpoint.of(as, subject, instances).keep(request);
                yield null;
            }
            case Way.Elsewhere(var instance, var answer) -> {
                Handover.requireAlike(instance, answer);
                yield passOn(answer);
            }
            case Way.Nowhere nowhere ->
                    subject.isTakenAnywhere() && nowhere.isUntouched()
                            ? null
                            : notReady(String.join("; ", nowhere.reasons()));
        };
    }

    private static HttpResponse<?> notReady(String reason) {
        return ProblemException.later("not-ready", reason + "; send it again", RETRY_AFTER)
                .response();
    }

    private static MutableHttpResponse<?> passOn(RemoteAnswer answer) {
        MutableHttpResponse<Object> response =
                HttpResponse.status(HttpStatus.valueOf(answer.status()));
        answer.headers()
                .forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        if (answer.rest().isEmpty()) {
            byte[] whole = answer.start().toBytes();
            return whole.length == 0 ? response : response.body(whole);
        }
        MediaType type = response.getContentType().orElse(MediaType.APPLICATION_OCTET_STREAM_TYPE);
        return response.body(new StreamedFile(answer.body(), type));
    }

    @ResponseFilter
    MutableHttpResponse<?> tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Optional<Standpoint> standpoint = Standpoint.kept(request);
        return standpoint.isEmpty() ? response : standpoint.get().tell(response);
    }
}
