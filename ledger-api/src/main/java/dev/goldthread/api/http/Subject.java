package dev.goldthread.api.http;

import dev.goldthread.api.routing.Places;
import dev.goldthread.core.event.Product;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a request is about, where only some instances know of it: one partition of the ledger.
 *
 * @param product where it is about one; else the whole partition
 * @param isTakenAnywhere whether those who do not have the partition may take it as well
 */
record Subject(int partition, Optional<Product> product, boolean isTakenAnywhere) {

    private static final String PARTITION = "partition";
    private static final String PRODUCT = "product";

    /**
     * By the names that routes give their parameters, so that a new route needs nothing. What is no
     * partition and no product is left to the route to refuse.
     */
    static Optional<Subject> of(HttpRequest<?> request, Places places) {
        return RouteAttributes.getRouteMatch(request)
                .filter(
                        route ->
                                !route.getAnnotationMetadata()
                                        .hasAnnotation(AnsweredAnywhere.class))
                .flatMap(route -> of(route, request, places));
    }

    private static Optional<Subject> of(
            RouteMatch<?> route, HttpRequest<?> request, Places places) {
        boolean anywhere = route.getAnnotationMetadata().hasAnnotation(TakenAnywhere.class);
        Optional<Subject> whole =
                variable(route, PARTITION)
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .filter(partition -> partition < places.partitions())
                        .map(partition -> new Subject(partition, Optional.empty(), anywhere));
        return whole.or(
                () ->
                        product(route, request)
                                .filter(Product::isName)
                                .map(Product::new)
                                .map(
                                        product ->
                                                new Subject(
                                                        places.partitionOf(product),
                                                        Optional.of(product),
                                                        anywhere)));
    }

    private static Optional<String> variable(RouteMatch<?> route, String name) {
        return Optional.ofNullable(route.getVariableValues().get(name)).map(Object::toString);
    }

    private static Optional<String> product(RouteMatch<?> route, HttpRequest<?> request) {
        return variable(route, PRODUCT)
                .or(() -> takesProduct(route) ? given(request) : Optional.empty());
    }

    private static boolean takesProduct(RouteMatch<?> route) {
        return route instanceof MethodBasedRouteMatch<?, ?> method
                && Arrays.stream(method.getArguments())
                        .anyMatch(argument -> argument.getName().equals(PRODUCT));
    }

    private static Optional<String> given(HttpRequest<?> request) {
        List<String> values = request.getParameters().getAll(PRODUCT);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
