package dev.goldthread.streams.export;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One checkpoint with everything that came for it, in whatever order. Not thread-safe. */
final class PublishedNote {

    private final String text;
    private final Set<NoteSignature> own = new LinkedHashSet<>();
    private final Map<String, NoteSignature> cosignatures = new LinkedHashMap<>();
    private final Map<Digest, byte[]> timestamps = new LinkedHashMap<>();

    PublishedNote(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A note by the log; the same one may come twice, or by two keys. */
    void addOwn(SignedNote note) {
        own.addAll(note.signatures());
    }

    /** Of one witness the last line counts. */
    void addCosignatures(SignedNote note) {
        note.signatures()
                .forEach(line -> cosignatures.put(line.keyName() + " " + line.keyId(), line));
    }

    /** Answers whether the stamp is over this note, as one of its keys signed it. */
    boolean addTimestamp(Digest stamped, byte[] response) {
        boolean isOurs =
                own.stream()
                        .map(line -> new SignedNote(text, List.of(line)))
                        .anyMatch(note -> Digest.sha256(note.toBytes()).equals(stamped));
        if (isOurs) {
            timestamps.put(stamped, response);
        }
        return isOurs;
    }

    Map<Digest, byte[]> timestamps() {
        return Map.copyOf(timestamps);
    }

    int cosignatures() {
        return cosignatures.size();
    }

    /** The log's signatures first. */
    SignedNote note() {
        List<NoteSignature> lines = new ArrayList<>(own);
        lines.addAll(cosignatures.values());
        return new SignedNote(
                text, lines.subList(0, Math.min(lines.size(), SignedNote.SIGNATURES_MAX)));
    }
}
