package dev.goldthread.api.adapter;

import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Bytes;

/** The JSON of a body, or of a text inside it, as a place from which one reads on. */
public final class JsonBody {

    private JsonBody() {}

    /**
     * @throws UnfitException naming what is wrong, and where
     */
    public static Member read(Bytes body) {
        return read(body.toBytes(), "");
    }

    /**
     * @param pointer where the text stands in the body; empty for the body itself
     * @throws UnfitException naming what is wrong, and where
     */
    public static Member read(byte[] utf8, String pointer) {
        try {
            return new Member(StrictJson.read(utf8, pointer), pointer);
        } catch (UnreadableException e) {
            throw UnfitException.of(e);
        }
    }
}
