package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long a node takes to answer each of the other questions, of a product with two releases of
 * some 200 nodes each, and of one with a long history, in a ledger that holds whatever it holds.
 * One question after the other; each is asked for some time before the clock runs, and then until
 * there are enough answers or its time is up, so that a slow one does not hold up the rest.
 */
final class QuestionBench {

    /** Events of a large product are a tenth of the ledger's, within these. */
    private static final int LARGE_MIN = 1_000;

    private static final int LARGE_MAX = 20_000;

    private static final int REQUIREMENTS = 88;
    private static final int REQUIREMENTS_LARGE = 4;

    private static final int COUNTED_MAX = 200;
    private static final int COUNTED_MIN = 3;
    private static final int WARM_MAX = 100;
    private static final Duration COUNTED_FOR = Duration.ofMillis(800);
    private static final Duration WARM_FOR = Duration.ofMillis(400);

    private final NodeClient client;
    private final Duration warm;
    private final Duration counted;
    private final Consumer<String> progress;
    private final List<ObjectNode> waiting = new ArrayList<>();

    QuestionBench(NodeClient client, Consumer<String> progress) {
        this(client, progress, WARM_FOR, COUNTED_FOR);
    }

    /**
     * @param warm how long each question is asked before the clock runs
     * @param counted how long then; a few answers are counted in any case
     */
    QuestionBench(NodeClient client, Consumer<String> progress, Duration warm, Duration counted) {
        this.client = client;
        this.progress = progress;
        this.warm = warm;
        this.counted = counted;
    }

    /** Events of the large product in a ledger of so many. */
    static int large(long events) {
        return Math.clamp(events / 10, LARGE_MIN, LARGE_MAX);
    }

    /**
     * @param large how many events the large product has at least
     */
    List<Figure> run(int large) throws IOException, InterruptedException {
        ReleaseEvents first = new ReleaseEvents("bench-questions", REQUIREMENTS);
        ReleaseEvents second = first.again();
        List<ObjectNode> events = new ArrayList<>(first.all());
        events.addAll(new AroundRelease(first).all());
        events.addAll(second.delivery());
        events.addAll(new AroundRelease(second).all());
        client.send(events);
        List<Figure> figures = new ArrayList<>(measure(Question.all(second, first)));

        progress.accept("recording a product of %,d events".formatted(large));
        ReleaseEvents before = new ReleaseEvents("bench-large-product", REQUIREMENTS_LARGE);
        ReleaseEvents last = before.next();
        int sent = send(before) + send(last);
        while (sent < large) {
            before = last;
            last = before.next();
            sent += send(last);
        }
        flush();
        progress.accept("asking about it");
        figures.addAll(measure(Question.ofLarge(last, before)));
        return figures;
    }

    private int send(ReleaseEvents release) throws IOException, InterruptedException {
        int before = waiting.size();
        waiting.addAll(release.all());
        waiting.addAll(new AroundRelease(release).all());
        int added = waiting.size() - before;
        if (waiting.size() >= IntakeBench.BATCH) {
            flush();
        }
        return added;
    }

    private void flush() throws IOException, InterruptedException {
        client.send(waiting);
        waiting.clear();
    }

    private List<Figure> measure(List<Question> questions)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (Question question : questions) {
            ask(question, 1, WARM_MAX, warm);
            Percentiles took = ask(question, COUNTED_MIN, COUNTED_MAX, counted);
            figures.add(Figure.ofAnswers(question.name(), took));
        }
        return figures;
    }

    private Percentiles ask(Question question, int atLeast, int atMost, Duration until)
            throws IOException, InterruptedException {
        Percentiles took = new Percentiles();
        long end = System.nanoTime() + until.toNanos();
        for (int asked = 0;
                asked < atLeast || (asked < atMost && System.nanoTime() < end);
                asked++) {
            took.add(client.time(question.path()));
        }
        return took;
    }
}
