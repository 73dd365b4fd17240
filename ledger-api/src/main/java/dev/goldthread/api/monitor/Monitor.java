package dev.goldthread.api.monitor;

import dev.goldthread.api.monitor.MonitorReport.FoundSplit;
import dev.goldthread.api.monitor.MonitorReport.Rollback;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.TileNodes;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.witness.SplitView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Compares what several places serve for one log. Every checkpoint must be signed, every place's
 * tiles must lead to its checkpoint, and every smaller tree must be the beginning of every larger
 * one, by proofs made from tiles. Trusts nobody but the holder of the keys, and that one only to
 * have signed. Not thread-safe.
 */
public final class Monitor {

    private static final String REMEMBERED = "state file";

    private final String origin;
    private final List<VerifierKey> keys;
    private final Outbound http;
    private final Map<URI, Place> places = new HashMap<>();

    /** A signed checkpoint and where it was seen; only those of places have tiles. */
    private record Seen(
            String where, Checkpoint checkpoint, SignedNote note, Optional<Place> tiles) {}

    /**
     * @param origin first line of the log's checkpoints
     * @param keys keys of this log, at least one
     */
    public Monitor(String origin, List<VerifierKey> keys) {
        this(origin, keys, Outbound.DEFAULT);
    }

    Monitor(String origin, List<VerifierKey> keys, Outbound http) {
        this.origin = origin;
        this.keys = List.copyOf(keys);
        this.http = http;
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "keys must be at least one, but there is none; give the log's verifier key");
        }
    }

    /**
     * Looks at all places once.
     *
     * @param remembered a checkpoint that was seen before; it must be signed like any other
     */
    public MonitorReport look(List<URI> addresses, Optional<SignedNote> remembered) {
        Optional<Checkpoint> before = remembered.map(this::verified);
        List<Seen> seen = new ArrayList<>();
        remembered.ifPresent(
                note -> seen.add(new Seen(REMEMBERED, verified(note), note, Optional.empty())));
        List<Sight> judged = new ArrayList<>();
        addresses.forEach(address -> judged.add(sight(address, seen)));
        List<FoundSplit> splits = new ArrayList<>();
        compareAll(seen, judged, splits);
        MonitorReport report = new MonitorReport(origin, judged, splits, Optional.empty(), before);
        return new MonitorReport(origin, judged, splits, rollback(before, report), before);
    }

    private Place place(URI address) {
        return places.computeIfAbsent(address, each -> new Place(each, http));
    }

    /** A signed checkpoint speaks for or against others even where the place's tiles are bad. */
    private Sight sight(URI address, List<Seen> seen) {
        Place place = place(address);
        try {
            SignedNote note = SignedNote.parse(place.checkpoint());
            Checkpoint checkpoint = verified(note);
            Sight sight = withTiles(place, checkpoint, note);
            seen.add(
                    new Seen(
                            address.toString(),
                            checkpoint,
                            note,
                            sight instanceof Sight.Signed ? Optional.of(place) : Optional.empty()));
            return sight;
        } catch (MalformedException e) {
            return new Sight.Bad(address, reason(e));
        } catch (IOException e) {
            return new Sight.Unreachable(address, reason(e));
        }
    }

    private static Sight withTiles(Place place, Checkpoint checkpoint, SignedNote note) {
        try {
            checkTiles(place, checkpoint);
            return new Sight.Signed(place.address(), checkpoint, note);
        } catch (MalformedException | NoSuchElementException e) {
            return new Sight.Bad(place.address(), reason(e));
        } catch (UncheckedIOException e) {
            return new Sight.Unreachable(place.address(), reason(e));
        }
    }

    private static String reason(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    /**
     * @throws MalformedException unless the log's key signed a checkpoint of this log
     */
    private Checkpoint verified(SignedNote note) {
        if (keys.stream().noneMatch(note::verifiedBy)) {
            throw new MalformedException(
                    "signature", "a valid one by " + keys.getFirst().text(), "missing or invalid");
        }
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin)) {
            throw new MalformedException("origin", origin, checkpoint.origin());
        }
        return checkpoint;
    }

    private static void checkTiles(Place place, Checkpoint checkpoint) {
        Digest root = Proofs.root(place.nodes(checkpoint.size()), checkpoint.size());
        if (!root.equals(checkpoint.root())) {
            throw new MalformedException(
                    "root of the tiles", "that of the checkpoint, " + checkpoint.root(), root);
        }
    }

    /** Each pair of different trees once; equal ones say the same of every other. */
    private void compareAll(List<Seen> seen, List<Sight> sights, List<FoundSplit> splits) {
        List<Seen> distinct = new ArrayList<>();
        for (Seen each : seen) {
            Optional<Seen> same =
                    distinct.stream()
                            .filter(other -> other.checkpoint().equals(each.checkpoint()))
                            .findFirst();
            if (same.isEmpty()) {
                distinct.add(each);
            } else if (same.get().tiles().isEmpty()) {
                distinct.set(distinct.indexOf(same.get()), each);
            }
        }
        for (int i = 0; i < distinct.size(); i++) {
            for (int j = i + 1; j < distinct.size(); j++) {
                compare(distinct.get(i), distinct.get(j), sights, splits);
            }
        }
    }

    private void compare(Seen one, Seen other, List<Sight> sights, List<FoundSplit> splits) {
        boolean ordered = one.checkpoint().size() <= other.checkpoint().size();
        Seen smaller = ordered ? one : other;
        Seen larger = ordered ? other : one;
        try {
            split(smaller, larger).ifPresent(splits::add);
        } catch (MalformedException | NoSuchElementException e) {
            replace(sights, larger, new Sight.Bad(URI.create(larger.where()), reason(e)));
        } catch (UncheckedIOException e) {
            replace(sights, larger, new Sight.Unreachable(URI.create(larger.where()), reason(e)));
        }
    }

    private static void replace(List<Sight> sights, Seen seen, Sight instead) {
        sights.replaceAll(
                sight -> sight.address().toString().equals(seen.where()) ? instead : sight);
    }

    /** The proof that these two cannot both be true; empty when they can. */
    private Optional<FoundSplit> split(Seen smaller, Seen larger) {
        long from = smaller.checkpoint().size();
        long to = larger.checkpoint().size();
        if (from == to) {
            return found(smaller, larger, larger.checkpoint().root(), List.of());
        }
        if (from == 0 || larger.tiles().isEmpty()) {
            return Optional.empty(); // all begin empty; and without tiles nothing can be shown
        }
        TileNodes nodes = larger.tiles().get().nodes(to);
        Digest prefixRoot = Proofs.root(nodes, from);
        return prefixRoot.equals(smaller.checkpoint().root())
                ? Optional.empty()
                : found(smaller, larger, prefixRoot, Proofs.consistency(nodes, from, to));
    }

    private Optional<FoundSplit> found(
            Seen smaller, Seen larger, Digest prefixRoot, List<Digest> proof) {
        SplitView split = new SplitView(smaller.note(), larger.note(), prefixRoot, proof);
        if (!split.isProven(keys)) {
            throw new MalformedException(
                    "tiles",
                    "those of the checkpoint of size " + larger.checkpoint().size(),
                    "others for its beginning");
        }
        return Optional.of(new FoundSplit(split, smaller.where(), larger.where()));
    }

    private static Optional<Rollback> rollback(Optional<Checkpoint> before, MonitorReport report) {
        return before.flatMap(
                known ->
                        report.largest()
                                .map(largest -> largest.checkpoint().size())
                                .filter(size -> size < known.size())
                                .map(size -> new Rollback(known.size(), size)));
    }
}
