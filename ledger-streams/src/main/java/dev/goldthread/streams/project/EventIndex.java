package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.population.SourceCount;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.GraphKeys.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.rocksdb.Snapshot;

/**
 * Finds events of one partition without reading the others; part of a lease, and ends with it. For
 * one thread at a time.
 *
 * @see GraphReader#index()
 */
public final class EventIndex {

    /** How many entries of a log are one stretch. */
    public static final int STRETCH = LogTail.STRETCH;

    private final GraphDatabase database;
    private final Snapshot snapshot;
    private final BiFunction<byte[], byte[], RowCursor> nodeRows;
    private final BiFunction<byte[], byte[], RowCursor> termRows;

    /**
     * @param open opens rows of a family, to be closed when the lease ends
     */
    EventIndex(GraphDatabase database, Snapshot snapshot, Opening open) {
        this.database = database;
        this.snapshot = snapshot;
        nodeRows = (from, to) -> open.open(Family.NODE, from, to);
        termRows = (from, to) -> open.open(Family.TERM, from, to);
    }

    /** Opens the rows from one key to before another. */
    @FunctionalInterface
    interface Opening {
        RowCursor open(Family family, byte[] from, byte[] to);
    }

    /** The events that name the node, as subject or in a link; or another one of its hash. */
    public Offsets naming(NodeRef node) {
        List<Offsets> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            byte[] prefix = GraphKeys.node(node, role);
            roles.add(
                    new ListedOffsets(
                            nodeRows.apply(prefix, GraphKeys.end(prefix)),
                            offset -> GraphKeys.nodeIn(prefix, offset)));
        }
        return Offsets.anyOf(roles);
    }

    /** The events under the term, or another one of its hash. */
    public Offsets under(IndexTerm term) {
        long hash = term.hash();
        return new ListedOffsets(
                termRows.apply(GraphKeys.term(hash, 0), GraphKeys.termEnd(hash)),
                offset -> GraphKeys.term(hash, offset));
    }

    /** The events under the term, in order, or another one of its hash. */
    public Stream<LoggedEvent> events(IndexTerm term) {
        return under(term).stream().flatMap(offset -> event(offset).stream());
    }

    /**
     * As {@link #events}, the last one first.
     *
     * @param last ledger offset that none of them is behind
     */
    public Stream<LoggedEvent> eventsBackwards(IndexTerm term, long last) {
        long hash = term.hash();
        RowCursor rows = termRows.apply(GraphKeys.term(hash, 0), GraphKeys.termEnd(hash));
        return LongStream.iterate(
                        floor(rows, hash, last), at -> at >= 0, at -> floor(rows, hash, at - 1))
                .boxed()
                .flatMap(offset -> event(offset).stream());
    }

    /** The last offset under the term that is not behind this one, -1 where there is none. */
    private static long floor(RowCursor rows, long hash, long atMost) {
        if (atMost < 0) {
            return -1;
        }
        rows.seekBackwards(GraphKeys.term(hash, atMost));
        if (!rows.isAtRow()) {
            return -1;
        }
        long[] row = OffsetSteps.offsets(GraphKeys.offsetOf(rows.key()), rows.value());
        int at = Arrays.binarySearch(row, atMost);
        return row[at >= 0 ? at : -at - 2];
    }

    /** The event at this ledger offset; empty for a record that repeated an id. */
    public Optional<LoggedEvent> event(long offset) {
        byte[] row = database.get(Family.EVENT, GraphKeys.event(offset));
        return row == null ? Optional.empty() : Optional.of(EventRow.logged(row));
    }

    /** The event of an entry of a log; empty where the log is not that long. */
    public Optional<LoggedEvent> event(Product product, long seq) {
        OptionalLong offset = offset(product, seq);
        return offset.isPresent() ? event(offset.getAsLong()) : Optional.empty();
    }

    /**
     * Of entries of a log those whose events cite evidence, in order. Of what lies between two of
     * them nothing is read, neither entries that cite none nor events that were not asked about.
     */
    public List<Long> citingEvidence(Product product, Collection<Long> seqs) {
        NavigableSet<Long> asked = new TreeSet<>(seqs);
        Offsets citing = under(IndexTerm.evidence(product));
        List<Long> found = new ArrayList<>();
        Long seq = asked.ceiling(0L);
        while (seq != null) {
            OptionalLong at = offset(product, seq);
            long next = at.isEmpty() ? Offsets.NONE : citing.from(at.getAsLong());
            if (next == Offsets.NONE) {
                return found;
            }
            if (next == at.getAsLong()) {
                found.add(seq);
                seq = asked.higher(seq);
            } else {
                seq = asked.ceiling(Math.max(seq + 1, seqAt(next, product)));
            }
        }
        return found;
    }

    /** Of the event there; 0 where it is of another product. */
    private long seqAt(long offset, Product product) {
        return event(offset)
                .filter(logged -> logged.event().product().equals(product))
                .map(LoggedEvent::seq)
                .orElse(0L);
    }

    /**
     * The nodes of these types, in order: those that events state something of, other than a link
     * or another id. Environments and hazards also when they are only linked to.
     */
    public SortedSet<NodeRef> nodes(Product product, Iterable<String> nodeTypes) {
        SortedSet<NodeRef> found = new TreeSet<>();
        for (String nodeType : nodeTypes) {
            found.addAll(
                    ListedNodes.TYPES.contains(nodeType)
                            ? ListedNodes.read(database, snapshot, product, nodeType)
                            : recorded(product, nodeType, Integer.MAX_VALUE));
        }
        return found;
    }

    /**
     * The nodes of these types of which an event states something in parts, or one of another
     * product's log something.
     */
    public Set<NodeRef> seldom(Product product, Iterable<String> nodeTypes) {
        Set<NodeRef> found = new TreeSet<>();
        for (String nodeType : nodeTypes) {
            found.addAll(ListedNodes.readSeldom(database, snapshot, product, nodeType));
        }
        return found;
    }

    /**
     * As {@link #nodes}, of what is not listed because of links. Reads the events that the
     * vocabulary knows to be about such nodes, and no more of them when so many nodes are found.
     *
     * @param atMost ≥ 1
     * @return in order; where there are more, which of them is not said
     */
    public SortedSet<NodeRef> recorded(Product product, String nodeType, int atMost) {
        SortedSet<NodeRef> found = new TreeSet<>();
        for (String eventType : Vocabulary.GOLDTHREAD.eventTypesAbout(nodeType)) {
            Offsets events = under(IndexTerm.type(product, eventType));
            for (long at = events.from(0);
                    at != Offsets.NONE && found.size() < atMost;
                    at = events.from(at + 1)) {
                NodeRef node = database.statements().at(at).node();
                if (node.product().equals(product) && node.type().equals(nodeType)) {
                    found.add(node);
                }
            }
        }
        return found;
    }

    /** Every source of the product that said something. */
    public List<SourceCount> sources(Product product) {
        return SourceRows.read(database, snapshot, product);
    }

    /**
     * Where a stretch of {@link #STRETCH} entries of a log lies in time.
     *
     * @param number of the stretch, from 0
     * @param earliest when the first of its events happened
     * @param latest when the last did
     */
    public record Stretch(long number, Instant earliest, Instant latest) {}

    /**
     * The full stretches of a product's log, in order.
     *
     * @param from number of the first
     */
    public List<Stretch> stretches(Product product, long from, int count) {
        List<Stretch> stretches = new ArrayList<>();
        byte[] first = GraphKeys.stretch(product, from);
        byte[] end = GraphKeys.stretch(product, from + count);
        try (RowCursor rows = database.scan(Family.LOG, snapshot, first, end)) {
            for (; rows.isAtRow(); rows.next()) {
                stretches.add(LogTail.stretch(rows.key(), rows.value()));
            }
        }
        return stretches;
    }

    /** Ledger offset of an entry; empty where the log is not that long. */
    public OptionalLong offset(Product product, long seq) {
        return new LogReader(database, snapshot)
                .entries(product, seq, 1).stream().mapToLong(LogEntry::offset).findFirst();
    }

    /** Ledger offsets of entries of a log, in order, as many as there are. */
    public List<Long> offsets(Product product, long from, int count) {
        return new LogReader(database, snapshot)
                .entries(product, from, count).stream().map(LogEntry::offset).toList();
    }
}
