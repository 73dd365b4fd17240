package dev.goldthread.core.walk;

/** Where to go from a node: UP to its causes, DOWN to its effects. */
public enum Way {
    UP,
    DOWN,
    BOTH
}
