package dev.goldthread.api.http;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers from the events of one log which evidence some of them cite, and which was erased on
 * record. Not thread-safe.
 */
final class CitedEvidence {

    private static final String ERASED = "evidence.erased";

    /**
     * Content that events cite.
     *
     * @param erasedBy the event that says it was erased
     */
    record Cited(Evidence evidence, List<Citing> by, Optional<String> erasedBy) {}

    /** An event that cites it. */
    record Citing(long seq, String event, String type, NodeRef subject) {}

    private final Collection<Long> wanted;
    private final Map<String, Evidence> contents = new TreeMap<>();
    private final Map<String, List<Citing>> citing = new HashMap<>();
    private final Map<String, String> erased = new HashMap<>();
    private final Map<String, String> erasedOfEvent = new HashMap<>();

    /**
     * @param wanted positions of the events whose evidence is asked for
     */
    CitedEvidence(Collection<Long> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    void add(Event event, long seq) {
        if (event.type().equals(ERASED)) {
            addErasure(event);
        }
        if (wanted.contains(seq)) {
            for (Evidence evidence : event.evidence()) {
                contents.putIfAbsent(evidence.sha256().hex(), evidence);
                citing.computeIfAbsent(evidence.sha256().hex(), _ -> new ArrayList<>())
                        .add(new Citing(seq, event.id().value(), event.type(), event.subject()));
            }
        }
    }

    /** A hold can refuse an erasure; then nothing was erased. */
    private void addErasure(Event event) {
        if (event.data().text("result").equals(Optional.of("REFUSED_BY_HOLD"))) {
            return;
        }
        if (event.data().fields().get("erased") instanceof List<?> digests) {
            digests.forEach(hex -> erased.putIfAbsent(String.valueOf(hex), event.id().value()));
        }
        for (Link link : event.links()) {
            if (link.relation().equals("concerns") && link.to().type().equals("Event")) {
                erasedOfEvent.putIfAbsent(link.to().id(), event.id().value());
            }
        }
    }

    /** By digest. */
    List<Cited> all() {
        return contents.values().stream()
                .map(
                        evidence -> {
                            String digest = evidence.sha256().hex();
                            List<Citing> by = citing.getOrDefault(digest, List.of());
                            return new Cited(evidence, by, erasedBy(digest, by));
                        })
                .toList();
    }

    /** Erased by its digest, or with every event that cites it. */
    private Optional<String> erasedBy(String digest, List<Citing> by) {
        Optional<String> itself = Optional.ofNullable(erased.get(digest));
        boolean isErasedWithAll =
                by.stream().allMatch(each -> erasedOfEvent.containsKey(each.event()));
        return itself.or(
                () ->
                        isErasedWithAll
                                ? Optional.ofNullable(erasedOfEvent.get(by.getFirst().event()))
                                : Optional.empty());
    }
}
