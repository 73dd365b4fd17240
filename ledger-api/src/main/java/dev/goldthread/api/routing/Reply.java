package dev.goldthread.api.routing;

/** What came of asking another instance. */
public sealed interface Reply {

    /** Its answer, whatever it says; what was not read of it is to be read or closed. */
    record Answered(RemoteAnswer answer) implements Reply {}

    /**
     * None, or one that did not come to its end.
     *
     * @param isSafe whether the request cannot have had any effect there
     * @param reason for people
     */
    record Unanswered(boolean isSafe, String reason) implements Reply {}
}
