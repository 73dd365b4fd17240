package dev.goldthread.core.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CONFLICT: the id of a deployment or rollback was used again for something else, so whatever else
 * is said of the id may be of either.
 */
public final class DeploymentId {

    /** So many things are named in one sentence. */
    private static final int NAMED_MAX = 3;

    private DeploymentId() {}

    /**
     * @param uses all of one id, in order
     */
    public static Optional<Finding> conflict(List<Installation> uses) {
        List<Installation> distinct = distinct(uses);
        for (int i = 0; i < distinct.size(); i++) {
            Installation use = distinct.get(i);
            Optional<Installation> other =
                    distinct.subList(i + 1, distinct.size()).stream()
                            .filter(later -> differ(use, later))
                            .findFirst();
            if (other.isPresent()) {
                return Optional.of(
                        Finding.by(
                                "deployment-id",
                                "CONFLICT",
                                "its id was used %d times, and not for the same: %s; %s"
                                        .formatted(uses.size(), told(use), told(other.get()))));
            }
        }
        return Optional.empty();
    }

    /** The first of those that installed the same: a name that is used each day is used often. */
    private static List<Installation> distinct(List<Installation> uses) {
        Map<List<Object>, Installation> first = new LinkedHashMap<>();
        uses.forEach(use -> first.putIfAbsent(List.of(Set.copyOf(use.items()), use.named()), use));
        return List.copyOf(first.values());
    }

    private static boolean differ(Installation use, Installation other) {
        if (isContent(use) && isContent(other)) {
            return !Set.copyOf(use.items()).equals(Set.copyOf(other.items()));
        }
        boolean isNamed = !use.named().isEmpty() && !other.named().isEmpty();
        return isNamed && Collections.disjoint(use.named(), other.named());
    }

    private static boolean isContent(Installation use) {
        return !use.items().isEmpty() && use.items().stream().allMatch(ReleaseContents::isContent);
    }

    private static String told(Installation use) {
        return "%s says %s into %s"
                .formatted(
                        use.facts().getFirst().event(),
                        use.items().size() > NAMED_MAX
                                ? "%s and %d more"
                                        .formatted(use.items().getFirst(), use.items().size() - 1)
                                : use.items().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")),
                        use.environments().stream()
                                .map(environment -> environment.id())
                                .collect(Collectors.joining(", ")));
    }
}
