package dev.goldthread.streams.query;

import dev.goldthread.core.graph.DigestibleGraph;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.NodeHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Several graphs as one. A node may be in more than one of them: events of one product can speak of
 * a node of another, whose log lies in another partition.
 */
record MergedGraph(List<? extends DigestibleGraph> parts) implements DigestibleGraph {

    private record Head(Node node, Iterator<Node> rest) {}

    @Override
    public Iterable<Node> nodes() {
        return () -> {
            PriorityQueue<Head> heads =
                    new PriorityQueue<>(
                            Comparator.comparing((Head head) -> head.node().ref(), NodeHash.ORDER));
            parts.forEach(part -> push(heads, part.nodes().iterator()));
            return new Merging(heads);
        };
    }

    private static void push(PriorityQueue<Head> heads, Iterator<Node> rest) {
        if (rest.hasNext()) {
            heads.add(new Head(rest.next(), rest));
        }
    }

    private record Merging(PriorityQueue<Head> heads) implements Iterator<Node> {

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Node next() {
            Node first = pop().orElseThrow(() -> new NoSuchElementException("no more nodes"));
            while (!heads.isEmpty() && heads.element().node().ref().equals(first.ref())) {
                first = merged(first, pop().orElseThrow());
            }
            return first;
        }

        private Optional<Node> pop() {
            Head head = heads.poll();
            if (head == null) {
                return Optional.empty();
            }
            push(heads, head.rest());
            return Optional.of(head.node());
        }

        private static Node merged(Node left, Node right) {
            List<NodeFact> facts = new ArrayList<>(left.facts());
            facts.addAll(right.facts());
            List<Edge> causes = new ArrayList<>(left.causes());
            causes.addAll(right.causes());
            return new Node(left.ref(), facts, causes);
        }
    }
}
