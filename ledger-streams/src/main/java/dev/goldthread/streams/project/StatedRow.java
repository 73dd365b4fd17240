package dev.goldthread.streams.project;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.graph.Statement;

/**
 * What a store keeps of an event, so that another instance can state it. Both have to be of one
 * {@link #FORM}.
 *
 * @param bytes as {@link EventRow} lays them out
 */
public record StatedRow(Bytes bytes) {

    /** Of the rows and of the event's schema, as a store is marked with it. */
    public static final String FORM = StoreFolder.FORM;

    /**
     * @throws IllegalStateException when these bytes are no such row
     */
    public Statement statement() {
        return EventRow.statement(bytes.toBytes());
    }
}
