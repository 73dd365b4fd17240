package dev.goldthread.streams.query;

/** What this instance can say of a partition now. */
public sealed interface Presence {

    /** It owns the partition. */
    record Owner() implements Presence {}

    /**
     * Its store follows, and an answer from it is true as of an older state.
     *
     * @param lag entries that it does not have yet, at most
     */
    record Standby(long lag) implements Presence {}

    /**
     * Nothing that could be asked.
     *
     * @param reason for people
     */
    record Absent(String reason) implements Presence {}

    /**
     * Whether the ledger may hold something that a graph here does not have yet, so that nothing
     * can be denied.
     */
    default boolean mayLack() {
        return switch (this) {
            case Owner() -> false;
            case Standby(long lag) -> lag > 0;
            case Absent _ -> true;
        };
    }
}
