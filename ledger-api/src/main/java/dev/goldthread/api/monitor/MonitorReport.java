package dev.goldthread.api.monitor;

import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.witness.SplitView;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a look at all places gave.
 *
 * @param origin the log
 * @param sights one per place, in the order they were named
 * @param splits proofs that the log signed two histories; each is verified
 * @param rollback that no place shows what was seen before
 * @param remembered what was seen before, if anything
 */
public record MonitorReport(
        String origin,
        List<Sight> sights,
        List<FoundSplit> splits,
        Optional<Rollback> rollback,
        Optional<Checkpoint> remembered) {

    /**
     * A proven split view.
     *
     * @param smallerAt where the smaller checkpoint was seen
     * @param largerAt where the larger one was
     */
    public record FoundSplit(SplitView proof, String smallerAt, String largerAt) {}

    /** The largest tree shown now is smaller than one that was signed before. */
    public record Rollback(long rememberedSize, long shownSize) {}

    public MonitorReport {
        sights = List.copyOf(sights);
        splits = List.copyOf(splits);
    }

    /**
     * Whether evidence fails: a split view, a rollback, or something that is not what was signed.
     */
    public boolean isBad() {
        return !splits.isEmpty()
                || rollback.isPresent()
                || sights.stream().anyMatch(Sight.Bad.class::isInstance);
    }

    /** Whether a place could not be asked. */
    public boolean isIncomplete() {
        return sights.stream().anyMatch(Sight.Unreachable.class::isInstance);
    }

    /** Places with a signed checkpoint. */
    public List<Sight.Signed> signed() {
        return sights.stream()
                .filter(Sight.Signed.class::isInstance)
                .map(Sight.Signed.class::cast)
                .toList();
    }

    /** The largest tree that was shown, when all is well: what to remember. */
    public Optional<Sight.Signed> largest() {
        return signed().stream().max(Comparator.comparingLong(seen -> seen.checkpoint().size()));
    }

    /** The addresses that could not be asked. */
    public List<URI> unreachable() {
        return sights.stream()
                .filter(Sight.Unreachable.class::isInstance)
                .map(Sight::address)
                .toList();
    }
}
