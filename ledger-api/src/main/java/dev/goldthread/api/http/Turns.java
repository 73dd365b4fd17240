package dev.goldthread.api.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many questions are computed at a time, how many wait for that, and how long. Work for
 * questions of other instances has turns of its own: if each of two instances had given all of its
 * turns to questions that wait for the other, none would end. Behind {@link RoutingFilter}: what
 * another instance answers takes no turn here.
 */
@InTurn
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(200)
final class Turns {

    /**
     * So many that a few long ones leave turns for short ones; most of them wait for the log, for
     * memory or for other instances.
     */
    private static final int TURNS_PER_PROCESSOR = 16;

    private static final int WAITING_MAX = 1_000;

    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int turns;
    private final Duration waitMax;
    private final Semaphore questions;
    private final Semaphore partsOfOthers;

    @Inject
    Turns() {
        this(TURNS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(), WAIT_MAX);
    }

    /**
     * @param turns of questions, and so many of parts of others
     * @param waitMax for a turn
     */
    Turns(int turns, Duration waitMax) {
        this.turns = turns;
        this.waitMax = waitMax;
        questions = new Semaphore(turns, true);
        partsOfOthers = new Semaphore(turns, true);
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> inTurn(HttpRequest<?> request, FilterContinuation<HttpResponse<?>> route) {
        return inTurn(request.getPath(), route::proceed);
    }

    HttpResponse<?> inTurn(String path, Supplier<HttpResponse<?>> question) {
        Semaphore free = path.startsWith(PartitionsController.PATH) ? partsOfOthers : questions;
        if (!isOurTurn(free)) {
            return ProblemException.later(
                            "too-many-questions",
                            "%d questions are being answered, as many as this instance answers at a time, and %d wait for it; ask again in some seconds"
                                    .formatted(turns, free.getQueueLength()),
                            RETRY_AFTER)
                    .response();
        }
        try {
            return question.get();
        } finally {
            free.release();
        }
    }

    private boolean isOurTurn(Semaphore free) {
        if (free.getQueueLength() >= WAITING_MAX) {
            return false;
        }
        try {
            return free.tryAcquire(waitMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
            return false;
        }
    }
}
