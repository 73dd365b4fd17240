package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * NOT_AS_APPROVED on a model that runs, or was put by a deployment or a rollback, where it may not:
 * in an environment that its last word on {@code permittedEnvironments} does not name, whatever
 * that is for. It runs where an artifact runs that packages it. Each environment is one finding.
 */
final class PermittedRule implements FindingRules.Rule {

    /** The model, or an artifact that packages it. */
    private record Carrier(NodeRef ref, boolean isModel) {

        /** In words, where the sentence ends. */
        String words() {
            return isModel ? "it" : ref + ", which packages it";
        }

        /** In words, where the sentence goes on. */
        String wordsWithin() {
            return isModel ? words() : words() + ",";
        }
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        List<Node> models =
                scope.nodes("Model")
                        .filter(model -> scope.follows(model.ref()))
                        .filter(model -> !permitted(model).isEmpty())
                        .toList();
        if (models.isEmpty()) {
            return; // what deployments installed is only asked where it matters
        }
        List<Installation> installations =
                scope.nodes("Deployment")
                        .flatMap(node -> Installation.ofOwn(node, scope.view()).stream())
                        .filter(PermittedRule::isPut)
                        .toList();
        for (Node model : models) {
            Map<NodeRef, String> places = new TreeMap<>();
            List<Carrier> carriers = carriers(model.ref(), scope);
            addSeen(carriers, scope, places);
            addPut(carriers, installations, places);
            addRestored(carriers, scope, places);
            places.keySet().removeIf(place -> isPermitted(place, model, scope));
            places.values()
                    .forEach(words -> judgement.say(model, elsewhere(words, permitted(model))));
        }
    }

    /** What began, and of which no event says how it ended, may have put it there. */
    private static boolean isPut(Installation installation) {
        List<NodeFact> ends = installation.facts().stream().filter(Installation::isEnd).toList();
        return ends.isEmpty() || ends.stream().anyMatch(Installation::isDone);
    }

    /** The environments that run it, with what runs there; it is said of one thing in each. */
    private static void addSeen(List<Carrier> carriers, Scope scope, Map<NodeRef, String> places) {
        for (Carrier carrier : carriers) {
            scope.effects(carrier.ref(), "runs")
                    .filter(Edge::counts)
                    .map(Edge::from)
                    .forEach(
                            place ->
                                    places.putIfAbsent(
                                            place, "%s runs %s".formatted(place, carrier.words())));
        }
    }

    private static void addPut(
            List<Carrier> carriers, List<Installation> installations, Map<NodeRef, String> places) {
        for (Carrier carrier : carriers) {
            for (Installation each : installations) {
                if (each.items().contains(carrier.ref())) {
                    String put =
                            "%s put %s into ".formatted(each.deployment(), carrier.wordsWithin());
                    each.environments()
                            .forEach(place -> places.putIfAbsent(place, put + place.id()));
                }
            }
        }
    }

    /** Where a rollback put it again: into what the deployments went that it undoes. */
    private static void addRestored(
            List<Carrier> carriers, Scope scope, Map<NodeRef, String> places) {
        for (Carrier carrier : carriers) {
            for (Edge restores : scope.view().effects(carrier.ref(), "restores")) {
                if (restores.counts()) {
                    String restored =
                            "%s restored %s in ".formatted(restores.from(), carrier.wordsWithin());
                    places(restores, scope.view())
                            .forEach(place -> places.putIfAbsent(place, restored + place.id()));
                }
            }
        }
    }

    /** An id of a deployment may have been used again since. */
    private static Stream<NodeRef> places(Edge restores, GraphView view) {
        Node rollback = view.node(restores.from());
        boolean isDone =
                rollback.facts().stream()
                        .filter(fact -> Said.of(fact).equals(Said.of(restores)))
                        .anyMatch(Installation::isDone);
        return isDone
                ? Scope.causes(rollback, "reverts")
                        .filter(Edge::counts)
                        .flatMap(link -> Installation.ofOwn(view.node(link.to()), view).stream())
                        .filter(use -> !use.startedAt().isAfter(restores.occurredAt()))
                        .flatMap(use -> use.environments().stream())
                : Stream.empty();
    }

    /** The model, and the artifacts that package it. */
    private static List<Carrier> carriers(NodeRef model, Scope scope) {
        return Stream.concat(
                        Stream.of(model),
                        scope.effects(model, "packages").filter(Edge::counts).map(Edge::from))
                .distinct()
                .map(ref -> new Carrier(ref, ref.equals(model)))
                .toList();
    }

    /** By any id that the environment has. */
    private static boolean isPermitted(NodeRef environment, Node model, Scope scope) {
        List<String> permitted = permitted(model);
        return scope.crosswalks().idsOf(environment).stream()
                .map(NodeRef::id)
                .anyMatch(permitted::contains);
    }

    private static Finding elsewhere(String words, List<String> permitted) {
        return Finding.by(
                "permitted-environment",
                "NOT_AS_APPROVED",
                "%s, but it may run in %s alone".formatted(words, String.join(", ", permitted)));
    }

    private static List<String> permitted(Node model) {
        List<String> permitted = new ArrayList<>();
        if (model.attributes().get("permittedEnvironments") instanceof List<?> names) {
            names.forEach(name -> permitted.add(String.valueOf(name)));
        }
        return permitted;
    }
}
