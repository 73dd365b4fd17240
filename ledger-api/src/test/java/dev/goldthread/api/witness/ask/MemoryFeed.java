package dev.goldthread.api.witness.ask;

import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the topic of checkpoints would tell, in memory: notes, merged with what was kept. */
final class MemoryFeed implements CheckpointFeed {

    private final Map<Product, SignedNote> signed = new ConcurrentHashMap<>();
    private final List<SignedNote> cosignatures = new CopyOnWriteArrayList<>();
    private final List<Digest> stamped = new CopyOnWriteArrayList<>();

    void publish(SampleLog log, long size) {
        signed.put(log.origin().product(), log.note(size));
    }

    void keep(Product product, SignedNote cosigned) {
        cosignatures.add(cosigned);
    }

    void keep(Digest noteHash) {
        stamped.add(noteHash);
    }

    List<SignedNote> cosignatures() {
        return List.copyOf(cosignatures);
    }

    List<Digest> stamped() {
        return List.copyOf(stamped);
    }

    @Override
    public List<Product> products() {
        return signed.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<LatestCheckpoint> latest(Product product) {
        return Optional.ofNullable(signed.get(product)).map(this::latest);
    }

    private LatestCheckpoint latest(SignedNote note) {
        List<NoteSignature> lines = new ArrayList<>(note.signatures());
        cosignatures.stream()
                .filter(each -> each.text().equals(note.text()))
                .forEach(each -> lines.addAll(each.signatures()));
        Digest hash = Digest.sha256(note.toBytes());
        return new LatestCheckpoint(
                new SignedNote(note.text(), lines),
                hash,
                (int) stamped.stream().filter(hash::equals).count());
    }
}
