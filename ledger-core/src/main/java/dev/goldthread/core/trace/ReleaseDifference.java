package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is different between two releases, or in one since a time.
 *
 * @param since only what had happened by then is in the earlier state; empty of two releases
 * @param lineage whether the later one comes after the earlier by supersedes; else the requirements
 *     and changes of two separate releases are held against each other; true of one release
 */
public record ReleaseDifference(
        NodeRef from,
        NodeRef to,
        Optional<Instant> since,
        GraphView.Position asOf,
        boolean lineage,
        List<Section> sections)
        implements Naming {

    /**
     * One kind of thing.
     *
     * @param name what it is about: changes, requirements, contents, components, tests,
     *     configuration
     * @param notKnown why nothing can be said of it: that nobody listed something is no sign that
     *     it is not there
     */
    public record Section(
            String name,
            List<NodeRef> added,
            List<NodeRef> removed,
            List<Changed> changed,
            List<Unlisted> notKnown) {

        Section(String name, List<NodeRef> added, List<NodeRef> removed, List<Changed> changed) {
            this(name, added, removed, changed, List.of());
        }

        public Section {
            notKnown = List.copyOf(notKnown);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }

        private int size() {
            return added.size() + removed.size() + changed.size() + notKnown.size();
        }

        private Stream<NodeRef> named() {
            return Stream.of(
                            added.stream(),
                            removed.stream(),
                            changed.stream()
                                    .flatMap(each -> Stream.of(each.before(), each.after())))
                    .flatMap(each -> each);
        }
    }

    /**
     * The same thing in another state.
     *
     * @param before node in the earlier release
     * @param after node in the later one; another version of a component is another node
     * @param stateBefore outcome of a test, version of a component, else a revision, or what stands
     *     for one
     */
    public record Changed(
            NodeRef before,
            NodeRef after,
            Optional<String> stateBefore,
            Optional<String> stateAfter) {}

    /**
     * What nobody said everything of.
     *
     * @param release whose it is
     * @param node the release itself where it includes nothing of the kind
     */
    public record Unlisted(NodeRef release, NodeRef node, String because) {}

    public ReleaseDifference {
        sections = List.copyOf(sections);
    }

    /** How many items all lists of it have together. */
    public int size() {
        return sections.stream().mapToInt(Section::size).sum();
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(Stream.of(from, to), sections.stream().flatMap(Section::named));
    }
}
