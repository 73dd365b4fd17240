package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.BundleReport.Subject;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.Heading;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.core.seal.VerifierKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Verifies one exported event from its six files: body and schema text by the seal, the seal by the
 * proof, the proof by the signed checkpoint. What is in the files never makes it throw.
 */
public final class EventVerifier {

    private static final int BODY_BYTES_MAX = 2 << 20;

    private final BundleFiles bundle;
    private final Trust trust;
    private final Flaws flaws = new Flaws();
    private final Reading files;

    private EventVerifier(BundleFiles bundle, Trust trust) {
        this.bundle = bundle;
        this.trust = trust;
        this.files = new Reading(bundle, flaws);
    }

    public static BundleReport verify(BundleFiles bundle, Trust trust) {
        return new EventVerifier(bundle, trust).run();
    }

    private BundleReport run() {
        Listing.only(bundle, EventNames.ALL, flaws);
        List<VerifierKey> inside = KeyLines.read(files, EventNames.KEY, flaws);
        Optional<byte[]> note = files.whole(EventNames.CHECKPOINT, Notes.LENGTH_MAX_BYTES);
        Optional<SignedHead> head =
                note.flatMap(bytes -> SignedHead.read(bytes, inside, trust, EventNames.KEY, flaws));
        Optional<Seal> seal = seal();
        Optional<TlogProof> proof = proof(note);
        if (head.isPresent() && seal.isPresent() && proof.isPresent()) {
            checkProof(head.get().checkpoint(), seal.get(), proof.get());
        }
        head.ifPresent(this::checkSeen);
        Optional<EventId> id =
                seal.flatMap(known -> heading(known, head.map(SignedHead::origin)))
                        .map(Heading::id);
        return BundleReport.of(
                head,
                new Subject.OneEvent(seal.map(Seal::seq), seal.map(Seal::sealedAt), id),
                trust,
                flaws,
                List.of());
    }

    private Optional<Seal> seal() {
        return files.exactly(EventNames.SEAL, Seal.LENGTH_BYTES)
                .flatMap(
                        bytes -> {
                            try {
                                return Optional.of(Seal.parse(bytes));
                            } catch (MalformedException e) {
                                flaws.add(
                                        EventNames.SEAL,
                                        e,
                                        "the seal cannot be read: it was damaged, or never written by a sealer");
                                return Optional.empty();
                            }
                        });
    }

    private Optional<TlogProof> proof(Optional<byte[]> note) {
        Optional<byte[]> content = files.whole(EventNames.PROOF, 2 * Notes.LENGTH_MAX_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            TlogProof proof = TlogProof.parse(content.get());
            if (note.isPresent() && !Arrays.equals(proof.checkpoint().toBytes(), note.get())) {
                flaws.add(
                        EventNames.PROOF,
                        "checkpoint",
                        "the one in file checkpoint",
                        "another",
                        "one of the two was changed or belongs to another export");
            }
            if (!Arrays.equals(proof.toBytes(), content.get())) {
                throw new MalformedException("proof", "in its only form", "another");
            }
            return Optional.of(proof);
        } catch (MalformedException e) {
            flaws.add(EventNames.PROOF, e, "this is no proof: it was damaged");
            return Optional.empty();
        }
    }

    private void checkProof(Checkpoint checkpoint, Seal seal, TlogProof proof) {
        if (proof.index() != seal.seq()) {
            flaws.add(
                    EventNames.PROOF,
                    seal.seq(),
                    "index",
                    Long.toString(seal.seq()),
                    Long.toString(proof.index()),
                    "the proof is for another entry, or the seal was changed");
        }
        if (!ProofVerifier.verifyInclusion(
                seal.leaf(), proof.index(), checkpoint.size(), proof.path(), checkpoint.root())) {
            flaws.add(
                    EventNames.PROOF,
                    seal.seq(),
                    "root",
                    "%s over %d entries, from leaf %s"
                            .formatted(checkpoint.root(), checkpoint.size(), seal.leaf()),
                    "not reached by the %d hashes of the path".formatted(proof.path().size()),
                    "this seal is not in the log that was signed: seal or proof was changed");
        }
    }

    /** Without the log's other leaves, only a checkpoint of the same size can be held against. */
    private void checkSeen(SignedHead head) {
        for (int i = 0; i < trust.seen().size(); i++) {
            String name = "known checkpoint " + (i + 1);
            head.newest()
                    .check(name, trust.seen().get(i))
                    .map(Notes.Signed::checkpoint)
                    .filter(known -> known.size() == head.checkpoint().size())
                    .filter(known -> !known.root().equals(head.checkpoint().root()))
                    .ifPresent(
                            known ->
                                    flaws.add(
                                            EventNames.CHECKPOINT,
                                            "root",
                                            "%s, as %s says".formatted(known.root(), name),
                                            head.checkpoint().root().hex(),
                                            "two signed checkpoints of one size differ: the log shows two histories; keep both notes as proof"));
        }
    }

    private Optional<Heading> heading(Seal seal, Optional<Origin> origin) {
        Optional<byte[]> body = files.whole(EventNames.BODY, BODY_BYTES_MAX);
        SchemaTexts schemas = new SchemaTexts(files, flaws);
        Optional<Schema> schema = schemas.find(seal.schema(), EventNames.SCHEMA, seal.seq());
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Digest found = Digest.sha256(body.get());
        if (!found.equals(seal.body())) {
            addFlaw(
                    seal,
                    "body",
                    seal.body().hex(),
                    found.hex(),
                    "the event was changed after it was sealed, or the seal was");
            return Optional.empty();
        }
        Optional<Heading> heading = schema.flatMap(writer -> decode(seal, body.get(), writer));
        if (heading.isPresent() && origin.isPresent()) {
            checkProduct(seal, heading.get(), origin.get());
        }
        return heading;
    }

    private Optional<Heading> decode(Seal seal, byte[] body, Schema writer) {
        try {
            return Optional.of(EventCodec.decodeHeading(body, writer));
        } catch (UndecodableException | StackOverflowError e) {
            addFlaw(
                    seal,
                    "body",
                    "an event under its schema",
                    String.valueOf(e.getMessage()),
                    "the sealed bytes are no event: no sealer takes such a body");
            return Optional.empty();
        }
    }

    private void checkProduct(Seal seal, Heading heading, Origin origin) {
        if (!heading.product().equals(origin.product())) {
            addFlaw(
                    seal,
                    "product",
                    origin.product().name(),
                    heading.product().name(),
                    "the event was sealed into another product's log");
        }
    }

    private void addFlaw(Seal seal, String field, String expected, String found, String meaning) {
        flaws.add(EventNames.BODY, seal.seq(), field, expected, found, meaning);
    }
}
