package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.core.seal.VerifierKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One event with all that is needed to check it by hand.
 *
 * @param body the Avro body, as it was sealed
 * @param schemaText the writer schema under {@code seal.schema}
 * @param proof that the seal is in the log, with the signed checkpoint
 * @param key the log's key that signed the checkpoint
 */
public record EventBundle(
        Bytes body, Seal seal, String schemaText, TlogProof proof, VerifierKey key) {

    /** Writes six files: body.avro, seal.bin, schema.avsc, proof.txt, checkpoint, key. */
    public void write(BundleFiles files) throws IOException {
        write(files, EventNames.BODY, body.toBytes());
        write(files, EventNames.SEAL, seal.toBytes());
        write(files, EventNames.SCHEMA, schemaText.getBytes(StandardCharsets.UTF_8));
        write(files, EventNames.PROOF, proof.toBytes());
        write(files, EventNames.CHECKPOINT, proof.checkpoint().toBytes());
        write(files, EventNames.KEY, KeyLines.text(List.of(key)));
    }

    private static void write(BundleFiles files, String name, byte[] content) throws IOException {
        try (OutputStream out = files.create(name)) {
            out.write(content);
        }
    }
}
