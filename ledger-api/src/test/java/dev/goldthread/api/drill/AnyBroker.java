package dev.goldthread.api.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Kills another broker of a cluster each time, one at a time. */
final class AnyBroker implements Killable {

    private final ThreeBrokers brokers;
    private final Random random;
    private int broker;

    /**
     * @param seed decides which
     */
    AnyBroker(ThreeBrokers brokers, long seed) {
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
    public void kill() {
        broker = random.nextInt(brokers.count());
        brokers.kill(broker);
    }

    @Override
    public void startAgain() throws IOException {
        brokers.startAgain(broker);
    }
}
