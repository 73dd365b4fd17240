package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked for before something counts as approved: each request in force by itself, and at
 * least one signature that approves. A request that was withdrawn asks for nothing any more.
 */
record ApprovalRequests(GraphView view, Persons persons) {

    /** A signature by which somebody wrote or looked at it is no approval. */
    private static final Set<String> NO_APPROVAL = Set.of("AUTHORED", "REVIEWED");

    /** What separates the names of several roles, each of which may answer. */
    private static final Pattern ROLES = Pattern.compile("\\s+(?:and|or)\\s+|\\s*[,;/&|]\\s*");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * What one request asks for.
     *
     * @param request empty where nobody asked: one approval is needed all the same
     * @param notBy persons who may not answer
     */
    record Asked(
            Optional<NodeRef> request,
            long quorum,
            Optional<String> role,
            Optional<String> meaning,
            Set<String> notBy,
            Conditions conditions) {

        private static final Asked ANY =
                new Asked(
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        new Conditions(List.of(), Optional.empty()));

        private boolean isForAnApproval() {
            return meaning.filter(NO_APPROVAL::contains).isEmpty();
        }

        /**
         * Why an answer is none to this; empty when it is one.
         *
         * @param person who gave it
         */
        Optional<String> objection(NodeFact answer, String person) {
            Optional<String> given = answer.data().text("meaning");
            if (meaning.isPresent()
                    ? !given.equals(meaning)
                    : given.filter(NO_APPROVAL::contains).isPresent()) {
                return Optional.of(
                        "it means %s, not %s"
                                .formatted(given.orElse("nothing"), meaning.orElse("APPROVED")));
            }
            if (notBy.contains(person)) {
                return Optional.of("%s may not answer %s".formatted(answer.actor().id(), name()));
            }
            Optional<String> as = answer.data().text("role").or(() -> answer.actor().role());
            return role.filter(asked -> as.filter(each -> isIn(each, asked)).isEmpty())
                    .map(
                            asked ->
                                    "it was given as %s, not as %s"
                                            .formatted(as.orElse("nothing"), asked));
        }

        String name() {
            return request.map(NodeRef::toString).orElse("what was asked");
        }

        /** Whether the words of the role hold those of one that was asked for. */
        private static boolean isIn(String role, String asked) {
            String words = words(role);
            return words.equals(words(asked))
                    || ROLES.splitAsStream(asked.toLowerCase(Locale.ROOT).strip())
                            .map(Asked::words)
                            .filter(name -> !name.isBlank())
                            .anyMatch(words::contains);
        }

        private static String words(String role) {
            return " %s "
                    .formatted(
                            SPACE.matcher(role.toLowerCase(Locale.ROOT).strip()).replaceAll(" "));
        }
    }

    List<Asked> of(NodeRef approved) {
        List<Asked> asked =
                view.effects(approved, "for").stream()
                        .map(Edge::from)
                        .filter(from -> from.type().equals("ApprovalRequest"))
                        .distinct()
                        .flatMap(request -> of(view.node(request)).stream())
                        .collect(Collectors.toCollection(ArrayList::new));
        if (asked.stream().noneMatch(Asked::isForAnApproval)) {
            asked.add(Asked.ANY);
        }
        return asked;
    }

    /** Empty of a request that was withdrawn, and not made again since. */
    private Optional<Asked> of(Node request) {
        List<NodeFact> facts = request.statements().toList();
        if (facts.isEmpty() || facts.getLast().type().equals("approval.withdrawn")) {
            return Optional.empty();
        }
        Map<String, Object> terms = new TreeMap<>();
        facts.stream()
                .filter(fact -> fact.type().equals("approval.requested"))
                .forEach(fact -> terms.putAll(fact.data().fields()));
        return Optional.of(
                new Asked(
                        Optional.of(request.ref()),
                        terms.get("quorum") instanceof Long quorum ? quorum : 1,
                        text(terms, "role"),
                        text(terms, "meaning"),
                        notBy(terms),
                        Conditions.of(request, view)));
    }

    private static Optional<String> text(Map<String, Object> terms, String field) {
        return Optional.ofNullable(terms.get(field)).map(Object::toString);
    }

    private Set<String> notBy(Map<String, Object> terms) {
        return terms.get("notBy") instanceof List<?> keys
                ? keys.stream().map(String::valueOf).map(persons::of).collect(Collectors.toSet())
                : Set.of();
    }
}
