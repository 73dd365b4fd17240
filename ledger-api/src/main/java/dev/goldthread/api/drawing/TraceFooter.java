package dev.goldthread.api.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands below a trace: how much its findings, or that there are none, are worth. A trace
 * never says that nothing is missing. It was judged on what it shows, and what a release has to
 * show is counted by its gaps.
 *
 * @param clean empty where a finding is a problem
 * @param limits what the judgement did not cover, a sentence each; none when it saw the whole
 * @param evidence where to ask whether all is there; empty where the question is about no release
 */
record TraceFooter(Optional<String> clean, List<String> limits, Optional<String> evidence) {

    TraceFooter {
        limits = List.copyOf(limits);
    }

    static TraceFooter of(Story story) {
        Trace trace = story.trace();
        if (trace.isWay()) {
            return new TraceFooter(
                    Optional.empty(), List.of("Nothing is judged along a way."), Optional.empty());
        }
        List<String> limits = trace.limits().stream().map(TraceFooter::sentence).toList();
        return new TraceFooter(
                story.problems().isEmpty()
                        ? Optional.of(
                                limits.isEmpty()
                                        ? "No finding here is a problem."
                                        : "No finding here is a problem, but only a part was judged.")
                        : Optional.empty(),
                limits,
                trace.root().type().equals("Release")
                        ? Optional.of(
                                "Whether all evidence is there that a release has to show: goldthread gaps %s %s"
                                        .formatted(
                                                trace.root().product(),
                                                NodeText.clean(trace.root().id())))
                        : Optional.empty());
    }

    boolean isWhole() {
        return limits.isEmpty();
    }

    /** All of it, a sentence each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        clean.ifPresent(lines::add);
        lines.addAll(limits);
        evidence.ifPresent(lines::add);
        return lines;
    }

    private static String sentence(String limit) {
        return switch (limit) {
            case "DEPTH" ->
                    "The walk ended at a depth: what lies deeper is not here, and coverage and decisions were not judged.";
            case "RELATIONS" ->
                    "Only some relations were followed: coverage and decisions were not judged.";
            case "TYPES" ->
                    "Only nodes of some types are shown; what was found about others is hidden.";
            case "NEIGHBOURHOOD" ->
                    "Coverage and decisions are not judged of what lies around a node.";
            case "PRODUCTS" ->
                    "What lies in another product that was not gone on into was not judged.";
            case "SEARCH" -> "Not everybody was asked who else speaks of these nodes.";
            default -> "The judgement was limited by %s.".formatted(NodeText.clean(limit));
        };
    }
}
