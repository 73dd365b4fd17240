package dev.goldthread.core.event;

import java.util.Optional;

/**
 * Who did it.
 *
 * @param id a directory key, never a name or mail address (event-model, "Persons")
 * @param role the role they acted in, {@code quality}
 */
public record Actor(Kind kind, String id, Optional<String> role) {

    public enum Kind {
        HUMAN,
        SYSTEM
    }
}
