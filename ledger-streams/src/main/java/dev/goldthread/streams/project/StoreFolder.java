package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.WriteBatch;

/** Where one partition's store lies: whether what is there can be used, or is wiped. */
final class StoreFolder {

    /**
     * Version of {@link GraphKeys}, of the rows, and of the terms that the index knows; an event's
     * front goes with the schema.
     */
    private static final int LAYOUT = 10;

    /**
     * What a store is marked with: the layout of its rows, and the schema of the events in them.
     */
    static final String FORM = "layout %d, schema %s".formatted(LAYOUT, EventSchema.HASH);

    private static final Logger LOG = System.getLogger(StoreFolder.class.getName());

    private StoreFolder() {}

    /** {@link #open(Path, RocksMemory, Consumer)}, where nobody asks why it was wiped. */
    static GraphDatabase open(Path folder, RocksMemory memory) {
        return open(folder, memory, because -> {});
    }

    /**
     * Opens the database in {@code folder}. One that is damaged, or that another version laid out,
     * is wiped, and an empty one takes its place.
     *
     * @param lost is told why it was wiped
     * @throws IllegalStateException when the folder cannot be used: locked, no space, no right
     */
    static GraphDatabase open(Path folder, RocksMemory memory, Consumer<String> lost) {
        try {
            GraphDatabase database = GraphDatabase.openFiles(folder, memory);
            Optional<String> mismatch = mismatchOrClose(database);
            if (mismatch.isEmpty()) {
                return database;
            }
            LOG.log(Level.INFO, "store {0} is rebuilt: {1}", folder, mismatch.get());
            lost.accept(mismatch.get());
            database.close();
        } catch (StoreDamagedException e) {
            LOG.log(Level.WARNING, "store %s is damaged and is rebuilt".formatted(folder), e);
            lost.accept("it was damaged: " + e.getMessage());
        }
        wipe(folder);
        GraphDatabase database = GraphDatabase.openFiles(folder, memory);
        Optional<String> mismatch = mismatchOrClose(database);
        if (mismatch.isPresent()) {
            database.close();
            throw new IllegalStateException(
                    "store %s was begun anew, but %s; remove the folder by hand"
                            .formatted(folder, mismatch.get()));
        }
        return database;
    }

    static void wipe(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "store %s cannot be wiped; remove the folder by hand".formatted(folder), e);
        }
    }

    /** A database left open would keep its folder locked, and nothing could take its place. */
    private static Optional<String> mismatchOrClose(GraphDatabase database) {
        try {
            return mismatch(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A new database takes our format; why another cannot be used. */
    private static Optional<String> mismatch(GraphDatabase database) {
        byte[] stored = database.get(Family.META, GraphKeys.FORMAT);
        if (stored != null) {
            String found = new String(stored, StandardCharsets.UTF_8);
            return found.equals(FORM)
                    ? Optional.empty()
                    : Optional.of("its format is %s, ours %s".formatted(found, FORM));
        }
        if (database.get(Family.META, GraphKeys.OFFSET) != null) {
            return Optional.of("it has content, but no format");
        }
        try (WriteBatch batch = new WriteBatch()) {
            database.put(
                    batch, Family.META, GraphKeys.FORMAT, FORM.getBytes(StandardCharsets.UTF_8));
            database.write(batch);
        }
        return Optional.empty();
    }
}
