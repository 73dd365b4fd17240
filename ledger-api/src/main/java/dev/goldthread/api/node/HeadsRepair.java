package dev.goldthread.api.node;

import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.seal.HeadRecovery;
import dev.goldthread.streams.seal.SealerConfig;

/**
 * Rebuilds a stopped ledger's heads from the ledger topic, after the sealer refused to start
 * without them.
 */
public final class HeadsRepair {

    private HeadsRepair() {}

    /**
     * Starts the broker alone, verifies all of the ledger, writes the heads, stops the broker.
     *
     * @throws dev.goldthread.streams.embedded.DataFolderInUseException when the ledger still runs
     * @throws RuntimeException as {@link HeadRecovery#run} says: nothing is written then
     */
    public static HeadRecovery.Recovered run(NodeOptions options) {
        try (DataFolder data = DataFolder.open(options.data());
                KafkaSide kafka = KafkaSide.of(options, data)) {
            LedgerNameFile.settle(data, options.name());
            SealerConfig config =
                    SealerConfig.of(
                            kafka.client(),
                            options.topics(),
                            data.directory("sealer"),
                            InstanceName.of(options, data));
            return new HeadRecovery(config, options.name()).run();
        }
    }
}
