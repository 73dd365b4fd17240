package dev.goldthread.api.witness.ask;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that looks for something to do, again and again, until closed. */
final class Loop implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Loop.class.getName());
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** One look. */
    @FunctionalInterface
    interface Look {
        void look();
    }

    Loop(String name, Duration pause, Look look) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> run(pause, look));
    }

    private void run(Duration pause, Look look) {
        try {
            do {
                lookOnce(look);
            } while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() could not wait any longer
        }
    }

    /** An error in one look, say by a feed that is away, must not end all further ones. */
    private static void lookOnce(Look look) {
        try {
            look.look();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "outsiders could not be asked now; trying again", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSE_MAX)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
