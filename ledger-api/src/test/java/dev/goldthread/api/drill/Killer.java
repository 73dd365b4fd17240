package dev.goldthread.api.drill;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Kills one part again and again, at moments that a seed decides; leaves it running. */
final class Killer {

    private static final int AFTER_READY_MAX_MILLIS = 1_000;
    private static final int SINCE_START_MAX_MILLIS = 2_500;
    private static final Duration WORK_MAX = Duration.ofMinutes(5);
    private static final int KILLS_PER_LINE = 20;

    private final Killable part;
    private final Writer writer;
    private final Random random;
    private final Instant end;
    private int kills;

    /**
     * @param writer keeps the part busy
     * @param end when no further kill is begun
     */
    Killer(Killable part, Writer writer, long seed, Instant end) {
        this.part = part;
        this.writer = writer;
        this.random = new Random(seed);
        this.end = end;
    }

    /**
     * Completes when the part serves again after the last kill.
     *
     * @return how often it was killed, {@code killsMax} at most
     */
    CompletableFuture<Integer> start(int killsMax) {
        return CompletableFuture.supplyAsync(
                () -> run(killsMax), each -> Thread.ofPlatform().start(each));
    }

    private int run(int killsMax) {
        try {
            while (kills < killsMax && Instant.now().isBefore(end)) {
                awaitMoment();
                part.kill();
                kills++;
                part.startAgain();
                tell(killsMax);
            }
            part.awaitReady();
            return kills;
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /**
     * In equal parts: while it still starts, soon after it serves, and soon after an event was
     * taken, or sealed, since it serves; so that on a busy machine too it is killed at work.
     */
    private void awaitMoment() throws IOException, InterruptedException {
        int moment = random.nextInt(4);
        if (moment == 0) {
            part.run(Duration.ofMillis(random.nextInt(SINCE_START_MAX_MILLIS)));
            return;
        }
        part.awaitReady();
        if (moment == 1) {
            writer.awaitMore(1, WORK_MAX);
        } else if (moment == 2) {
            writer.awaitMoreReceipts(1, WORK_MAX);
        }
        part.run(Duration.ofMillis(random.nextInt(AFTER_READY_MAX_MILLIS)));
    }

    private void tell(int killsMax) {
        if (kills % KILLS_PER_LINE == 0) {
            System.out.printf(
                    "%s %s killed %d of %d times, accepted %d, receipts %d%n",
                    Instant.now(),
                    part.name(),
                    kills,
                    killsMax,
                    writer.remembered().acceptedProductById.size(),
                    writer.remembered().placeById.size());
        }
    }
}
