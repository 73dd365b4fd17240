package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.timestamp.TimestampVerdict;
import dev.goldthread.core.timestamp.TimestampVerdict.Refused;
import dev.goldthread.core.timestamp.TimestampVerdict.Stamped;
import dev.goldthread.core.timestamp.TimestampVerifier;
import dev.goldthread.streams.audit.LogReport.Stamp;
import dev.goldthread.streams.checkpoint.CheckpointRecord;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the topic of checkpoints holds of one log's timestamps; where roots are known, what they
 * prove. A response is judged when it comes, so that none has to be kept. Not thread-safe.
 */
final class StampHistory {

    private final Optional<TimestampVerifier> verifier;
    private final Map<Digest, Long> sizes = new HashMap<>();
    private Optional<Stamp> widest = Optional.empty();
    private long count;

    /**
     * @param roots what their chains must lead to; none leaves them unverified
     */
    StampHistory(List<X509Certificate> roots) {
        verifier = roots.isEmpty() ? Optional.empty() : Optional.of(new TimestampVerifier(roots));
    }

    /** A valid checkpoint, which a timestamp may follow. */
    void learn(Digest note, long size) {
        sizes.put(note, size);
    }

    /** What is wrong with it, if anything. */
    Optional<Refused> add(CheckpointRecord.Stamped stamped) {
        count++;
        Optional<Long> size = stamped.note().map(sizes::get);
        if (size.isEmpty()) {
            return Optional.of(
                    new Refused(
                            "header note",
                            "the SHA-256 of a checkpoint before it",
                            stamped.note().map(Digest::hex).orElse("missing")));
        }
        Digest note = stamped.note().orElseThrow();
        return verifier.flatMap(
                known -> judge(known.verify(stamped.response().toBytes(), note), size.get()));
    }

    private Optional<Refused> judge(TimestampVerdict verdict, long size) {
        return switch (verdict) {
            case Stamped stamped -> {
                if (widest.isEmpty() || widest.get().size() <= size) {
                    widest = Optional.of(new Stamp(size, stamped.time(), stamped.authority()));
                }
                yield Optional.empty();
            }
            case Refused refused -> Optional.of(refused);
        };
    }

    long count() {
        return count;
    }

    Optional<Stamp> widest() {
        return widest;
    }
}
