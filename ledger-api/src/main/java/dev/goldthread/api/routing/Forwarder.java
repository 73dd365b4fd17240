package dev.goldthread.api.routing;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances over HTTP. Safe for any thread; a call blocks its thread. */
public final class Forwarder implements AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    /** So often it is looked whether the one that is asked is still the one to ask. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** RFC 9110, section 7.6.1, what the client sets itself, and what this instance does itself. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "accept-encoding",
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private final InstanceAddress self;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_MAX)
                    .build();

    public Forwarder(InstanceAddress self) {
        this.self = self;
    }

    /** Whether a header belongs to the message, not to the connection that it came over. */
    public static boolean isPassedOn(String header) {
        return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
    }

    /**
     * @param stillWanted turns false when there is no use in waiting: an instance that hangs loses
     *     its partitions, and then another one is asked
     */
    public Reply ask(HostInfo instance, Forwarded request, BooleanSupplier stillWanted) {
        CompletableFuture<HttpResponse<InputStream>> asking =
                client.sendAsync(on(instance, request), BodyHandlers.ofInputStream());
        try {
            return await(instance, asking, stillWanted);
        } catch (InterruptedException e) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Unanswered(false, "interrupted");
        }
    }

    private HttpRequest on(HostInfo instance, Forwarded request) {
        // Put together as text: resolving a path that begins with // would name another host.
        URI url = URI.create(new InstanceAddress(self.scheme(), instance) + request.pathAndQuery());
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(url)
                        .timeout(request.answerMax())
                        .method(request.method(), request.body());
        request.headers()
                .forEach(
                        (name, values) -> {
                            if (isPassedOn(name)) {
                                values.forEach(value -> builder.header(name, value));
                            }
                        });
        return builder.setHeader(Forwarded.HEADER, InstanceAddress.text(self.instance())).build();
    }

    private static Reply await(
            HostInfo instance,
            CompletableFuture<HttpResponse<InputStream>> asking,
            BooleanSupplier stillWanted)
            throws InterruptedException {
        String name = InstanceAddress.text(instance);
        while (true) {
            try {
                return new Reply.Answered(asking.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (!stillWanted.getAsBoolean()) {
                    asking.cancel(true);
                    return new Reply.Unanswered(
                            false, "instance %s does not have it any more".formatted(name));
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return new Reply.Unanswered(
                        isBeforeSending(cause),
                        "instance %s cannot be reached: %s".formatted(name, cause));
            }
        }
    }

    private static boolean isBeforeSending(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    /** What is under way ends unanswered. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
