package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.topic.LedgerTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the checkpoints alone: their signatures, and that each is a beginning of the next, by
 * proofs that somebody else makes and this verifies. No record of the ledger is read. Not
 * thread-safe.
 */
public final class CheckpointVerifier {

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;
    private final CheckpointTrust trust;
    private final ProofSource proofs;
    private final int latestMax;

    /** Makes consistency proofs (RFC 6962 section 2.1.2); need not be trusted. */
    @FunctionalInterface
    public interface ProofSource {
        /** Empty when it has no such tree. */
        Optional<List<Digest>> consistency(Product product, long from, long to);
    }

    /**
     * @param latestMax for so many of each log's latest checkpoints, and the first, a proof is
     *     asked; at least 1
     */
    public CheckpointVerifier(
            Map<String, Object> client,
            LedgerTopics topics,
            LedgerName ledger,
            CheckpointTrust trust,
            ProofSource proofs,
            int latestMax) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.ledger = ledger;
        this.trust = trust;
        this.proofs = proofs;
        this.latestMax = latestMax;
    }

    /**
     * @param only the product whose checkpoints are judged; those of all when empty
     * @throws LedgerUnreadableException when the topic cannot be read or has no checkpoint
     */
    public CheckpointReport verify(Optional<Product> only, Progress reading, Progress proving) {
        long startNanos = System.nanoTime();
        SignedLogs signed =
                new SignedLogs(
                        ledger, trust, product -> only.isEmpty() || only.get().equals(product));
        TopicReading.of(
                client,
                topic ->
                        topic.readAll(
                                topic.partitions(topics.checkpoints()), signed::addAll, reading));
        if (signed.histories().isEmpty()) {
            throw new LedgerUnreadableException(
                    only.isPresent() ? Cause.UNKNOWN_PRODUCT : Cause.EMPTY,
                    "topic %s holds no checkpoint of %s: there is nothing to verify quickly; verify without --quick"
                            .formatted(
                                    topics.checkpoints(),
                                    only.map(Product::name).orElse("any log")));
        }
        List<CheckpointReport.Log> logs = new ArrayList<>();
        signed.histories()
                .forEach(
                        (product, history) -> {
                            logs.add(log(product, history));
                            proving.read(logs.size(), signed.histories().size());
                        });
        return new CheckpointReport(logs, Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private CheckpointReport.Log log(Product product, SignedHistory history) {
        List<Checkpoint> all =
                history.checkpoints().stream().filter(each -> each.size() > 0).toList();
        List<Checkpoint> chosen = chosen(all);
        Optional<Broken> flaw = history.flaw();
        int proven = 0;
        for (int i = 1; i < chosen.size() && flaw.isEmpty(); i++) {
            flaw = inconsistency(product, chosen.get(i - 1), chosen.get(i));
            proven += flaw.isEmpty() ? 1 : 0;
        }
        return new CheckpointReport.Log(
                product,
                history.signatures(),
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().root()),
                proven,
                all.size() - (long) chosen.size(),
                flaw);
    }

    /** The first and the latest: proofs from one to the next join all of them. */
    private List<Checkpoint> chosen(List<Checkpoint> all) {
        if (all.size() <= latestMax + 1) {
            return all;
        }
        List<Checkpoint> chosen = new ArrayList<>(latestMax + 1);
        chosen.add(all.getFirst());
        chosen.addAll(all.subList(all.size() - latestMax, all.size()));
        return chosen;
    }

    private Optional<Broken> inconsistency(Product product, Checkpoint from, Checkpoint to) {
        Optional<List<Digest>> path = proofs.consistency(product, from.size(), to.size());
        if (path.isPresent()
                && ProofVerifier.verifyConsistency(
                        from.size(), from.root(), to.size(), to.root(), path.get())) {
            return Optional.empty();
        }
        return Optional.of(
                new Broken(
                        new Origin(ledger, product),
                        from.size(),
                        "consistency of the checkpoints of sizes %d and %d"
                                .formatted(from.size(), to.size()),
                        "a proof from root %s to root %s".formatted(from.root(), to.root()),
                        path.isPresent() ? "a proof that does not hold" : "none",
                        path.isPresent()
                                ? "one of the two was signed over another history, or the projection is not of this log; verify without --quick tells which"
                                : "the ledger has fewer entries than were signed, or its projection is far behind; verify without --quick"));
    }
}
