package dev.goldthread.api.adapter.cdevents;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;

/** Says in our words what a CDEvent says. */
@FunctionalInterface
interface Mapping {

    /**
     * @param ours the event type that the table names
     * @throws UnfitException when the CDEvent does not say enough
     */
    Draft map(CdEvent event, String ours, Rules rules);
}
