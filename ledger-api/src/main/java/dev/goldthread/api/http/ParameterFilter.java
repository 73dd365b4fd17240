package dev.goldthread.api.http;

import dev.goldthread.core.gate.Violation;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query parameter that the route does not take, and one that is given more than once
 * where one value is meant: a typing error in {@code asOfSeq} would be answered about now, and so
 * would one without a value. So is one that the route needs and does not get, or gets in another
 * form, before the server says so in its own words. Behind {@link BearerFilter}, so that strangers
 * learn nothing, and before {@link RoutingFilter}, so that it is refused where it is asked.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(50)
final class ParameterFilter {

    private static final Argument<?>[] NONE = {};

    private final Map<Object, KnownParameters> byMethod = new ConcurrentHashMap<>();

    @RequestFilter
    @Nullable MutableHttpResponse<?> check(HttpRequest<?> request) {
        List<Violation> violations =
                RouteAttributes.getRouteMatch(request)
                        .filter(route -> !takesForeign(route))
                        .map(route -> violations(route, request))
                        .orElse(List.of());
        return violations.isEmpty()
                ? null
                : Problem.broken(HttpStatus.BAD_REQUEST, violations).response();
    }

    private static boolean takesForeign(RouteMatch<?> route) {
        return route.getAnnotationMetadata().hasAnnotation(ForeignParameters.class);
    }

    private List<Violation> violations(RouteMatch<?> route, HttpRequest<?> request) {
        List<Violation> inPath =
                route instanceof MethodBasedRouteMatch<?, ?> method
                        ? Arrays.stream(method.getArguments())
                                .flatMap(each -> inPath(each, route.getVariableValues()).stream())
                                .toList()
                        : List.of();
        return inPath.isEmpty()
                ? known(route).violations(name(route, request), request.getParameters().asMap())
                : inPath;
    }

    /** What stands in the path is there, but may be no number. */
    private static Optional<Violation> inPath(Argument<?> declared, Map<String, Object> path) {
        Object value = path.get(declared.getName());
        ParameterForm form = ParameterForm.of(declared);
        return value == null
                        || !declared.getAnnotationMetadata().hasAnnotation(PathVariable.class)
                        || form.takes(value.toString())
                ? Optional.empty()
                : Optional.of(form.violation(declared.getName(), value.toString()));
    }

    private KnownParameters known(RouteMatch<?> route) {
        return route instanceof MethodBasedRouteMatch<?, ?> method
                ? byMethod.computeIfAbsent(
                        method.getExecutableMethod(),
                        _ -> KnownParameters.of(method.getArguments()))
                : KnownParameters.of(NONE);
    }

    /** As the description names it, with what is in the path left open. */
    private static String name(RouteMatch<?> route, HttpRequest<?> request) {
        String path =
                route.getRouteInfo() instanceof UriRouteInfo<?, ?> info
                        ? info.getUriMatchTemplate().toPathString()
                        : request.getPath();
        return request.getMethodName() + " " + path;
    }
}
