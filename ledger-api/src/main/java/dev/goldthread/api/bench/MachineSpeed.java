package dev.goldthread.api.bench;

import dev.goldthread.core.event.Digest;

/**
 * How fast one core is, by the work that the ledger cannot avoid: the SHA-256 of 500 bytes. The
 * absolute aims were set on a machine that took 357 ns for it.
 */
final class MachineSpeed {

    private static final int BYTES = 500;
    private static final int ROUNDS = 7;
    private static final int HASHES = 200_000;

    private MachineSpeed() {}

    /** The median of a few rounds, of which the first only warm up. */
    static Figure measure() {
        byte[] bytes = new byte[BYTES];
        Percentiles nanos = new Percentiles();
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < HASHES; i++) {
                // Each over the one before, so that none can be left out.
                System.arraycopy(Digest.sha256(bytes, 0, BYTES).toBytes(), 0, bytes, 0, 32);
            }
            if (round >= 0) {
                nanos.add((System.nanoTime() - start) / HASHES);
            }
        }
        return Figure.of(
                "SHA-256 of 500 bytes, one thread",
                nanos.millis(50) * 1e6,
                "ns",
                "357 where the aims were set");
    }
}
