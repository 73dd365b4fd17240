package dev.goldthread.streams.embedded;

import java.nio.file.Path;

/** Another process works on this data folder; two brokers on one log would destroy it. */
public final class DataFolderInUseException extends RuntimeException {

    DataFolderInUseException(Path root) {
        super(
                "data folder %s is in use by another goldthread; stop that one, or choose another folder"
                        .formatted(root));
    }
}
