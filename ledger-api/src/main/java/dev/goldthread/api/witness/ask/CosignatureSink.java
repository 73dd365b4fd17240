package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.SignedNote;
import java.io.IOException;

/** Where cosignatures are kept ({@code kind: cosignature}). Safe for any thread. */
@FunctionalInterface
public interface CosignatureSink {

    /**
     * Keeps them; when this returns they are as durable as the checkpoint.
     *
     * @param cosignatures the checkpoint's text with verified lines of one witness only
     * @throws IOException when they could not be kept; the witness is asked again later
     */
    void keep(Product product, SignedNote cosignatures) throws IOException;
}
