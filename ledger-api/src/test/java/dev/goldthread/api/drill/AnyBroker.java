package dev.goldthread.api.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * Kills any broker of a cluster, one at a time: the next one when every other has all that it
 * should have. With all of them away a ledger of three copies has none, see decision 009.
 */
final class AnyBroker implements Killable {

    private final Outside outside;
    private final ThreeBrokers brokers;
    private final Random random;
    private int broker;

    /**
     * @param seed decides which
     */
    AnyBroker(Outside outside, ThreeBrokers brokers, long seed) {
        this.outside = outside;
        this.brokers = brokers;
        this.random = new Random(seed);
    }

    @Override
    public String name() {
        return "broker";
    }

    /** Waits for the one that was killed last. */
    @Override
    public void awaitReady() throws IOException, InterruptedException {
        brokers.child(broker).awaitReady(Brokers.BACK_MAX);
    }

    @Override
    public void run(Duration time) throws IOException, InterruptedException {
        brokers.child(broker).run(time);
    }

    @Override
    public void kill() throws InterruptedException {
        outside.awaitAllCopies();
        broker = random.nextInt(brokers.count());
        brokers.kill(broker);
    }

    @Override
    public void startAgain() throws IOException {
        brokers.startAgain(broker);
    }
}
