package dev.goldthread.streams.topic;

import java.util.List;
import java.util.stream.Collectors;

/** The cluster's topics would lose or confuse history; nothing was changed in those that exist. */
public final class TopicMismatchException extends RuntimeException {

    private final transient List<TopicProblem> problems;

    TopicMismatchException(List<TopicProblem> problems) {
        super(
                problems.stream()
                        .map(TopicProblem::toString)
                        .collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<TopicProblem> problems() {
        return problems;
    }
}
