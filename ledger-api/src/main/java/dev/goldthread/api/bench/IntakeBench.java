package dev.goldthread.api.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much a node takes in over HTTP in large batches, and how soon all of it can be asked for. */
final class IntakeBench {

    static final int BATCH = 1000;

    private static final int SENDERS = 2;

    /** What a node does in its first seconds is mostly compiling. */
    private static final int WARMS_UP_ONE_IN = 5;

    private static final String AIM = "≥ 25,000";

    private static final int TOLD_CHARS_MAX = 2_000;

    private final HttpClient http;
    private final HttpRequest.Builder post;
    private final BenchBodies bodies;
    private final long events;
    private final int warm;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong warmAt = new AtomicLong();

    /**
     * @param post to where events are submitted, with the right to
     * @param bodies a request's events each, all but the last with {@link #BATCH} of them
     * @param events in all bodies
     */
    IntakeBench(HttpClient http, HttpRequest.Builder post, BenchBodies bodies, long events) {
        this.http = http;
        this.post = post;
        this.bodies = bodies;
        this.events = events;
        warm = bodies.count() / WARMS_UP_ONE_IN;
    }

    /**
     * The clock runs from when a fifth was sent, whatever of it still has to be sealed and
     * projected, and stops when everything can be asked for: the last batch is sent again for its
     * receipts.
     */
    List<Figure> run() throws Exception {
        long start = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            Callable<Integer> sender = this::send;
            for (Future<Integer> sent : senders.invokeAll(Collections.nCopies(SENDERS, sender))) {
                var _ = sent.get();
            }
        }
        long taken = System.nanoTime();
        long last = Math.max(0, events - BATCH);
        requireStatus(
                200,
                send(
                        post.copy().header("Prefer", "wait=30"),
                        BenchBodies.lines(last, (int) (events - last))));
        long queryable = System.nanoTime();
        long counted = events - (long) warm * BATCH;
        String until = "the same until all can be asked for";
        return List.of(
                rate("intake over HTTP, batches of 1,000", counted, taken - warmAt.get(), AIM),
                rate(until, counted, queryable - warmAt.get(), AIM),
                rate("the same from the first event on", events, queryable - start, ""));
    }

    private static Figure rate(String name, long counted, long nanos, String aim) {
        return Figure.of(name, counted / (nanos / 1e9), "events/s", aim);
    }

    /** Sends bodies until there are no more; returns how many. */
    private int send() throws IOException, InterruptedException {
        int sent = 0;
        for (int body = next.getAndIncrement();
                body < bodies.count();
                body = next.getAndIncrement()) {
            if (body == warm) {
                warmAt.set(System.nanoTime());
            }
            HttpResponse<String> answer = send(post.copy(), bodies.get(body));
            if (answer.statusCode() / 100 != 2) {
                requireStatus(202, answer);
            }
            sent++;
        }
        return sent;
    }

    private HttpResponse<String> send(HttpRequest.Builder to, byte[] lines)
            throws IOException, InterruptedException {
        return http.send(
                to.POST(BodyPublishers.ofByteArray(lines)).build(), BodyHandlers.ofString());
    }

    private static void requireStatus(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    "the ledger must answer %d, but answered %d: %s"
                            .formatted(status, answer.statusCode(), beginning(answer.body())));
        }
    }

    /** An answer tells of each of a thousand events. */
    static String beginning(String body) {
        return body.length() <= TOLD_CHARS_MAX
                ? body
                : "%s... and %d characters more"
                        .formatted(
                                body.substring(0, TOLD_CHARS_MAX), body.length() - TOLD_CHARS_MAX);
    }
}
