package dev.goldthread.api.security;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who a token stands for.
 *
 * @param name 1 to 128 letters, digits and {@code . _ -}; goes into sealed events as {@code
 *     submission.principal}
 * @param roles at least one
 */
public record Principal(String name, Set<Role> roles) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public Principal {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "principal must match %s, but is \"%s\"; choose a name such as ci-builder"
                            .formatted(NAME.pattern(), name));
        }
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "principal %s has no role; give it one of %s"
                            .formatted(name, Arrays.toString(Role.values())));
        }
    }

    /** Whether it has one of these roles; an operator has all. Nobody may where none is allowed. */
    public boolean mayActAs(Set<Role> allowed) {
        return roles.contains(Role.OPERATOR)
                ? !allowed.isEmpty()
                : allowed.stream().anyMatch(roles::contains);
    }
}
