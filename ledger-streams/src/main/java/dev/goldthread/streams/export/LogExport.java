package dev.goldthread.streams.export;

import dev.goldthread.core.seal.Checkpoint;

/**
 * What was exported of one log.
 *
 * @param checkpoint the newest, over exactly the entries that were exported
 * @param cosignatures how many lines of witnesses it bears; not verified here
 * @param earlier how many earlier checkpoints came along
 * @param timestamps how many time stamp responses came along; not verified here
 * @param leftOut entries behind the checkpoint, sealed but not signed yet
 * @param ignored records on the topic of checkpoints that are none of this log's keys
 */
public record LogExport(
        Checkpoint checkpoint,
        int cosignatures,
        int earlier,
        int timestamps,
        long leftOut,
        int ignored) {}
