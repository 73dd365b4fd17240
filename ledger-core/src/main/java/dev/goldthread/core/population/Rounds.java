package dev.goldthread.core.population;

import dev.goldthread.core.population.Comparison.Listing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which pieces of a list were held against ours together. The same list may come again, and its
 * second part then says nothing together with the first one of before. A round begins with a piece
 * that has come already; pieces of one instant are of one round, in whatever order their events
 * are. For one thread.
 */
public final class Rounds<T> {

    private record Moment(Listing list, Instant at) {
        static Moment of(Comparison comparison) {
            return new Moment(comparison.list(), comparison.result().at());
        }
    }

    private final Function<T, Comparison> comparison;
    private final List<List<T>> all = new ArrayList<>();
    private final Map<Listing, Round<T>> latest = new HashMap<>();

    /**
     * @param numbers of its pieces
     */
    private record Round<T>(List<T> pieces, Set<Long> numbers) {}

    private Rounds(Function<T, Comparison> comparison) {
        this.comparison = comparison;
    }

    /**
     * Each round in the order of its pieces, by time.
     *
     * @param pieces in any order
     */
    public static <T> List<List<T>> of(Collection<T> pieces, Function<T, Comparison> comparison) {
        Rounds<T> rounds = new Rounds<>(comparison);
        pieces.stream()
                .sorted(Comparator.comparing(comparison, Comparison.BY_TIME))
                .collect(
                        Collectors.groupingBy(
                                piece -> Moment.of(comparison.apply(piece)),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .forEach((moment, together) -> rounds.add(moment.list(), together));
        return rounds.all;
    }

    private void add(Listing list, List<T> together) {
        Round<T> round = latest.get(list);
        if (round == null
                || together.stream().map(this::number).anyMatch(round.numbers()::contains)) {
            round = begin(list);
        }
        for (T piece : together) {
            if (!round.numbers().add(number(piece))) {
                round = begin(list);
                round.numbers().add(number(piece));
            }
            round.pieces().add(piece);
        }
    }

    private long number(T piece) {
        return comparison.apply(piece).part();
    }

    private Round<T> begin(Listing list) {
        Round<T> round = new Round<>(new ArrayList<>(), new HashSet<>());
        latest.put(list, round);
        all.add(round.pieces());
        return round;
    }
}
