package dev.goldthread.streams.project;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What went wrong in RocksDB, as the exception that says what heals it. */
final class RocksFailure {

    private RocksFailure() {}

    /**
     * Damage can be healed by wiping; a full disk or a lock cannot, and must not cost the store.
     */
    static IllegalStateException of(String what, RocksDBException e) {
        Status status = e.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        String message = String.valueOf(e.getMessage());
        boolean damaged =
                switch (code) {
                    case Corruption, NotFound, InvalidArgument, NotSupported -> true;
                    // RocksDB has a sub-code for it (PathNotFound) that its Java API lacks.
                    case IOError -> message.contains("No such file or directory");
                    default -> false;
                };
        String text = "%s: %s".formatted(what, message);
        return damaged
                ? new StoreDamagedException(text, e)
                : new IllegalStateException(
                        text + "; free the disk or the folder's lock, then start again", e);
    }
}
