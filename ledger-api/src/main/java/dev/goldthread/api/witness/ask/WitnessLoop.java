package dev.goldthread.api.witness.ask;

import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessReply;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings every new checkpoint of every log to one witness. Only {@link #figures} may be called by
 * other threads than the one that looks.
 */
final class WitnessLoop implements Loop.Look {

    private static final Logger LOG = System.getLogger(WitnessLoop.class.getName());

    /** The size told may be outdated when the next request comes, by another sender of ours. */
    private static final int TRIES_MAX = 4;

    private final VerifierKey key;
    private final WitnessClient client;
    private final CheckpointFeed feed;
    private final ConsistencyProofs proofs;
    private final CosignatureSink sink;
    private final Attempts<Product> attempts;
    private final Attempts<VerifierKey> reaching;
    private final Map<Product, Long> knownSizes = new HashMap<>();
    private final Map<Product, String> settledTexts = new HashMap<>();
    private volatile WitnessFigures figures;

    WitnessLoop(
            WitnessAddress witness,
            CheckpointFeed feed,
            ConsistencyProofs proofs,
            CosignatureSink sink,
            Pace pace) {
        this.key = witness.key();
        this.client = new WitnessClient(witness.submission(), Outbound.DEFAULT);
        this.feed = feed;
        this.proofs = proofs;
        this.sink = sink;
        this.attempts = new Attempts<>(pace, System::nanoTime);
        this.reaching = new Attempts<>(pace, System::nanoTime);
        this.figures = new WitnessFigures(key.name().text(), 0, 0, 0, 0, Optional.empty());
    }

    WitnessFigures figures() {
        return figures;
    }

    @Override
    public void look() {
        int pending = 0;
        for (Product product : feed.products()) {
            Optional<SignedNote> open =
                    feed.latest(product)
                            .map(LatestCheckpoint::note)
                            .filter(note -> !isSettled(product, note));
            if (open.isPresent() && !tryToCosign(product, open.get())) {
                pending++;
            }
        }
        figures = withPending(pending);
    }

    private boolean isSettled(Product product, SignedNote note) {
        if (note.text().equals(settledTexts.get(product))) {
            return true;
        }
        if (note.verifiedBy(key)) {
            settle(product, note);
            return true;
        }
        return false;
    }

    private void settle(Product product, SignedNote note) {
        settledTexts.put(product, note.text());
        knownSizes.put(product, Checkpoint.parse(note.text()).size());
        attempts.succeeded(product);
    }

    /** Whether the witness has cosigned the note now, and it is kept. */
    private boolean tryToCosign(Product product, SignedNote note) {
        if (!reaching.mayTry(key) || !attempts.mayTry(product)) {
            return false;
        }
        try {
            SignedNote cosigned = ask(product, ownLines(note));
            sink.keep(product, cosigned);
            settle(product, note);
            succeed(Checkpoint.parse(note.text()).size());
            return true;
        } catch (IOException e) {
            attempts.failed(product);
            fail(product, e);
        }
        return false;
    }

    /** Cosignatures of others are none of this witness's business. */
    private static SignedNote ownLines(SignedNote note) {
        String origin = Checkpoint.parse(note.text()).origin();
        List<NoteSignature> own =
                note.signatures().stream()
                        .filter(line -> line.keyName().text().equals(origin))
                        .toList();
        return own.isEmpty() ? note : new SignedNote(note.text(), own);
    }

    private SignedNote ask(Product product, SignedNote note) throws IOException {
        long size = Checkpoint.parse(note.text()).size();
        long from = knownSizes.getOrDefault(product, 0L);
        for (int i = 0; i < TRIES_MAX; i++) {
            if (from > size) {
                throw new IOException(
                        "it has cosigned size %d of this log, beyond our newest, %d; was the log rolled back?"
                                .formatted(from, size));
            }
            switch (submit(AddCheckpoint.of(from, proof(product, from, size), note))) {
                case WitnessReply.Cosignatures cosignatures -> {
                    return verified(note, cosignatures.lines());
                }
                case WitnessReply.Refused refused ->
                        throw new IOException(
                                "it answered %d: %s".formatted(refused.status(), refused.reason()));
                case WitnessReply.Conflict conflict -> {
                    if (conflict.knownSize() == from) {
                        throw new IOException(
                                "it has cosigned another root at size %d; this log has been signed twice"
                                        .formatted(from));
                    }
                    from = conflict.knownSize();
                    knownSizes.put(product, from);
                }
            }
        }
        throw new IOException("it named another size each time it was asked");
    }

    /** A witness that is away is left alone for a while, whichever log comes next. */
    private WitnessReply submit(AddCheckpoint request) throws IOException {
        try {
            WitnessReply reply = client.submit(request);
            reaching.succeeded(key);
            return reply;
        } catch (IOException e) {
            reaching.failed(key);
            throw e;
        }
    }

    private List<Digest> proof(Product product, long from, long to) throws IOException {
        return from == 0 || from == to ? List.of() : proofs.between(product, from, to);
    }

    private SignedNote verified(SignedNote note, List<NoteSignature> lines) throws IOException {
        List<NoteSignature> valid =
                lines.stream().filter(line -> key.verifies(note.text(), line)).toList();
        if (valid.isEmpty()) {
            throw new IOException(
                    "its answer holds no valid cosignature by %s; check its verifier key"
                            .formatted(key.text()));
        }
        return new SignedNote(note.text(), valid);
    }

    private void succeed(long size) {
        WitnessFigures now = figures;
        figures =
                new WitnessFigures(
                        now.witness(),
                        now.pending(),
                        now.cosigned() + 1,
                        now.failed(),
                        size,
                        Optional.empty());
    }

    private void fail(Product product, IOException e) {
        WitnessFigures now = figures;
        String problem = "%s: %s".formatted(product, e.getMessage());
        if (!now.problem().equals(Optional.of(problem))) {
            LOG.log(Level.WARNING, "witness {0} did not cosign {1}", now.witness(), problem);
        }
        figures =
                new WitnessFigures(
                        now.witness(),
                        now.pending(),
                        now.cosigned(),
                        now.failed() + 1,
                        now.lastSize(),
                        Optional.of(problem));
    }

    private WitnessFigures withPending(int pending) {
        WitnessFigures now = figures;
        return new WitnessFigures(
                now.witness(),
                pending,
                now.cosigned(),
                now.failed(),
                now.lastSize(),
                now.problem());
    }
}
