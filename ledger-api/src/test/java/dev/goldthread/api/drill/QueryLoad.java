package dev.goldthread.api.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks one instance all the time for what writers were told is sealed, and judges every answer by
 * what the answer says of itself. A thread of its own asks; the counts may be read by any.
 */
final class QueryLoad implements AutoCloseable {

    private final Instance instance;
    private final Remembered told;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong byStandby = new AtomicLong();
    private final AtomicLong later = new AtomicLong();
    private final AtomicLong unreached = new AtomicLong();
    private final AtomicLong longestGapMillis = new AtomicLong();
    private final AtomicReference<String> firstOfStandby = new AtomicReference<>("");
    private final CompletableFuture<Void> done;

    /**
     * @param told the events' numbers stand at the end of their ids, as {@link DrillEvents} has
     *     them
     */
    QueryLoad(Instance instance, Remembered told) {
        this.instance = instance;
        this.told = told;
        done = CompletableFuture.runAsync(this::run, each -> Thread.ofPlatform().start(each));
    }

    long answers() {
        return answers.get();
    }

    /** Of the answers, those that said so. */
    long byStandby() {
        return byStandby.get();
    }

    /** Answers of 503 with a time to come back. */
    long later() {
        return later.get();
    }

    /** Requests that got no answer at all. */
    long unreached() {
        return unreached.get();
    }

    Duration longestGap() {
        return Duration.ofMillis(longestGapMillis.get());
    }

    private void run() {
        long lastAnswerNanos = System.nanoTime();
        while (!closing.get()) {
            List<Map.Entry<String, Remembered.Place>> sealed =
                    new ArrayList<>(told.placeById.entrySet());
            for (Map.Entry<String, Remembered.Place> each : newest(sealed)) {
                boolean fresh = answers.get() % 2 == 0;
                if (ask(each.getKey(), each.getValue(), fresh)) {
                    long now = System.nanoTime();
                    longestGapMillis.accumulateAndGet(
                            (now - lastAnswerNanos) / 1_000_000, Math::max);
                    lastAnswerNanos = now;
                    answers.incrementAndGet();
                }
            }
        }
    }

    /** One of each product. */
    private static List<Map.Entry<String, Remembered.Place>> newest(
            List<Map.Entry<String, Remembered.Place>> sealed) {
        Map<String, Map.Entry<String, Remembered.Place>> newest = new TreeMap<>();
        sealed.forEach(
                each ->
                        newest.merge(
                                each.getValue().product(),
                                each,
                                (one, other) ->
                                        one.getValue().seq() > other.getValue().seq()
                                                ? one
                                                : other));
        return List.copyOf(newest.values());
    }

    /**
     * @param fresh whether to insist on a state in which the event is there
     * @return whether there was an answer
     */
    private boolean ask(String id, Remembered.Place place, boolean fresh) {
        String path =
                "/v1/products/%s/trace?type=Requirement&id=REQ-%s%s"
                        .formatted(
                                place.product(),
                                id.substring(id.lastIndexOf('-') + 1),
                                fresh ? "&afterSeq=" + place.seq() : "");
        try {
            HttpResponse<String> response = instance.get(path);
            switch (response.statusCode()) {
                case 200 -> requireRight(response, path);
                case 404 -> requireOlder(response, path, place, fresh);
                case 503 -> {
                    requireRetryAfter(response, path);
                    later.incrementAndGet();
                    return false;
                }
                default -> throw wrong(response, path);
            }
            if (role(response).filter("standby"::equals).isPresent()) {
                byStandby.incrementAndGet();
                firstOfStandby.compareAndSet("", path + " " + response.headers().map());
            }
            return true;
        } catch (IOException e) {
            unreached.incrementAndGet();
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireRight(HttpResponse<String> response, String path)
            throws IOException {
        JsonNode answer = Instance.json(response);
        boolean isStandby = role(response).filter("standby"::equals).isPresent();
        if (!answer.toString().contains("Stop at the limit")
                || !answer.path("asOf").has("seq")
                || answer.path("asOf").has("lag") != isStandby) {
            throw wrong(response, path);
        }
        requireTold(response, path);
    }

    /**
     * Only a standby may not know it yet, and only when all was in it that it could know of when it
     * was asked: the ledger's end is looked up a moment before.
     */
    private static void requireOlder(
            HttpResponse<String> response, String path, Remembered.Place place, boolean fresh)
            throws IOException {
        requireTold(response, path);
        boolean isStandby = role(response).filter("standby"::equals).isPresent();
        OptionalLong applied = number(response, "Goldthread-Applied-Seq");
        boolean isBehind = applied.isEmpty() || applied.getAsLong() < place.seq();
        boolean knewOfNoMore = number(response, "Goldthread-Lag").orElse(-1) == 0;
        if (fresh || !isStandby || !isBehind || !knewOfNoMore) {
            throw wrong(response, path);
        }
    }

    private static void requireTold(HttpResponse<String> response, String path) {
        String role = role(response).orElse("");
        boolean told =
                role.equals("owner")
                        || (role.equals("standby")
                                && number(response, "Goldthread-Lag").isPresent());
        if (!told) {
            throw wrong(response, path);
        }
    }

    private static void requireRetryAfter(HttpResponse<String> response, String path) {
        if (response.headers().firstValue("Retry-After").isEmpty()) {
            throw wrong(response, path);
        }
    }

    private static AssertionError wrong(HttpResponse<String> response, String path) {
        return new AssertionError(
                "%s was answered with %d, %s: %s"
                        .formatted(
                                path,
                                response.statusCode(),
                                response.headers().map(),
                                response.body()));
    }

    private static Optional<String> role(HttpResponse<String> response) {
        return response.headers().firstValue("Goldthread-Answer");
    }

    private static OptionalLong number(HttpResponse<String> response, String header) {
        return response.headers().firstValueAsLong(header);
    }

    /** Ends, and tells when an answer was wrong. */
    @Override
    public void close() {
        closing.set(true);
        done.join();
    }

    @Override
    public String toString() {
        return "%s: %d answers, %d of them by a standby, %d times 503, %d times unreached, longest gap %s; %s"
                .formatted(
                        instance.address(),
                        answers(),
                        byStandby(),
                        later(),
                        unreached(),
                        longestGap(),
                        firstOfStandby.get());
    }
}
