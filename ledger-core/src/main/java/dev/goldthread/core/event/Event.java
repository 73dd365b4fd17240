package dev.goldthread.core.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a producer states: one fact about one node, with its links (event-model, "Envelope").
 *
 * @param occurredAt when it happened, by the producer; microseconds
 * @param labels free, never used for tracing
 */
public record Event(
        EventId id,
        Product product,
        String type,
        Instant occurredAt,
        Actor actor,
        Source source,
        NodeRef subject,
        List<Link> links,
        EventData data,
        Optional<String> reason,
        List<Evidence> evidence,
        SortedMap<String, String> labels) {

    public Event {
        links = List.copyOf(links);
        evidence = List.copyOf(evidence);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
