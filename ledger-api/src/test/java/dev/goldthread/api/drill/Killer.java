package dev.goldthread.api.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Kills one part again and again, at moments that a seed decides; leaves it running. */
final class Killer {

    private static final int AFTER_READY_MAX_MILLIS = 1_000;
    private static final int SINCE_START_MAX_MILLIS = 2_500;

    private final Killable part;
    private final Random random;
    private final int kills;

    Killer(Killable part, int kills, long seed) {
        this.part = part;
        this.kills = kills;
        this.random = new Random(seed);
    }

    /** Completes when the part serves again after the last kill. */
    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(this::run, each -> Thread.ofPlatform().start(each));
    }

    private void run() {
        try {
            for (int kill = 0; kill < kills; kill++) {
                awaitMoment();
                part.kill();
                part.startAgain();
            }
            part.awaitReady();
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** In one of four cases while it still starts. */
    private void awaitMoment() throws IOException, InterruptedException {
        if (random.nextInt(4) == 0) {
            part.run(Duration.ofMillis(random.nextInt(SINCE_START_MAX_MILLIS)));
        } else {
            part.awaitReady();
            part.run(Duration.ofMillis(random.nextInt(AFTER_READY_MAX_MILLIS)));
        }
    }
}
