package dev.goldthread.api.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Posts batches, and posts the same batch again until it is accepted, as a good producer does. */
final class HttpWriter implements Writer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 20;
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LAST_MAX = Duration.ofMinutes(5);

    private final String name;
    private final URI events;
    private final Path tokenFile;
    private final Remembered remembered = new Remembered();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final CompletableFuture<Void> done;
    private volatile String refusal = "";

    /**
     * @param name what its events' ids begin with
     * @param data the folder of the ledger that answers at the port
     */
    HttpWriter(String name, int port, Path data) {
        this.name = name;
        events = URI.create("http://127.0.0.1:%d/v1/events".formatted(port));
        tokenFile = data.resolve("operator.token");
        done = CompletableFuture.runAsync(this::write, each -> Thread.ofPlatform().start(each));
    }

    @Override
    public Remembered remembered() {
        return remembered;
    }

    /** Why the last batch that was not taken was not; empty before there was one. */
    String refusal() {
        return refusal;
    }

    private void write() {
        for (long batch = 0; closing.getCount() > 0; batch++) {
            long first = batch * BATCH;
            String body =
                    LongStream.range(first, first + BATCH)
                            .mapToObj(number -> DrillEvents.json(name + "-" + number, number))
                            .collect(Collectors.joining(",", "[", "]"));
            post(body, batch % 2 == 0 ? "wait=3" : "wait=0");
        }
    }

    private void post(String body, String prefer) {
        long deadline = Long.MAX_VALUE;
        while (true) {
            Optional<HttpResponse<String>> response = answer(body, prefer);
            if (response.filter(each -> each.statusCode() == 200 || each.statusCode() == 202)
                    .isPresent()) {
                remember(response.get().body());
                return;
            }
            response.ifPresent(each -> refusal = each.body());
            response.filter(each -> each.statusCode() < 500)
                    .ifPresent(
                            each -> {
                                throw new AssertionError(
                                        "answer %d: %s".formatted(each.statusCode(), each.body()));
                            });
            if (pauseEnds() && deadline == Long.MAX_VALUE) {
                deadline = System.nanoTime() + LAST_MAX.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the last batch was not accepted within " + LAST_MAX);
            }
        }
    }

    /** Whether the writer is to stop; then it does not wait. */
    private boolean pauseEnds() {
        try {
            boolean ends = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            if (ends) {
                TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
            }
            return ends;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when nobody knows what became of the request. */
    private Optional<HttpResponse<String>> answer(String body, String prefer) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(events)
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .header("Prefer", prefer)
                            .header(
                                    "Authorization",
                                    "Bearer " + Files.readString(tokenFile).strip())
                            .POST(BodyPublishers.ofString(body))
                            .build();
            return Optional.of(client.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void remember(String answer) {
        try {
            for (JsonNode result : JSON.readTree(answer).get("results")) {
                String id = result.get("id").asText();
                remembered.accepted(result.get("product").asText(), id);
                JsonNode receipt = result.path("receipt");
                if (receipt.has("leaf")) {
                    remembered.receipt(
                            id,
                            new Remembered.Place(
                                    receipt.get("product").asText(),
                                    receipt.get("seq").asLong(),
                                    receipt.get("leaf").asText()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + answer, e);
        }
    }

    @Override
    public void close() throws ExecutionException, InterruptedException {
        closing.countDown();
        done.get();
        client.close();
    }
}
