package dev.goldthread.api.witness;

import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A witness in a process of its own that ends, as by {@code kill -9}, between keeping a checkpoint
 * of an odd size and answering, or just before keeping one whose size is divisible by 4.
 */
final class CrashingWitness {

    private CrashingWitness() {}

    public static void main(String[] args) throws Exception {
        SampleLog log = new SampleLog("pump", "a", 0);
        WitnessServer server =
                WitnessServer.start(
                        new WitnessOptions(
                                Path.of(args[0]),
                                "127.0.0.1",
                                0,
                                Optional.of(new KeyName("w")),
                                List.of(new WatchedLog(log.origin().text(), List.of(log.key()))),
                                1000),
                        CrashingWitness::crashing);
        System.out.println(server.address());
        System.in.read(); // ends with its parent
        Runtime.getRuntime().halt(0);
    }

    private static Memory crashing(Memory memory) {
        return new Memory() {
            @Override
            public Optional<SignedNote> last(String origin) throws IOException {
                return memory.last(origin);
            }

            @Override
            public void keep(String origin, SignedNote note) throws IOException {
                long size = Long.parseLong(note.text().split("\n", -1)[1]);
                if (size % 4 == 0) {
                    Runtime.getRuntime().halt(137);
                }
                memory.keep(origin, note);
                if (size % 2 == 1) {
                    Runtime.getRuntime().halt(137);
                }
            }
        };
    }
}
