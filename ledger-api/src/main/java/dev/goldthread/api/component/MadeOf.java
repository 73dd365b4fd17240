package dev.goldthread.api.component;

import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was made with what, and what is the same content, while it is found link by link. Not
 * thread-safe.
 */
final class MadeOf {

    /** What lies between stays in memory, and is asked of every partition. */
    static final int NODES_MAX = 20_000;

    private static final Set<String> SHIPPED = Set.of("Artifact", "Model");

    /** What the ids of nodes of any product say that are one thing. */
    private record Content(String type, String id) {
        static Content of(NodeRef node) {
            return new Content(node.type(), node.id());
        }
    }

    private static final SortedSet<NodeRef> NOTHING = Collections.emptySortedSet();

    private final Collection<NodeRef> beginning;
    private final Map<NodeRef, SortedSet<NodeRef>> links = new HashMap<>();
    private final Map<Content, SortedSet<NodeRef>> alike = new HashMap<>();
    private final Set<Content> asked = new HashSet<>();
    private final Set<Content> unasked = new HashSet<>();
    private final Map<NodeRef, Optional<String>> names = new HashMap<>();

    /**
     * @param beginning what the first round asks about
     */
    MadeOf(Collection<NodeRef> beginning) {
        this.beginning = beginning;
    }

    /**
     * Those of which nobody was asked yet who else has the same content, one of each content, as
     * far as there is room for more.
     */
    List<NodeRef> contents(SortedSet<NodeRef> nodes) {
        List<NodeRef> fresh = new ArrayList<>();
        for (NodeRef node : nodes) {
            Content content = Content.of(node);
            if (!isShipped(node) || asked.contains(content)) {
                continue;
            }
            if (asked.size() < Crossing.SEARCHED_MAX) {
                asked.add(content);
                fresh.add(node);
            } else {
                unasked.add(content);
            }
        }
        return fresh;
    }

    /** How far was looked for those who have the same content; every partition was asked. */
    Searched searched() {
        return new Searched(asked.size(), unasked.size(), new TreeMap<>());
    }

    /**
     * Takes what one round found.
     *
     * @param twins each a node of the same content as another one
     * @return what nobody was asked about yet
     */
    SortedSet<NodeRef> add(List<Made> round, List<Made> twins) {
        SortedSet<NodeRef> fresh = new TreeSet<>();
        for (Made each : round) {
            links.computeIfAbsent(each.with(), any -> new TreeSet<>()).add(each.made());
            addNode(each, fresh);
        }
        for (Made each : twins) {
            SortedSet<NodeRef> same =
                    alike.computeIfAbsent(Content.of(each.made()), any -> new TreeSet<>());
            same.add(each.with());
            same.add(each.made());
            addNode(each, fresh);
        }
        requireAtMost(
                names.size(),
                NODES_MAX,
                "builds and artifacts were made with what contains it, or are the same content");
        return fresh;
    }

    private void addNode(Made found, SortedSet<NodeRef> fresh) {
        NodeRef node = found.made();
        boolean isNew = !names.containsKey(node) && !beginning.contains(node);
        names.merge(node, found.name(), (one, other) -> one.or(() -> other));
        if (isNew) {
            fresh.add(node);
        }
    }

    static void requireAtMost(int count, int most, String what) {
        if (count > most) {
            throw new UnfitQueryException(
                    "more than %,d %s; ask for one version, or goldthread impact of one artifact"
                            .formatted(most, what));
        }
    }

    /** Whether it may be released, so that people know it by a name. */
    static boolean isShipped(NodeRef node) {
        return SHIPPED.contains(node.type());
    }

    /**
     * The artifacts and models that are the same content or were made with it, at any distance,
     * each with its name.
     */
    SortedMap<NodeRef, Optional<String>> of(NodeRef with) {
        SortedMap<NodeRef, Optional<String>> made = new TreeMap<>();
        Set<NodeRef> seen = new HashSet<>(Set.of(with));
        Deque<NodeRef> ahead = new ArrayDeque<>(seen);
        while (!ahead.isEmpty()) {
            NodeRef at = ahead.remove();
            Stream.concat(
                            links.getOrDefault(at, NOTHING).stream(),
                            alike.getOrDefault(Content.of(at), NOTHING).stream())
                    .filter(seen::add)
                    .forEach(
                            next -> {
                                ahead.add(next);
                                if (isShipped(next)) {
                                    made.put(next, names.getOrDefault(next, Optional.empty()));
                                }
                            });
        }
        return made;
    }
}
