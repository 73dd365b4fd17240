package dev.goldthread.streams.keys;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** The other program of some tests, which not every machine has. */
public final class OpenSsl {

    private OpenSsl() {}

    /** Skips the test where there is none. */
    public static void needed() throws InterruptedException {
        assumeTrue(isThere(), "there is no openssl on the PATH");
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
