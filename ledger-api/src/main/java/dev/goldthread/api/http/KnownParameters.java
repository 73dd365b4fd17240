package dev.goldthread.api.http;

import dev.goldthread.core.gate.Violation;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which query parameters a route takes, read off what it declares, so that a new route needs no
 * list.
 *
 * @param all by name, with what a value looks like
 * @param repeatable those of them that may come more than once
 * @param required those without which the route has no answer
 */
record KnownParameters(
        SortedMap<String, ParameterForm> all,
        SortedSet<String> repeatable,
        SortedSet<String> required) {

    KnownParameters {
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        repeatable = Collections.unmodifiableSortedSet(new TreeSet<>(repeatable));
        required = Collections.unmodifiableSortedSet(new TreeSet<>(required));
    }

    /** A route's own parameters, and those in beans that it takes. */
    static KnownParameters of(Argument<?>[] declared) {
        List<Argument<?>> parameters = parameters(declared).toList();
        SortedMap<String, ParameterForm> all = new TreeMap<>();
        parameters.forEach(each -> all.put(name(each), ParameterForm.of(each)));
        return new KnownParameters(
                all,
                names(parameters.stream().filter(KnownParameters::isList)),
                names(parameters.stream().filter(KnownParameters::isRequired)));
    }

    private static Stream<Argument<?>> parameters(Argument<?>[] declared) {
        return Arrays.stream(declared)
                .flatMap(
                        argument -> {
                            AnnotationMetadata says = argument.getAnnotationMetadata();
                            if (says.hasAnnotation(RequestBean.class)) {
                                return parameters(
                                        BeanIntrospection.getIntrospection(argument.getType())
                                                .getConstructorArguments());
                            }
                            return says.hasAnnotation(QueryValue.class)
                                    ? Stream.of(argument)
                                    : Stream.empty();
                        });
    }

    private static boolean isList(Argument<?> argument) {
        return Collection.class.isAssignableFrom(argument.getType());
    }

    private static boolean isRequired(Argument<?> argument) {
        return !argument.isOptional()
                && !argument.isNullable()
                && !isList(argument)
                && argument.getAnnotationMetadata()
                        .stringValue(Bindable.class, "defaultValue")
                        .isEmpty();
    }

    private static SortedSet<String> names(Stream<Argument<?>> parameters) {
        return parameters.map(KnownParameters::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(QueryValue.class)
                .filter(given -> !given.isEmpty())
                .orElse(argument.getName());
    }

    /**
     * What of a request the route does not take, and what it lacks.
     *
     * @param route as people are told it: {@code GET /v1/status}
     */
    List<Violation> violations(String route, Map<String, List<String>> given) {
        return Stream.concat(
                        new TreeMap<>(given)
                                .entrySet().stream()
                                        .flatMap(
                                                each ->
                                                        violation(
                                                                route,
                                                                each.getKey(),
                                                                each.getValue())
                                                                .stream()),
                        required.stream()
                                .filter(name -> isMissing(given.getOrDefault(name, List.of())))
                                .map(name -> missing(route, name)))
                .toList();
    }

    private Optional<Violation> violation(String route, String name, List<String> values) {
        ParameterForm form = all.get(name);
        if (form == null) {
            return Optional.of(
                    new Violation(name, "unknown-parameter", found(values), remedy(route, name)));
        }
        if (values.size() > 1 && !repeatable.contains(name)) {
            return Optional.of(
                    new Violation(name, "repeated-parameter", found(values), "give it once"));
        }
        if (isMissing(values)) {
            return required.contains(name)
                    ? Optional.empty() // told as what the route lacks
                    : Optional.of(
                            new Violation(
                                    name,
                                    "missing-value",
                                    "none",
                                    "give it a value, or leave it out"));
        }
        return values.stream().allMatch(form::takes)
                ? Optional.empty()
                : Optional.of(form.violation(name, found(values)));
    }

    /** One without a value says nothing. */
    private static boolean isMissing(List<String> values) {
        return values.stream().allMatch(String::isBlank);
    }

    private Violation missing(String route, String name) {
        return new Violation(
                name,
                "missing-parameter",
                "none",
                "give it; %s needs %s".formatted(route, String.join(", ", required)));
    }

    private static String found(List<String> values) {
        return String.join(", ", values);
    }

    private String remedy(String route, String name) {
        String instead = closest(name).map("write %s"::formatted).orElse("leave it out");
        return all.isEmpty()
                ? "%s; %s takes no parameters".formatted(instead, route)
                : "%s; %s takes %s".formatted(instead, route, String.join(", ", all.keySet()));
    }

    /** The one that was probably meant: at most a third of its letters are others. */
    private Optional<String> closest(String name) {
        String wanted = plain(name);
        Map<Integer, String> byDistance = new TreeMap<>();
        for (String each : all.keySet()) {
            int distance = TypingDistance.between(wanted, plain(each));
            if (distance <= Math.max(1, each.length() / 3)) {
                byDistance.putIfAbsent(distance, each);
            }
        }
        return byDistance.values().stream().findFirst();
    }

    /** As_of-seq is asOfSeq, written as others do. */
    private static String plain(String name) {
        return name.replaceAll("[_.-]", "").toLowerCase(Locale.ROOT);
    }
}
