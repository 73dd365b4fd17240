package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A bundle's newest checkpoint, verified, with what other notes of the log are held against.
 *
 * @param newest takes the keys that are trusted
 * @param earlier takes the keys inside the bundle too: what such a note says is confirmed by the
 *     tree, and a key of before a rotation is seldom at hand
 */
record SignedHead(Origin origin, Notes.Signed signed, Notes newest, Notes earlier) {

    Checkpoint checkpoint() {
        return signed.checkpoint();
    }

    List<String> unchecked() {
        Set<String> lines = new LinkedHashSet<>(newest.unchecked());
        lines.addAll(earlier.unchecked());
        return List.copyOf(lines);
    }

    /** Empty, with a flaw, when nothing may be built on the note. */
    static Optional<SignedHead> read(
            byte[] note, List<VerifierKey> inside, Trust trust, String keyFile, Flaws flaws) {
        Optional<Origin> claimed = origin(note, flaws);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = claimed.get();
        flaws.name(origin);
        KeyLines.checkNames(inside, origin.text(), keyFile, flaws);
        List<VerifierKey> trusted =
                trust.logKeys().isEmpty() ? inside : trust.keysOf(origin.text());
        if (trusted.isEmpty()) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    "origin",
                    "that of a trusted key",
                    origin.text(),
                    "no key is at hand to verify this log with; give its verifier key");
            return Optional.empty();
        }
        Notes newest = new Notes(origin.text(), trusted, trust.witnesses(), flaws);
        Notes earlier =
                new Notes(
                        origin.text(),
                        Stream.concat(trusted.stream(), inside.stream()).distinct().toList(),
                        trust.witnesses(),
                        flaws);
        Optional<Notes.Signed> signed = newest.check(LogNames.CHECKPOINT, note);
        signed.ifPresent(
                head -> {
                    checkListed(head, inside, keyFile, flaws);
                    checkQuorum(head, trust, flaws);
                });
        return signed.map(head -> new SignedHead(origin, head, newest, earlier));
    }

    /** What the note says of itself decides which keys to hold it against; they decide then. */
    private static Optional<Origin> origin(byte[] note, Flaws flaws) {
        try {
            Origin origin = Origin.parse(Checkpoint.parse(SignedNote.parse(note).text()).origin());
            return Optional.of(origin);
        } catch (MalformedException e) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    e,
                    "this is no signed checkpoint: it was damaged or never signed");
        } catch (IllegalArgumentException e) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    "origin",
                    "<ledger-name>/<product>",
                    String.valueOf(e.getMessage()),
                    "this is no checkpoint of a product's log, whose names are at most %d characters long"
                            .formatted(Product.LENGTH_MAX));
        }
        return Optional.empty();
    }

    private static void checkListed(
            Notes.Signed head, List<VerifierKey> inside, String keyFile, Flaws flaws) {
        if (inside.stream()
                .noneMatch(key -> head.note().signatures().stream().anyMatch(key::isNamedBy))) {
            flaws.add(
                    keyFile,
                    "keys",
                    "the one that signed the checkpoint among them",
                    "other keys",
                    "the keys are not as they were exported");
        }
    }

    private static void checkQuorum(Notes.Signed head, Trust trust, Flaws flaws) {
        if (head.cosignatures() < trust.quorum()) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    "cosignatures",
                    "at least %d of %d trusted witnesses"
                            .formatted(trust.quorum(), trust.witnesses().size()),
                    Integer.toString(head.cosignatures()),
                    "the witnesses were not shown this log: its owner may show others another one");
        }
    }
}
