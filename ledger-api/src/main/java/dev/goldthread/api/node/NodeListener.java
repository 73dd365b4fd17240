package dev.goldthread.api.node;

import java.time.Duration;

/** Is told how a start goes; from several threads, so it must be safe for them, and quick. */
public interface NodeListener {

    /** Tells nobody. */
    NodeListener SILENT =
            new NodeListener() {
                @Override
                public void starting(String stage) {}

                @Override
                public void ready(String stage, Duration took) {}
            };

    /** A stage begins, {@code broker}, {@code topics}. */
    void starting(String stage);

    /** It is done. */
    void ready(String stage, Duration took);
}
