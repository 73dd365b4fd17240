package dev.goldthread.streams.seal;

import dev.goldthread.streams.ledger.SchemaArchive;
import java.time.InstantSource;

/** What all seal steps of one sealer share; every part is safe for any thread. */
record SealerParts(
        SealerConfig config,
        Cluster cluster,
        SchemasById schemas,
        SchemaArchive archive,
        InstantSource clock,
        SealerCounters counters) {

    TaskStart startOf(int partition) {
        return new TaskStart(config, cluster, archive, partition);
    }
}
