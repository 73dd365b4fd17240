package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.AllowedToAnyone;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.PartOfPublicLog;
import dev.goldthread.api.security.Principal;
import dev.goldthread.api.security.Role;
import dev.goldthread.api.security.Tokens;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through only when its route says it may be called without a token, or the token is
 * known and its principal has a role the route allows. What no route matches needs a token too.
 * Before every other filter, by its order: one without an order would come behind them.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(0)
final class BearerFilter {

    static final String TOKEN_REQUIRED = "token-required";
    static final String ROLE_REQUIRED = "role-required";

    private static final String PRINCIPAL = "goldthread.principal";
    private static final String SCHEME = "bearer ";

    private final Tokens tokens;
    private final LogVisibility visibility;

    BearerFilter(Tokens tokens, LogVisibility visibility) {
        this.tokens = tokens;
        this.visibility = visibility;
    }

    /** Who calls; only routes that need a token may ask. */
    static Principal principal(HttpRequest<?> request) {
        return request.getAttribute(PRINCIPAL, Principal.class)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a route without a token has no principal"));
    }

    @RequestFilter
    @Nullable MutableHttpResponse<?> check(HttpRequest<?> request) {
        Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request).map(match -> match);
        if (route.filter(this::isOpen).isPresent()) {
            return null;
        }
        Optional<Principal> principal = token(request).flatMap(tokens::principal);
        if (principal.isEmpty()) {
            return isUnreadable(request) ? unreadable() : unauthorized(request);
        }
        request.setAttribute(PRINCIPAL, principal.get());
        return route.isEmpty() || principal.get().mayActAs(allowed(route.get()))
                ? null
                : forbidden(request, principal.get());
    }

    private boolean isOpen(RouteMatch<?> route) {
        return route.getAnnotationMetadata().hasAnnotation(AllowedToAnyone.class)
                || (visibility == LogVisibility.PUBLIC
                        && route.getAnnotationMetadata().hasAnnotation(PartOfPublicLog.class));
    }

    private static Set<Role> allowed(RouteMatch<?> route) {
        return Set.of(route.getAnnotationMetadata().enumValues(AllowedTo.class, Role.class));
    }

    private static Optional<String> token(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    /**
     * Of an address that is none (RFC 3986) the server hands on nothing but {@code /}, without the
     * headers and so without the token; an HTTP/1.1 request has a Host at least (RFC 9112, 3.2).
     */
    private static boolean isUnreadable(HttpRequest<?> request) {
        return request.getPath().equals("/") && request.getHeaders().names().isEmpty();
    }

    private static MutableHttpResponse<?> unreadable() {
        return new Problem(
                        HttpStatus.BAD_REQUEST,
                        "malformed-address",
                        "the address of the request cannot be read; percent-encode what may not stand in one, such as < > | and blanks in a parameter, as curl -G --data-urlencode does")
                .response();
    }

    /** Says the same whether a token is missing or wrong. */
    private static MutableHttpResponse<?> unauthorized(HttpRequest<?> request) {
        return new Problem(
                        HttpStatus.UNAUTHORIZED,
                        TOKEN_REQUIRED,
                        "%s %s needs a valid token; send Authorization: Bearer <token>, the operator's lies in the data folder"
                                .formatted(request.getMethod(), request.getPath()))
                .response()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"goldthread\"");
    }

    private static MutableHttpResponse<?> forbidden(HttpRequest<?> request, Principal principal) {
        return new Problem(
                        HttpStatus.FORBIDDEN,
                        ROLE_REQUIRED,
                        "%s %s is not allowed to %s with roles %s; ask the operator for the role"
                                .formatted(
                                        request.getMethod(),
                                        request.getPath(),
                                        principal.name(),
                                        principal.roles()))
                .response();
    }
}
