package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.streams.audit.LogReport.Signatures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was found of the ledger's checkpoints alone.
 *
 * @param logs by product, at least one
 * @param took from the first record asked for to the last proof
 */
public record CheckpointReport(List<Log> logs, Duration took) {

    /**
     * One log's checkpoints.
     *
     * @param root that the largest one signs
     * @param proofs how many pairs of checkpoints were shown to be of one history
     * @param unproven how many checkpoints no proof was asked for
     */
    public record Log(
            Product product,
            Signatures signatures,
            Optional<Digest> root,
            long proofs,
            long unproven,
            Optional<Broken> flaw) {}

    public CheckpointReport {
        logs = List.copyOf(logs);
    }

    public boolean isIntact() {
        return !logs.isEmpty() && logs.stream().allMatch(log -> log.flaw().isEmpty());
    }

    public long checkpoints() {
        return logs.stream().mapToLong(log -> log.signatures().checkpoints()).sum();
    }

    public long proofs() {
        return logs.stream().mapToLong(Log::proofs).sum();
    }
}
