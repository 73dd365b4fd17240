package dev.goldthread.api.http;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers which evidence events cite, and which was erased on record. Not thread-safe. */
final class CitedEvidence {

    static final String ERASED = "evidence.erased";

    /**
     * Content that events cite.
     *
     * @param erasedBy the event that says it was erased
     */
    record Cited(Evidence evidence, List<Citing> by, Optional<String> erasedBy) {}

    /** An event that cites it. */
    record Citing(long seq, String event, String type, NodeRef subject) {}

    private final Map<String, Evidence> contents = new TreeMap<>();
    private final Map<String, List<Citing>> citing = new HashMap<>();
    private final Map<String, String> erased = new HashMap<>();
    private final Map<String, String> erasedOfEvent = new HashMap<>();

    void add(Event event, long seq) {
        for (Evidence evidence : event.evidence()) {
            contents.putIfAbsent(evidence.sha256().hex(), evidence);
            citing.computeIfAbsent(evidence.sha256().hex(), _ -> new ArrayList<>())
                    .add(new Citing(seq, event.id().value(), event.type(), event.subject()));
        }
    }

    /**
     * A hold can refuse an erasure; then nothing was erased.
     *
     * @param event of type {@link #ERASED}
     */
    void addErasure(EventOutline event) {
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
