package dev.goldthread.api.witness;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessDecision;
import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Keeps the requests that speak against a log: validly signed, yet not what was cosigned before
 * (C2SP tlog-witness: "it might be proof of log misbehavior"). Safe for any thread.
 *
 * <p>Two roots at one size are proof by themselves; a new one takes a new signature of the log, so
 * they are all kept. A proof that does not lead on may be a mistake that anybody can send, so of
 * these only the first {@link #UNPROVEN_MAX}.
 */
final class Misbehaviour {

    static final int UNPROVEN_MAX = 100;

    private static final Logger LOG = System.getLogger(Misbehaviour.class.getName());
    private static final String UNPROVEN = "unproven-";

    private final Path folder;

    Misbehaviour(Path folder) {
        this.folder = folder;
    }

    synchronized void keep(AddCheckpoint request, WitnessDecision decision) {
        String name =
                switch (decision) {
                    case WitnessDecision.OtherRoot _ -> "split-";
                    case WitnessDecision.NotConsistent _ -> UNPROVEN;
                    case WitnessDecision.Cosign _,
                            WitnessDecision.UnknownLog _,
                            WitnessDecision.Untrusted _,
                            WitnessDecision.OldAboveNew _,
                            WitnessDecision.OtherSize _ ->
                            "";
                };
        if (name.isEmpty()) {
            return;
        }
        Path file = folder.resolve(name + Digest.sha256(request.note().text()).hex() + ".txt");
        try {
            if (!Files.exists(file) && (!name.equals(UNPROVEN) || hasRoom())) {
                WholeFile.write(file, request.toBytes());
                LOG.log(
                        Level.ERROR,
                        "{0} signed what does not go on from the checkpoint cosigned before ({1}); the request is kept as {2}",
                        request.checkpoint().origin(),
                        decision.message(),
                        file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file), e);
        }
    }

    private boolean hasRoom() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(UNPROVEN)).count()
                    < UNPROVEN_MAX;
        }
    }
}
