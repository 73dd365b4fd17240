package dev.goldthread.api.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances over HTTP. Safe for any thread; a call blocks its thread. */
public final class Forwarder implements AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    /** So often it is looked whether the one that is asked is still the one to ask. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final Executor READERS = Thread::startVirtualThread;

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
        // On a thread of its own: who stops in the middle of an answer hangs as well.
        CompletableFuture<RemoteAnswer> reading =
                asking.thenApplyAsync(response -> read(response, request.use()), READERS);
        Reply reply;
        try {
            reply = await(instance, request, reading, stillWanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = new Reply.Unanswered(false, "interrupted");
        }
        if (reply instanceof Reply.Unanswered) {
            letGo(asking);
        }
        return reply;
    }

    private static RemoteAnswer read(HttpResponse<InputStream> response, Forwarded.Use use) {
        try {
            return RemoteAnswer.read(response, use.wholeBytesMax());
        } catch (IOException e) {
            throw new BrokenOffException(e);
        }
    }

    private static final class BrokenOffException extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    private static void letGo(CompletableFuture<HttpResponse<InputStream>> asking) {
        asking.cancel(true);
        if (asking.state() == Future.State.SUCCESS) {
            try {
                asking.resultNow().body().close();
            } catch (IOException e) {
                // It was given up before.
            }
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
            Forwarded request,
            CompletableFuture<RemoteAnswer> reading,
            BooleanSupplier stillWanted)
            throws InterruptedException {
        String name = InstanceAddress.text(instance);
        long startNanos = System.nanoTime();
        while (true) {
            try {
                return new Reply.Answered(reading.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (!stillWanted.getAsBoolean()) {
                    return new Reply.Unanswered(
                            false, "instance %s does not have it any more".formatted(name));
                }
                if (isLate(request, startNanos)) {
                    return new Reply.Unanswered(
                            false,
                            "instance %s did not answer in full within %d ms"
                                    .formatted(name, request.answerMax().toMillis()));
                }
            } catch (ExecutionException e) {
                return unanswered(name, e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private static boolean isLate(Forwarded request, long startNanos) {
        return request.use() == Forwarded.Use.READ
                && System.nanoTime() - startNanos > request.answerMax().toNanos();
    }

    private static Reply unanswered(String name, Throwable cause) {
        return cause instanceof BrokenOffException
                ? new Reply.Unanswered(
                        false,
                        "instance %s broke off its answer: %s".formatted(name, cause.getMessage()))
                : new Reply.Unanswered(
                        isBeforeSending(cause),
                        "instance %s cannot be reached: %s".formatted(name, cause));
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
