package dev.goldthread.api.routing;

import java.io.InputStream;
import java.net.http.HttpResponse;

/** What came of asking another instance. */
public sealed interface Reply {

    /** Its answer, whatever it says; the body is to be read or closed. */
    record Answered(HttpResponse<InputStream> response) implements Reply {}

    /**
     * None.
     *
     * @param isSafe whether the request cannot have had any effect there
     * @param reason for people
     */
    record Unanswered(boolean isSafe, String reason) implements Reply {}
}
