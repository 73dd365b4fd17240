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
}
