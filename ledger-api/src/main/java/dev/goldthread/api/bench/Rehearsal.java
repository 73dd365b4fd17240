package dev.goldthread.api.bench;

/**
 * A little of what {@code bench} measures, done for the JVM alone: what it loads and links
 * meanwhile, the launcher keeps for later starts (JEP 483).
 */
public final class Rehearsal {

    private static final int BATCH = 1_000;
    private static final int SMALL_BATCH = 10;
    private static final int SMALL_BATCHES = 5;
    private static final int EVENTS_A_QUESTION = 50;
    private static final int REQUIREMENTS = 88;

    /** The ledger that rehearses. */
    public interface Stage {

        /**
         * @param lines events as application/x-ndjson
         * @param wait for their receipts
         */
        void send(byte[] lines, boolean wait);

        /**
         * @param path with query
         */
        void ask(String path);
    }

    private final Stage stage;

    public Rehearsal(Stage stage) {
        this.stage = stage;
    }

    /**
     * Waits for what it asks of.
     *
     * @param events to send in batches, at least 1
     */
    public void run(int events) {
        for (int from = 0; from < events; from += BATCH) {
            stage.send(BenchBodies.lines(from, Math.min(BATCH, events - from)), false);
        }
        for (int i = 0; i < SMALL_BATCHES; i++) {
            long from = events + (long) i * SMALL_BATCH;
            stage.send(BenchBodies.lines(from, SMALL_BATCH), true);
        }
        ReleaseEvents release = new ReleaseEvents("rehearsal", REQUIREMENTS);
        stage.send(ReleaseEvents.lines(release.all()), true);
        String path = "/v1/products/%s/releases/%s".formatted(release.product(), release.version());
        for (int i = 0; i < Math.ceilDiv(events, EVENTS_A_QUESTION); i++) {
            stage.ask(path + "/trace");
            stage.ask(path + "/matrix");
        }
    }
}
