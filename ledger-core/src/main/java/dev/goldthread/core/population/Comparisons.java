package dev.goldthread.core.population;

import dev.goldthread.core.population.Comparison.Question;
import dev.goldthread.core.population.SourceStatus.Reconciled;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the comparisons of one source leave, all together. One that differs stands until later ones
 * of the same things, together, are about all of its time: a list of other things, or of another
 * time, says nothing of what was missing then. A list of which parts have not come takes the place
 * of none.
 */
final class Comparisons {

    /**
     * All the pieces of one list that have come.
     *
     * @param to end of its time, as far as it can know: no longer than until it was compared
     */
    private record Whole(
            List<Comparison> pieces,
            Question question,
            Instant from,
            Instant to,
            Reconciled result,
            boolean hasCome) {

        boolean isAboutTimeOf(Whole other) {
            return !to.isBefore(other.from()) && !from.isAfter(other.to());
        }
    }

    private final List<Whole> wholes;

    /**
     * @param all in any order
     */
    Comparisons(List<Comparison> all) {
        wholes =
                Rounds.of(all, Function.identity()).stream()
                        .map(Comparisons::whole)
                        .sorted(Comparator.comparing(Whole::result, Reconciled.BY_TIME))
                        .toList();
    }

    private static Whole whole(List<Comparison> pieces) {
        Comparison last = pieces.getLast();
        long total = last.result().parts();
        Set<Long> came = new HashSet<>();
        pieces.stream().map(Comparison::part).filter(part -> part <= total).forEach(came::add);
        boolean hasCome = came.size() >= total;
        return new Whole(
                pieces,
                last.question(),
                last.from(),
                Collections.min(List.of(last.to(), pieces.getFirst().result().at())),
                new Reconciled(
                        last.result().event(),
                        last.result().at(),
                        last.result().scope(),
                        hasCome && results(pieces).allMatch(Reconciled::complete),
                        results(pieces).flatMap(each -> each.contradiction().stream()).findFirst(),
                        results(pieces).flatMap(each -> each.missing().stream()).toList(),
                        results(pieces).flatMap(each -> each.unexpected().stream()).toList(),
                        came.size(),
                        total),
                hasCome);
    }

    private static Stream<Reconciled> results(List<Comparison> pieces) {
        return pieces.stream().map(Comparison::result);
    }

    /** Empty where nobody ever compared. */
    Optional<Reconciled> latest() {
        return wholes.isEmpty() ? Optional.empty() : Optional.of(wholes.getLast().result());
    }

    /** Those that differ and that later ones did not take the place of, the earliest first. */
    List<Reconciled> differing() {
        return standing(whole -> !whole.result().complete()).map(Whole::result).toList();
    }

    /** The pieces of those that later ones did not take the place of; the latest is one. */
    Stream<Comparison> counting() {
        return standing(_ -> true).flatMap(whole -> whole.pieces().stream());
    }

    private Stream<Whole> standing(Predicate<Whole> asked) {
        return IntStream.range(0, wholes.size())
                .filter(i -> asked.test(wholes.get(i)))
                .filter(i -> !isOver(wholes.get(i), wholes.subList(i + 1, wholes.size())))
                .mapToObj(wholes::get);
    }

    private static boolean isOver(Whole list, List<Whole> later) {
        Instant end = list.from();
        boolean isMet = false;
        List<Whole> again =
                later.stream()
                        .filter(each -> each.isAboutTimeOf(list) && each.hasCome())
                        .filter(each -> each.question().equals(list.question()))
                        .sorted(Comparator.comparing(Whole::from))
                        .toList();
        for (Whole each : again) {
            if (each.from().isAfter(end)) {
                break;
            }
            if (!each.to().isBefore(end)) {
                end = each.to();
                isMet = true;
            }
        }
        return isMet && !end.isBefore(list.to());
    }
}
