package dev.goldthread.core.bundle;

import dev.goldthread.core.Examples;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.CosignatureV1;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.core.seal.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log of real events, sealed, signed and witnessed by keys that the tests hold. */
final class LogFixture {

    static final Origin ORIGIN = Origin.parse("ledger.example.org/infusion-pump");

    /** The same schema as another text: one more line. */
    static final String OTHER_TEXT = EventSchema.TEXT + "\n";

    static final NoteSigner LOG = new NoteSigner(ORIGIN.keyName(), key(1));
    static final NoteSigner LOG_BEFORE = new NoteSigner(ORIGIN.keyName(), key(2));
    private static final Ed25519PrivateKey WITNESS_KEY = key(3);
    static final VerifierKey WITNESS =
            new VerifierKey(
                    new KeyName("witness.example.net"),
                    SignatureType.COSIGNATURE_V1,
                    WITNESS_KEY.publicKey());
    private static final List<byte[]> BODIES = bodies();

    /** One entry as it lies in the files. */
    record Entry(byte[] seal, byte[] body) {
        Entry {
            seal = seal.clone();
            body = body.clone();
        }

        Entry withBody(byte[] other) {
            return new Entry(seal, other);
        }

        Entry withSeal(Seal other) {
            return new Entry(other.toBytes(), body);
        }

        Seal parsed() {
            return Seal.parse(seal);
        }
    }

    private LogFixture() {}

    private static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[0] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    private static List<byte[]> bodies() {
        Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        List<byte[]> bodies = new ArrayList<>();
        for (Examples.Example example : Examples.valid()) {
            Admission admission =
                    gate.admit(
                            example.json(),
                            new Submission("test", "test", Optional.empty()),
                            Instant.parse("2026-05-02T10:00:00Z"));
            if (admission instanceof Admission.Accepted accepted
                    && accepted.event().event().product().equals(ORIGIN.product())) {
                bodies.add(accepted.body().toBytes());
            }
        }
        return bodies;
    }

    static byte[] body(long number) {
        return BODIES.get((int) (number % BODIES.size()));
    }

    /** Entries whose bodies begin with another event, so that two of them share no seal. */
    static List<Entry> entries(int size, int firstBody) {
        return append(new ArrayList<>(), size, firstBody);
    }

    /** The log with more entries; every seventh is written under the other text. */
    static List<Entry> append(List<Entry> before, int count, int firstBody) {
        List<Entry> entries = new ArrayList<>(before);
        LogHead head =
                before.isEmpty()
                        ? LogHead.EMPTY
                        : LogHead.after(
                                before.getLast().parsed(), before.getLast().parsed().leaf());
        for (int i = 0; i < count; i++) {
            byte[] body = body(firstBody + head.size());
            Digest schema = head.size() % 7 == 6 ? Digest.sha256(OTHER_TEXT) : EventSchema.HASH;
            Sealed sealed =
                    Chain.seal(
                            head,
                            1_780_000_000_000_000L + head.size() * 1_000,
                            schema,
                            Digest.sha256(body));
            entries.add(new Entry(sealed.seal().toBytes(), body));
            head = sealed.next();
        }
        return entries;
    }

    static SignedNote sign(List<Entry> entries, int size, NoteSigner signer) {
        CompactRange tree = CompactRange.EMPTY;
        for (Entry entry : entries.subList(0, size)) {
            tree = tree.append(entry.parsed().leaf());
        }
        return signer.sign(Checkpoint.of(ORIGIN, tree));
    }

    static SignedNote cosign(SignedNote note) {
        long timeSeconds = 1_780_000_100;
        byte[] signature = WITNESS_KEY.sign(CosignatureV1.message(timeSeconds, note.text()));
        byte[] blob =
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(timeSeconds)
                        .put(signature)
                        .array();
        return note.with(new NoteSignature(WITNESS.name(), WITNESS.keyId(), blob));
    }

    static Trust trust() {
        return new Trust(List.of(LOG.verifierKey()), List.of(WITNESS), 1, List.of());
    }

    static Trust trustAnd(SignedNote seen) {
        return new Trust(List.of(LOG.verifierKey()), List.of(), 0, List.of(seen));
    }

    static MemoryFiles exportWithoutEarlier(int size) {
        List<Entry> entries = entries(size, 0);
        return export(entries, cosign(sign(entries, size, LOG)));
    }

    /** An exported log with two earlier checkpoints, the first by the key before a rotation. */
    static MemoryFiles export(int size) {
        List<Entry> entries = entries(size, 0);
        MemoryFiles files = exportWithoutEarlier(size);
        if (size > 2) {
            files.put("checkpoints/1", sign(entries, 1, LOG_BEFORE).toBytes());
            files.put("checkpoints/" + (size - 1), cosign(sign(entries, size - 1, LOG)).toBytes());
        }
        return files;
    }

    static MemoryFiles export(List<Entry> entries, SignedNote note) {
        MemoryFiles files = new MemoryFiles();
        try (LogWriter writer = new LogWriter(files, note)) {
            for (Entry entry : entries) {
                writer.schema(
                        entry.parsed().schema().equals(EventSchema.HASH)
                                ? EventSchema.TEXT
                                : OTHER_TEXT);
                writer.entry(entry.parsed(), entry.body());
            }
            writer.finish(List.of(LOG_BEFORE.verifierKey(), LOG.verifierKey()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /**
     * What somebody writes who has everything but the key: entries, bodies and all tiles fit
     * together, the checkpoint stays as it was.
     */
    static MemoryFiles rewritten(MemoryFiles original, List<Entry> entries) {
        MemoryFiles files = original.copy();
        files.content
                .keySet()
                .removeIf(name -> name.startsWith("tile/") || name.startsWith("bodies/"));
        TileRows rows = new TileRows((tile, hashes) -> files.put(tile.path(), tile.encode(hashes)));
        try {
            for (int first = 0; first < entries.size(); first += 256) {
                List<Entry> bundle = entries.subList(first, Math.min(entries.size(), first + 256));
                EntryBundle place = new EntryBundle(first / 256, bundle.size());
                files.put(place.path(), seals(bundle));
                files.put(LogNames.bodies(place), bodies(bundle));
                for (Entry entry : bundle) {
                    rows.append(Merkle.leaf(entry.seal()));
                }
            }
            rows.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static byte[] seals(List<Entry> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * LogNames.ENTRY_BYTES);
        entries.forEach(entry -> bytes.putShort((short) Seal.LENGTH_BYTES).put(entry.seal()));
        return bytes.array();
    }

    private static byte[] bodies(List<Entry> entries) {
        int length = entries.stream().mapToInt(entry -> 4 + entry.body().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        entries.forEach(entry -> bytes.putInt(entry.body().length).put(entry.body()));
        return bytes.array();
    }

    static EventBundle event(List<Entry> entries, int seq) {
        MerkleTree tree = new MerkleTree();
        entries.forEach(entry -> tree.append(entry.parsed().leaf()));
        Entry entry = entries.get(seq);
        return new EventBundle(
                new Bytes(entry.body()),
                entry.parsed(),
                entry.parsed().schema().equals(EventSchema.HASH) ? EventSchema.TEXT : OTHER_TEXT,
                new TlogProof(
                        seq,
                        Proofs.inclusion(tree, seq, entries.size()),
                        cosign(sign(entries, entries.size(), LOG))),
                LOG.verifierKey());
    }
}
