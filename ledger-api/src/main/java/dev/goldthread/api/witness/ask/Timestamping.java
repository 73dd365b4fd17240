package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Has the newest checkpoint of every log stamped, at most once per log and interval: one stamp
 * speaks for every entry before it, so more would only say the same more precisely. A log that did
 * not grow is not stamped again. A restart forgets when the last stamp was made, so the first new
 * checkpoint after it is stamped at once.
 */
public final class Timestamping implements AutoCloseable {

    public static final Duration INTERVAL_DEFAULT = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(Timestamping.class.getName());

    private final TimestampAuthority authority;
    private final CheckpointFeed feed;
    private final TimestampSink sink;
    private final Duration interval;
    private final Attempts<TimestampAuthority> attempts;
    private final Map<Product, Digest> settled = new HashMap<>();
    private final Map<Product, Long> stampedAtNanos = new HashMap<>();
    private final Loop loop;
    private volatile TimestampFigures figures = new TimestampFigures(0, 0, Optional.empty());

    private Timestamping(
            TimestampAuthority authority,
            CheckpointFeed feed,
            TimestampSink sink,
            Duration interval,
            Pace pace) {
        this.authority = authority;
        this.feed = feed;
        this.sink = sink;
        this.interval = interval;
        this.attempts = new Attempts<>(pace, System::nanoTime);
        this.loop = new Loop("timestamps", pace.look(), this::look);
    }

    /** Begins, and returns at once. */
    public static Timestamping start(
            TimestampAuthority authority,
            CheckpointFeed feed,
            TimestampSink sink,
            Duration interval,
            Pace pace) {
        return new Timestamping(authority, feed, sink, interval, pace);
    }

    /** How it stands. Safe for any thread. */
    public TimestampFigures figures() {
        return figures;
    }

    private void look() {
        for (Product product : feed.products()) {
            if (!attempts.mayTry(authority)) {
                return;
            }
            feed.latest(product)
                    .filter(latest -> isDue(product, latest))
                    .ifPresent(latest -> stamp(product, latest.noteHash()));
        }
    }

    private boolean isDue(Product product, LatestCheckpoint latest) {
        if (latest.timestamps() > 0) {
            settled.put(product, latest.noteHash());
        }
        Long last = stampedAtNanos.get(product);
        return !Optional.of(latest.noteHash()).equals(Optional.ofNullable(settled.get(product)))
                && (last == null || System.nanoTime() - last >= interval.toNanos());
    }

    private void stamp(Product product, Digest noteHash) {
        TimestampFigures now = figures;
        try {
            sink.keep(product, noteHash, authority.stamp(noteHash));
            attempts.succeeded(authority);
            settled.put(product, noteHash);
            stampedAtNanos.put(product, System.nanoTime());
            figures = new TimestampFigures(now.stamped() + 1, now.failed(), Optional.empty());
        } catch (IOException e) {
            attempts.failed(authority);
            String problem = "%s: %s".formatted(product, e.getMessage());
            if (!now.problem().equals(Optional.of(problem))) {
                LOG.log(Level.WARNING, "no timestamp for {0}", problem);
            }
            figures = new TimestampFigures(now.stamped(), now.failed() + 1, Optional.of(problem));
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
