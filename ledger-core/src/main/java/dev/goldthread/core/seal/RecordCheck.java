package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The checks of one record against the end of its log, the most telling first (log-format, "Seal").
 *
 * @param head the log's end before this record
 */
record RecordCheck(Origin origin, LogHead head) {

    /**
     * @param computedLeaf {@code SHA-256(0x00 || stored seal bytes)}
     * @param storedLeaf the header {@code leaf}
     * @param computedBody SHA-256 of the stored body
     */
    Optional<Broken> check(
            Seal seal,
            Digest computedLeaf,
            byte[] storedLeaf,
            Optional<Digest> schemaText,
            Digest computedBody) {
        return checkPosition(seal)
                .or(() -> checkPrevious(seal))
                .or(() -> checkTime(seal))
                .or(() -> checkSchema(seal, schemaText))
                .or(() -> checkBody(seal, computedBody))
                .or(() -> checkLeaf(computedLeaf, storedLeaf));
    }

    private Optional<Broken> checkPosition(Seal seal) {
        if (seal.seq() == head.size()) {
            return Optional.empty();
        }
        return broken(
                "seq",
                Long.toString(head.size()),
                Long.toString(seal.seq()),
                seal.seq() > head.size()
                        ? "records before this one are missing or out of order"
                        : "this record was repeated, inserted or moved");
    }

    private Optional<Broken> checkPrevious(Seal seal) {
        if (seal.prev().equals(head.lastLeaf())) {
            return Optional.empty();
        }
        return broken(
                "prev",
                head.lastLeaf().hex(),
                seal.prev().hex(),
                "this record was not sealed after the one before it: one of the two was replaced");
    }

    private Optional<Broken> checkTime(Seal seal) {
        if (seal.sealedAtMicros() >= head.lastSealedAtMicros()) {
            return Optional.empty();
        }
        return broken(
                "sealed_at",
                "at least " + head.lastSealedAtMicros(),
                Long.toString(seal.sealedAtMicros()),
                "time runs backwards, which no sealer writes: the seal was forged");
    }

    private Optional<Broken> checkSchema(Seal seal, Optional<Digest> schemaText) {
        if (schemaText.isEmpty()) {
            return broken(
                    "schema",
                    seal.schema().hex(),
                    "missing",
                    "the schema text is not there, so the body cannot be judged; restore the topic schemas");
        }
        if (seal.schema().equals(schemaText.get())) {
            return Optional.empty();
        }
        return broken(
                "schema",
                seal.schema().hex(),
                schemaText.get().hex(),
                "the schema id leads to another text than was sealed; read by the text under the sealed digest");
    }

    private Optional<Broken> checkBody(Seal seal, Digest found) {
        if (seal.body().equals(found)) {
            return Optional.empty();
        }
        return broken(
                "body",
                seal.body().hex(),
                found.hex(),
                "the event was changed after it was sealed");
    }

    private Optional<Broken> checkLeaf(Digest computed, byte[] stored) {
        if (computed.isOf(stored)) {
            return Optional.empty();
        }
        return broken(
                "leaf",
                computed.hex(),
                stored.length == 0 ? "missing" : HexFormat.of().formatHex(stored),
                "the seal or its leaf hash was changed after it was written");
    }

    private Optional<Broken> broken(String field, String expected, String found, String meaning) {
        return Optional.of(new Broken(origin, head.size(), field, expected, found, meaning));
    }
}
