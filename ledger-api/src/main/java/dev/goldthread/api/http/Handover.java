package dev.goldthread.api.http;

import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.RemoteAnswer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.context.ServerRequestContext;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/** A request of this server as one to another instance. */
final class Handover {

    private Handover() {}

    static boolean isForwarded(HttpRequest<?> request) {
        return request.getHeaders().contains(Forwarded.HEADER);
    }

    /** With its body, which stays there for this instance's own route. */
    static Forwarded of(HttpRequest<?> request) {
        return new Forwarded(
                request.getMethodName(), pathAndQuery(request), headers(request), body(request));
    }

    private static String pathAndQuery(HttpRequest<?> request) {
        URI uri = request.getUri();
        return uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static Map<String, List<String>> headers(HttpRequest<?> request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.getHeaders().names().forEach(name -> headers.put(name, all(request, name)));
        return headers;
    }

    private static List<String> all(HttpRequest<?> request, String name) {
        return request.getHeaders().getAll(name);
    }

    private static BodyPublisher body(HttpRequest<?> request) {
        if (!request.getMethod().permitsRequestBody()
                || !(request instanceof ServerHttpRequest<?> received)) {
            return BodyPublishers.noBody();
        }
        try (CloseableByteBody copy = received.byteBody().split(SplitBackpressureMode.FASTEST)) {
            return BodyPublishers.ofByteArray(copy.buffer().join().toByteArray());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Of the request that this thread works on. */
    static Optional<String> authorization() {
        return ServerRequestContext.currentRequest()
                .flatMap(request -> authorization((HttpRequest<?>) request));
    }

    static Optional<String> authorization(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
    }

    /**
     * What this instance allows, every other one has to.
     *
     * @throws ProblemException when that one does not
     */
    static void requireAlike(HostInfo instance, RemoteAnswer answer) {
        if (answer.problem().endsWith(BearerFilter.TOKEN_REQUIRED)
                || answer.problem().endsWith(BearerFilter.ROLE_REQUIRED)) {
            throw ProblemException.of(
                    HttpStatus.BAD_GATEWAY,
                    "instances-differ",
                    "this instance allows the request, but %s, which has to answer, refuses it with status %d; give every instance the same secrets/tokens and the same --public-log"
                            .formatted(InstanceAddress.text(instance), answer.status()));
        }
    }
}
