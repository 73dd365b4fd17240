package dev.goldthread.api.bench;

import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A whole node under load over HTTP: how much it takes in for good, and how soon an event can be
 * asked for.
 */
final class NodeBench {

    private static final int PACED_PER_SECOND = 1000;
    private static final int PACED_BATCH = 10;

    /** Not counted: what the intake before has left to do, and what is not compiled yet. */
    private static final int PACED_SECONDS_TO_WARM_UP = 10;

    private static final int PACED_SECONDS = 30;

    private final Path folder;
    private final long events;
    private final Consumer<String> progress;

    NodeBench(Path folder, long events, Consumer<String> progress) {
        this.folder = folder;
        this.events = events;
        this.progress = progress;
    }

    List<Figure> run() throws Exception {
        try (Node node = Node.start(NodeOptions.embedded(folder).withPort(0), NodeListener.SILENT);
                HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                BenchBodies bodies =
                        BenchBodies.write(folder.resolve("bodies"), events, IntakeBench.BATCH)) {
            String token = Files.readString(node.data().resolve("operator.token")).strip();
            HttpRequest.Builder post =
                    HttpRequest.newBuilder(node.url().resolve("/v1/events"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/x-ndjson");
            List<Figure> figures = new ArrayList<>();
            progress.accept("intake over HTTP in batches of %,d".formatted(IntakeBench.BATCH));
            figures.addAll(new IntakeBench(http, post, bodies, events).run());
            progress.accept(
                    "%,d events a second, for %d s".formatted(PACED_PER_SECOND, PACED_SECONDS));
            figures.addAll(paced(http, post));
            progress.accept("asking for releases");
            NodeClient client = new NodeClient(http, node.url(), token);
            figures.addAll(new ReleaseBench(client).run());
            progress.accept("asking all other questions");
            figures.addAll(new QuestionBench(client, progress).run(QuestionBench.large(events)));
            return figures;
        }
    }

    /**
     * Open loop: a request leaves when it is due, whatever became of the one before; the wait
     * counts from then.
     */
    private List<Figure> paced(HttpClient http, HttpRequest.Builder post) throws Exception {
        Percentiles took = new Percentiles();
        int warm = PACED_PER_SECOND * PACED_SECONDS_TO_WARM_UP / PACED_BATCH;
        int requests = warm + PACED_PER_SECOND * PACED_SECONDS / PACED_BATCH;
        long everyNanos = TimeUnit.SECONDS.toNanos(1) * PACED_BATCH / PACED_PER_SECOND;
        HttpRequest.Builder waiting = post.copy().header("Prefer", "wait=30");
        Semaphore answered = new Semaphore(0);
        AtomicLong refused = new AtomicLong();
        long start = System.nanoTime();
        long countedFrom = start + warm * everyNanos;
        for (int i = 0; i < requests; i++) {
            long due = start + i * everyNanos;
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
            HttpRequest request =
                    request(
                            waiting.copy(),
                            BenchBodies.lines(events + (long) i * PACED_BATCH, PACED_BATCH));
            var _ =
                    http.sendAsync(request, BodyHandlers.ofString())
                            .whenComplete(
                                    (answer, failure) -> {
                                        if (due >= countedFrom) {
                                            synchronized (took) {
                                                took.add(System.nanoTime() - due);
                                            }
                                        }
                                        if (failure != null || answer.statusCode() != 200) {
                                            refused.incrementAndGet();
                                        }
                                        answered.release();
                                    });
        }
        answered.acquire(requests);
        if (refused.get() > 0) {
            throw new IllegalStateException(
                    "%d of %d requests had no receipts".formatted(refused.get(), requests));
        }
        return List.of(
                Figure.of(
                        "emit to queryable at 1,000 events/s, p50", took.millis(50), "ms", "≤ 60"),
                Figure.of(
                        "emit to queryable at 1,000 events/s, p99",
                        took.millis(99),
                        "ms",
                        "≤ 120"));
    }

    private static HttpRequest request(HttpRequest.Builder post, byte[] lines) {
        return post.POST(BodyPublishers.ofByteArray(lines)).build();
    }
}
