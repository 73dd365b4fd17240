package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who wrote what: whoever offered a change, whoever pushed a commit, and whoever the commit names
 * as its author; whoever registered a model or gave a setting its state. Each by one key for all
 * that they go by.
 */
final class Authors {

    private static final String PUSHED = "commit.pushed";

    private final GraphView view;
    private final Persons persons;

    Authors(GraphView view, Persons persons) {
        this.view = view;
        this.persons = persons;
    }

    /** Whether a fact says that somebody wrote something. */
    static boolean isWriting(NodeFact fact) {
        return fact.type().equals(PUSHED) || isOffering(fact);
    }

    private static boolean isOffering(NodeFact fact) {
        return fact.type().equals("change.proposed") || fact.type().equals("change.updated");
    }

    /**
     * Whoever made a model or setting what it is: a person who said so, and its owner. What a
     * system says, it passes on.
     */
    static Stream<String> ofState(NodeFact fact) {
        return Stream.concat(
                Stream.of(fact.actor())
                        .filter(actor -> actor.kind() == Actor.Kind.HUMAN)
                        .map(Actor::id),
                fact.data().text("owner").stream());
    }

    Set<String> of(Stream<Node> changes, Stream<Node> commits) {
        Set<String> authors = new HashSet<>();
        changes.forEach(change -> addOffering(change, authors));
        commits.forEach(commit -> addWriting(commit, Optional.empty(), authors));
        return authors;
    }

    /**
     * Of a change and its commits. To merge what others wrote is not to write it: where merging
     * made a commit, whoever merged is none of its authors.
     */
    Set<String> of(Node change) {
        Set<String> authors = new HashSet<>();
        addOffering(change, authors);
        Optional<NodeFact> merged = change.latest("change.merged");
        Stream<NodeRef> parts = view.effects(change.ref(), "partOf").stream().map(Edge::from);
        Stream<NodeRef> head =
                change.text("headCommit").stream()
                        .map(commit -> new NodeRef(change.ref().product(), "Commit", commit));
        Stream.concat(parts, head)
                .filter(part -> part.type().equals("Commit"))
                .distinct()
                .forEach(
                        commit ->
                                addWriting(
                                        view.node(commit),
                                        merged.filter(fact -> isMergedAs(commit, fact)),
                                        authors));
        return authors;
    }

    private static boolean isMergedAs(NodeRef commit, NodeFact merged) {
        return merged.data().text("mergeCommit").equals(Optional.of(commit.id()));
    }

    private void addOffering(Node change, Set<String> authors) {
        change.facts().stream()
                .filter(Authors::isOffering)
                .forEach(fact -> authors.add(persons.of(fact.actor().id())));
    }

    /**
     * @param merged the merge that the commit came in by, where the commit is what it names
     */
    private void addWriting(Node commit, Optional<NodeFact> merged, Set<String> authors) {
        Optional<String> merger = merged.map(fact -> persons.of(fact.actor().id()));
        boolean isMade =
                merged.filter(
                                fact ->
                                        !fact.data()
                                                .text("headCommit")
                                                .equals(Optional.of(commit.ref().id())))
                        .isPresent();
        for (NodeFact fact : commit.facts()) {
            if (fact.type().equals(PUSHED)) {
                boolean isByMerging =
                        isMade
                                || merged.filter(by -> !fact.occurredAt().isBefore(by.occurredAt()))
                                        .isPresent();
                Optional.of(persons.of(fact.actor().id()))
                        .filter(key -> !(isByMerging && merger.equals(Optional.of(key))))
                        .ifPresent(authors::add);
                fact.data()
                        .text("author")
                        .map(persons::of)
                        .filter(key -> !(isMade && merger.equals(Optional.of(key))))
                        .ifPresent(authors::add);
            }
        }
    }
}
