package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Cosigned;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Signed;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Stamped;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Unfit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The latest checkpoints of one log with what was added to them. Callers synchronize. */
final class LogNotes {

    private final int sizesMax;
    private final TreeMap<Long, Note> bySize = new TreeMap<>();

    private static final class Note {
        private final Checkpoint checkpoint;
        private final Digest hash;
        private final Instant signedAt;
        private final List<Bytes> timestamps = new ArrayList<>(0);
        private SignedNote merged;

        Note(Signed signed, Instant signedAt) {
            this.checkpoint = signed.checkpoint();
            this.merged = signed.note();
            this.hash = signed.hash();
            this.signedAt = signedAt;
        }
    }

    LogNotes(int sizesMax) {
        this.sizesMax = sizesMax;
    }

    void add(CheckpointRecord record, Instant at) {
        switch (record) {
            case Signed signed -> addCheckpoint(signed, at);
            case Cosigned cosigned -> addCosignatures(cosigned);
            case Stamped stamped ->
                    stamped.note().ifPresent(hash -> addTimestamp(hash, stamped.response()));
            case Unfit _ -> {}
        }
    }

    /** Of two keys that signed one size, the later one goes on; cosignatures are of the text. */
    private void addCheckpoint(Signed signed, Instant at) {
        Checkpoint checkpoint = signed.checkpoint();
        bySize.put(checkpoint.size(), new Note(signed, at));
        if (bySize.size() > sizesMax) {
            bySize.pollFirstEntry();
        }
    }

    private void addCosignatures(Cosigned cosigned) {
        Note note = bySize.get(cosigned.checkpoint().size());
        if (note == null || !note.merged.text().equals(cosigned.note().text())) {
            return;
        }
        for (NoteSignature signature : cosigned.note().signatures()) {
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
