package dev.goldthread.api.node;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the ledger that a node runs, in the order an event passes them. */
public enum NodeRole {
    /** Relays what producers write to their inboxes; with {@link #API}, takes HTTP as well. */
    GATE,
    SEALER,
    PROJECTOR,
    /** Signs checkpoints; its data folder holds the key. */
    CHECKPOINTER,
    /** Answers HTTP; needs {@link #GATE} and {@link #PROJECTOR} in the same node for now. */
    API;

    /** Everything there is. */
    public static Set<NodeRole> all() {
        return EnumSet.allOf(NodeRole.class);
    }

    /**
     * The role of that name, as users write it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static NodeRole named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "role must be one of %s, but is \"%s\"; choose among these"
                                                .formatted(names(), name)));
    }

    private static String names() {
        return Arrays.stream(values()).map(NodeRole::text).collect(Collectors.joining(", "));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when these cannot be a node
     */
    static void requireTogether(Set<NodeRole> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "roles must be at least one, but are none; there are " + names());
        }
        if (roles.contains(API) && !roles.containsAll(EnumSet.of(GATE, PROJECTOR))) {
            throw new IllegalArgumentException(
                    "role api needs gate and projector in the same node for now: it asks their memory and stores directly; add them to %s"
                            .formatted(
                                    roles.stream()
                                            .map(NodeRole::text)
                                            .sorted()
                                            .collect(Collectors.joining(","))));
        }
    }
}
