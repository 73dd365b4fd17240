package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks signed checkpoints of one log: who signed, and whether every line that can be is valid.
 */
final class Notes {

    static final int LENGTH_MAX_BYTES = 1 << 20;

    private static final String NO_CHECKPOINT =
            "this is no signed checkpoint: it was damaged or never signed";

    /** Enough to see what kind they are. */
    private static final int UNCHECKED_MAX = 100;

    private final String origin;
    private final List<VerifierKey> keys;
    private final List<VerifierKey> witnesses;
    private final Flaws flaws;
    private final List<String> unchecked = new ArrayList<>();

    /**
     * A checkpoint whose signature is valid.
     *
     * @param cosignatures how many of the trusted witnesses signed it
     */
    record Signed(Checkpoint checkpoint, SignedNote note, int cosignatures) {

        /**
         * What a timestamp may be over: SHA-256 of the note with one signature alone, the log's
         * own. Where a key took over from another, both signed.
         */
        List<Digest> hashes() {
            return note.signatures().stream()
                    .filter(line -> line.keyName().text().equals(checkpoint.origin()))
                    .map(line -> new SignedNote(note.text(), List.of(line)))
                    .map(own -> Digest.sha256(own.toBytes()))
                    .toList();
        }
    }

    Notes(String origin, List<VerifierKey> keys, List<VerifierKey> witnesses, Flaws flaws) {
        this.origin = origin;
        this.keys = keys;
        this.witnesses = witnesses;
        this.flaws = flaws;
    }

    /** Signature lines by keys that nobody gave, so nothing could be said of them; not all. */
    List<String> unchecked() {
        return List.copyOf(unchecked);
    }

    /** Reads a note and checks every line; empty when its text may not be used. */
    Optional<Signed> check(String file, byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            if (!Arrays.equals(note.toBytes(), bytes)) {
                throw new MalformedException("note", "in its only form", "another");
            }
            return check(file, note);
        } catch (MalformedException e) {
            flaws.add(file, e, NO_CHECKPOINT);
            return Optional.empty();
        }
    }

    /** The same for a note that was read already. */
    Optional<Signed> check(String file, SignedNote note) {
        if (!isSignedByLog(file, note)) {
            return Optional.empty();
        }
        try {
            return checked(file, note, Checkpoint.parse(note.text()));
        } catch (MalformedException e) {
            flaws.add(file, e, NO_CHECKPOINT);
            return Optional.empty();
        }
    }

    private Optional<Signed> checked(String file, SignedNote note, Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin)) {
            flaws.add(
                    file,
                    "origin",
                    origin,
                    checkpoint.origin(),
                    "this is another log's checkpoint");
            return Optional.empty();
        }
        int cosignatures = 0;
        for (VerifierKey witness : witnesses) {
            cosignatures += isCosigned(file, note, witness) ? 1 : 0;
        }
        noteUnknown(file, note);
        return Optional.of(new Signed(checkpoint, note, cosignatures));
    }

    /** One of the log's keys signed, and every line of any of them is valid. */
    private boolean isSignedByLog(String file, SignedNote note) {
        List<VerifierKey> own =
                keys.stream()
                        .filter(key -> note.signatures().stream().anyMatch(key::isNamedBy))
                        .toList();
        if (!own.isEmpty() && own.stream().allMatch(note::verifiedBy)) {
            return true;
        }
        flaws.add(
                file,
                "signature",
                "by " + String.join(" or ", keys.stream().map(VerifierKey::text).toList()),
                own.isEmpty()
                        ? "by other keys: " + note.signatures().getFirst().keyName()
                        : "invalid",
                "nothing that this checkpoint says can be used: it was changed after it was signed, or the key is not the log's");
        return false;
    }

    private boolean isCosigned(String file, SignedNote note, VerifierKey witness) {
        if (note.signatures().stream().noneMatch(witness::isNamedBy)) {
            return false;
        }
        if (note.verifiedBy(witness)) {
            return true;
        }
        flaws.add(
                file,
                "cosignature",
                "a valid one by " + witness.name(),
                "invalid",
                "the witness did not sign this checkpoint: the line was changed or made up");
        return false;
    }

    private void noteUnknown(String file, SignedNote note) {
        Set<String> names = new HashSet<>();
        note.signatures().stream()
                .filter(line -> keys.stream().noneMatch(key -> key.isNamedBy(line)))
                .filter(line -> witnesses.stream().noneMatch(key -> key.isNamedBy(line)))
                .map(line -> "%s in %s".formatted(line.keyName(), file))
                .filter(names::add)
                .limit(UNCHECKED_MAX - unchecked.size())
                .forEach(unchecked::add);
    }
}
