package dev.goldthread.api.adapter.standard;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Rules;
import java.util.stream.Stream;

/** What a message says it came of. */
public final class Causes {

    private Causes() {}

    /**
     * Links an event to those that set it off.
     *
     * @param theirs what the sender calls their messages
     */
    public static void link(Draft draft, Rules rules, Stream<String> theirs) {
        theirs.distinct()
                .forEach(
                        cause ->
                                draft.link(
                                        "triggeredBy",
                                        "Event",
                                        Naming.eventId(rules.connection(), cause),
                                        Strength.DECLARED));
    }
}
