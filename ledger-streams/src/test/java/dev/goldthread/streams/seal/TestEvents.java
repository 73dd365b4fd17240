package dev.goldthread.streams.seal;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Events as the gate hands them on. */
final class TestEvents {

    private TestEvents() {}

    static AcceptedEvent event(Product product, String id) {
        return event(product, id, "a change", Optional.empty());
    }

    /** Another summary makes another requestDigest. */
    static AcceptedEvent event(
            Product product, String id, String summary, Optional<Digest> rawSha256) {
        String sha = Digest.sha256(product + id).hex().substring(0, 40);
        Event event =
                new Event(
                        new EventId(id),
                        product,
                        "commit.pushed",
                        Instant.parse("2026-03-01T10:00:00.123456Z"),
                        new Actor(Actor.Kind.SYSTEM, "ci", Optional.empty()),
                        new Source(
                                "https://git.example.org/pump",
                                "git",
                                Optional.empty(),
                                OptionalLong.empty()),
                        new NodeRef(product, "Commit", sha),
                        List.of(),
                        new EventData(
                                "CommitPushed",
                                Map.of(
                                        "repository",
                                        "pump",
                                        "summary",
                                        summary,
                                        "signatureState",
                                        "UNSIGNED")),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>());
        byte[] nonce = Digest.sha256("nonce" + product + id).toBytes();
        return new AcceptedEvent(
                event,
                Digest.sha256("request" + product + id + summary),
                Optional.empty(),
                new AcceptedEvent.Nonce(new Bytes(Arrays.copyOf(nonce, 16))),
                new AcceptedEvent.Submission("pipeline", "http", rawSha256));
    }
}
