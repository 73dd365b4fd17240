package dev.goldthread.api.http;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import io.micronaut.http.HttpStatus;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a trace that a request asks for; 400 says what is wrong with one. */
final class FilterParameters {

    static final int DEPTH_MAX = 64;

    private FilterParameters() {}

    /**
     * @param relations names with commas between them
     * @param types names with commas between them
     */
    static TraceFilter filter(
            Optional<Integer> depth, Optional<String> relations, Optional<String> types) {
        depth.ifPresent(FilterParameters::requireDepth);
        return new TraceFilter(
                depth.isPresent() ? OptionalInt.of(depth.get()) : OptionalInt.empty(),
                names(
                        "relations",
                        relations,
                        name -> Vocabulary.GOLDTHREAD.relation(name).isPresent()),
                names("types", types, name -> Vocabulary.GOLDTHREAD.nodeType(name).isPresent()));
    }

    private static Set<String> names(
            String parameter, Optional<String> text, Predicate<String> isKnown) {
        Set<String> names =
                text.stream()
                        .flatMap(list -> Stream.of(list.split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
        if (text.isPresent() && names.isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "no-name",
                    "%s is %s, which names none, and none would mean all; name some, or leave it out"
                            .formatted(parameter, text.get()));
        }
        names.stream()
                .filter(name -> !isKnown.test(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw ProblemException.of(
                                    HttpStatus.BAD_REQUEST,
                                    "unknown-name",
                                    "%s: the vocabulary has no %s; see /v1/vocabulary"
                                            .formatted(parameter, name));
                        });
        return names;
    }

    private static void requireDepth(int depth) {
        if (depth < 0 || depth > DEPTH_MAX) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "depth-range",
                    "depth must be 0 to %d, but is %d".formatted(DEPTH_MAX, depth));
        }
    }

    static Way way(String direction) {
        return switch (direction) {
            case "up" -> Way.UP;
            case "down" -> Way.DOWN;
            case "both" -> Way.BOTH;
            default ->
                    throw ProblemException.of(
                            HttpStatus.BAD_REQUEST,
                            "unknown-direction",
                            "direction must be up, down or both, but is %s".formatted(direction));
        };
    }
}
