package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.Leaves.Believed;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerifier;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Tile;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Judges one entry after the other by {@link ChainVerifier}. Unlike the chain alone it goes on
 * behind a flaw, with the leaf that the tree confirms, so that every flaw is found where it is. Not
 * thread-safe.
 */
final class EntryCheck {

    private static final byte[] NO_BODY = {};

    private final Origin origin;
    private final SchemaTexts schemas;
    private final Flaws flaws;
    private ChainVerifier chain;
    private CompactRange tree = CompactRange.EMPTY;
    private long lastSealedAtMicros;
    private long shift;

    EntryCheck(Origin origin, SchemaTexts schemas, Flaws flaws) {
        this.origin = origin;
        this.schemas = schemas;
        this.flaws = flaws;
        this.chain = ChainVerifier.fromStart(origin);
    }

    /** The tree over the entries so far. */
    CompactRange tree() {
        return tree;
    }

    /** Goes on behind an entry whose seal is not there. */
    void skip(Digest leaf) {
        goOn(leaf);
    }

    /**
     * Judges entry {@code i} of a bundle.
     *
     * @param body empty when it could not be read, of which there is a flaw already
     */
    void check(EntryBundle place, int i, byte[] bytes, Leaves leaves, Optional<byte[]> body) {
        if (!leaves.agreeAt(i) && leaves.believed() == Believed.SEALS) {
            addTileFlaw(place, i, leaves);
        }
        Optional<Seal> seal = parse(bytes);
        Optional<Schema> schema = seal.flatMap(known -> schema(known, leaves.isSealVouchedFor(i)));
        ChainVerdict verdict =
                chain.accept(
                        bytes,
                        expectedLeaf(leaves, i).toBytes(),
                        Optional.of(seal.map(Seal::schema).orElse(Digest.ZERO)),
                        body.orElse(NO_BODY));
        if (verdict instanceof Broken broken) {
            if (!isOfTheSameShift(broken, seal)) {
                addFlaw(broken, place, i, leaves, body);
            }
            seal.filter(known -> leaves.isSealVouchedFor(i))
                    .ifPresent(known -> lastSealedAtMicros = known.sealedAtMicros());
            goOn(leaves.at(i));
            return;
        }
        shift = 0;
        tree = chain.tree();
        lastSealedAtMicros = seal.map(Seal::sealedAtMicros).orElse(lastSealedAtMicros);
        if (body.isPresent() && schema.isPresent()) {
            checkContent(place, i, body.get(), schema.get());
        }
    }

    private void goOn(Digest leaf) {
        tree = tree.append(leaf);
        // Zeros are nothing's hash, but a file can hold them, and a head must not.
        Digest last = leaf.equals(Digest.ZERO) ? Merkle.EMPTY_ROOT : leaf;
        chain =
                ChainVerifier.after(
                        origin, new LogHead(tree.size(), last, lastSealedAtMicros), tree);
    }

    /** A tile that is known to be wrong must not make the seal look wrong. */
    private static Digest expectedLeaf(Leaves leaves, int i) {
        return leaves.believed() == Believed.SEALS
                ? leaves.computed().get(i)
                : leaves.stated().get(i);
    }

    private static Optional<Seal> parse(byte[] bytes) {
        try {
            return Optional.of(Seal.parse(bytes));
        } catch (MalformedException e) {
            // The chain says what is wrong with it.
            return Optional.empty();
        }
    }

    /** A schema hash that nothing vouches for names no file that would have to be there. */
    private Optional<Schema> schema(Seal seal, boolean isVouchedFor) {
        return isVouchedFor
                ? schemas.find(seal.schema(), LogNames.schema(seal.schema()), seal.seq())
                : Optional.empty();
    }

    /** One entry left out moves all that follow: that is one flaw, not one per entry. */
    private boolean isOfTheSameShift(Broken broken, Optional<Seal> seal) {
        long before = shift;
        shift =
                broken.field().equals("seq")
                        ? seal.map(known -> known.seq() - broken.seq()).orElse(0L)
                        : 0;
        return shift != 0 && shift == before;
    }

    private void addFlaw(
            Broken broken, EntryBundle place, int i, Leaves leaves, Optional<byte[]> body) {
        boolean isBody = broken.field().equals("body");
        if (broken.field().equals("leaf") && leaves.believed() == Believed.TILE) {
            flaws.add(
                    place.path(),
                    broken.seq(),
                    "leaf",
                    leaves.stated().get(i).hex(),
                    leaves.computed().get(i).hex(),
                    "the seal was changed after the tree was built over it");
        } else if (!isBody || body.isPresent()) {
            // Body and seal differ: where the tree vouches for the seal, it is the body.
            boolean isInBody = isBody && leaves.isSealVouchedFor(i);
            flaws.add(Flaw.of(broken, isInBody ? LogNames.bodies(place) : place.path()));
        }
    }

    private void addTileFlaw(EntryBundle place, int i, Leaves leaves) {
        flaws.add(
                new Tile(0, place.index(), place.width()).path(),
                place.firstSeq() + i,
                "hash " + i,
                leaves.computed().get(i).hex(),
                leaves.stated().get(i).hex(),
                "the tile is not the one that the seals give; the seals are those that were signed");
    }

    private void checkContent(EntryBundle place, int i, byte[] body, Schema writer) {
        long seq = place.firstSeq() + i;
        try {
            Product named = EventCodec.decodeHeading(body, writer).product();
            if (!named.equals(origin.product())) {
                flaws.add(
                        LogNames.bodies(place),
                        seq,
                        "product",
                        origin.product().name(),
                        named.name(),
                        "the event was sealed into another product's log");
            }
        } catch (UndecodableException | StackOverflowError e) {
            flaws.add(
                    LogNames.bodies(place),
                    seq,
                    "body",
                    "an event under its schema",
                    String.valueOf(e.getMessage()),
                    "the sealed bytes are no event: no sealer takes such a body");
        }
    }
}
