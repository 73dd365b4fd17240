package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The latest checkpoints of one log with what was added to them. Callers synchronize. */
final class LogNotes {

    private final Origin origin;
    private final int sizesMax;
    private final TreeMap<Long, Note> bySize = new TreeMap<>();

    private static final class Note {
        private final Checkpoint checkpoint;
        private final Digest hash;
        private final Instant signedAt;
        private final List<Bytes> timestamps = new ArrayList<>(0);
        private SignedNote merged;

        Note(Checkpoint checkpoint, SignedNote note, Instant signedAt) {
            this.checkpoint = checkpoint;
            this.merged = note;
            this.hash = Digest.sha256(note.toBytes());
            this.signedAt = signedAt;
        }
    }

    LogNotes(Origin origin, int sizesMax) {
        this.origin = origin;
        this.sizesMax = sizesMax;
    }

    /**
     * Takes a record's value.
     *
     * @return why it says nothing about this log, if so
     */
    Optional<String> add(CheckpointKind kind, byte[] value, Optional<Digest> of, Instant at) {
        try {
            switch (kind) {
                case CHECKPOINT -> addCheckpoint(SignedNote.parse(value), at);
                case COSIGNATURE -> addCosignatures(SignedNote.parse(value));
                case TIMESTAMP -> of.ifPresent(hash -> addTimestamp(hash, new Bytes(value)));
            }
            return Optional.empty();
        } catch (MalformedException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Of two keys that signed one size, the later one goes on; cosignatures are of the text. */
    private void addCheckpoint(SignedNote note, Instant at) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin.text())) {
            throw new MalformedException("origin", origin.text(), checkpoint.origin());
        }
        bySize.put(checkpoint.size(), new Note(checkpoint, note, at));
        if (bySize.size() > sizesMax) {
            bySize.pollFirstEntry();
        }
    }

    private void addCosignatures(SignedNote cosigned) {
        Note note = bySize.get(Checkpoint.parse(cosigned.text()).size());
        if (note == null || !note.merged.text().equals(cosigned.text())) {
            return;
        }
        for (NoteSignature signature : cosigned.signatures()) {
            if (!note.merged.signatures().contains(signature)
                    && note.merged.signatures().size() < SignedNote.SIGNATURES_MAX) {
                note.merged = note.merged.with(signature);
            }
        }
    }

    private void addTimestamp(Digest hash, Bytes response) {
        // A timestamp comes seconds after its checkpoint: look from the end.
        for (Note note : bySize.descendingMap().values()) {
            if (note.hash.equals(hash)) {
                note.timestamps.add(response);
                return;
            }
        }
    }

    Optional<PublishedCheckpoint> latest() {
        return Optional.ofNullable(bySize.lastEntry()).map(Map.Entry::getValue).map(LogNotes::told);
    }

    Optional<PublishedCheckpoint> at(long size) {
        return Optional.ofNullable(bySize.get(size)).map(LogNotes::told);
    }

    Optional<PublishedCheckpoint> atLeast(long size) {
        return Optional.ofNullable(bySize.ceilingEntry(size))
                .map(Map.Entry::getValue)
                .map(LogNotes::told);
    }

    private static PublishedCheckpoint told(Note note) {
        return new PublishedCheckpoint(
                note.checkpoint, note.merged, note.hash, note.timestamps, note.signedAt);
    }
}
