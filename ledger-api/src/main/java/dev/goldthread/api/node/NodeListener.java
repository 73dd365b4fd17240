package dev.goldthread.api.node;

import java.time.Duration;

/**
 * Is told how a start goes, and what takes long later; from several threads, so it must be safe for
 * them, and quick.
 */
public interface NodeListener {

    /** Tells nobody. */
    NodeListener SILENT =
            new NodeListener() {
                @Override
                public void starting(String stage) {}

                @Override
                public void ready(String stage, Duration took) {}

                @Override
                public void tells(String stage, String line) {}
            };

    /** A stage begins, {@code broker}, {@code topics}. */
    void starting(String stage);

    /** It is done. */
    void ready(String stage, Duration took);

    /** What a part does that takes long, also after the start; a line for people. */
    void tells(String stage, String line);
}
