package dev.goldthread.streams.export;

import dev.goldthread.core.bundle.LogWriter;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.ledger.SchemaArchive;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Copies a log's records up to the checkpoint, and counts those behind it. Not thread-safe. */
final class LogCopy {

    private final Origin origin;
    private final LogWriter writer;
    private final SchemaArchive schemas;
    private long leftOut;

    LogCopy(Origin origin, LogWriter writer, SchemaArchive schemas) {
        this.origin = origin;
        this.writer = writer;
        this.schemas = schemas;
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (writer.size() == writer.sizeExpected()) {
            leftOut++;
            return;
        }
        SealedRecord sealed = SealedRecord.of(record);
        if (!writer.hasSchema(sealed.seal().schema())) {
            writer.schema(sealed.schema(origin, schemas).text());
        }
        writer.entry(sealed.seal(), sealed.body());
    }

    LogExport report(PublishedNote newest, PublishedNotes notes) {
        return new LogExport(
                Checkpoint.parse(newest.text()),
                newest.cosignatures(),
                notes.earlier().size(),
                newest.timestamps().size()
                        + notes.earlier().stream().mapToInt(n -> n.timestamps().size()).sum(),
                leftOut,
                notes.ignored());
    }
}
