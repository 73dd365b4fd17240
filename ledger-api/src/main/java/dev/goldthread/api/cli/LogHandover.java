package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.keys.KnownKey;
import dev.goldthread.streams.keys.RotationEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Hands every log of a running ledger over to another key: an event in each, then both keys'
 * signatures. Everything it does can be done again.
 */
final class LogHandover {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int RECEIPT_SECONDS = 20;
    private static final int KEY_DAYS = 730;

    private final LedgerClient client;
    private final EventSender sender;
    private final KnownKey old;
    private final KnownKey next;
    private final Terminal terminal;
    private final Map<Product, Long> handedOver = new HashMap<>();

    LogHandover(LedgerClient client, KnownKey old, KnownKey next, Terminal terminal) {
        this.client = client;
        this.sender = new EventSender(client, OptionalInt.of(RECEIPT_SECONDS), terminal);
        this.old = old;
        this.next = next;
        this.terminal = terminal;
    }

    /**
     * Goes over the products until none is left that the old key would sign.
     *
     * @return per log that the old key has signed, the size that both keys signed
     * @throws CliException when the ledger is away or a log is not signed in time
     */
    Map<Product, Long> run() {
        Set<Product> done = new HashSet<>();
        while (true) {
            Set<Product> open = products();
            open.removeAll(done);
            if (open.isEmpty()) {
                return handedOver;
            }
            open.stream().sorted().forEach(this::handOver);
            done.addAll(open);
        }
    }

    private Set<Product> products() {
        Set<Product> products = new HashSet<>();
        client.get("/v1/products")
                .path("products")
                .forEach(each -> products.add(new Product(each.path("product").asText())));
        return products;
    }

    private void handOver(Product product) {
        SignedNote latest = awaitSignedBy(product, List.of(old, next));
        Optional<Long> sealed = sealedBefore(product);
        if (sealed.isEmpty() && isBy(latest, next)) {
            return; // opened after the new key was there: the old one never signed it
        }
        long size = sealed.orElseGet(() -> emit(product)) + 1;
        awaitSignedBy(product, List.of(next));
        handedOver.put(product, size);
        terminal.say("  %s: both keys signed size %d".formatted(product, size));
    }

    private Optional<Long> sealedBefore(Product product) {
        return client.find(
                        "/v1/products/%s/event?id=%s"
                                .formatted(
                                        LedgerClient.encode(product.name()),
                                        LedgerClient.encode(eventId())))
                .map(event -> event.at("/seal/seq").asLong());
    }

    /** The event's place in its log. */
    private long emit(Product product) {
        JsonNode answer = sender.send(List.of(event(product).getBytes(StandardCharsets.UTF_8)));
        JsonNode receipt = answer.at("/results/0/receipt/seq");
        if (receipt.isMissingNode()) {
            throw CliException.error(
                    "log %s: the event of the rotation must be sealed, but is not: %s; look at goldthread status, then run this again"
                            .formatted(product, answer.at("/results/0")));
        }
        return receipt.asLong();
    }

    private SignedNote awaitSignedBy(Product product, List<KnownKey> keys) {
        String path = "/v1/products/%s/checkpoint".formatted(LedgerClient.encode(product.name()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<SignedNote> note =
                    client.findPlain(path)
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .map(SignedNote::parse);
            if (note.isPresent() && keys.stream().anyMatch(key -> isBy(note.get(), key))) {
                return note.get();
            }
            if (System.nanoTime() > deadline) {
                throw CliException.error(
                        "log %s must be signed by %s within %d s, but is not; look at goldthread status: the checkpointer must run on this data folder and have no alarm for this log, then run this again"
                                .formatted(
                                        product,
                                        keys.getLast().fingerprint(),
                                        PATIENCE.toSeconds()));
            }
            pause();
        }
    }

    private static boolean isBy(SignedNote note, KnownKey key) {
        Origin origin = Origin.parse(Checkpoint.parse(note.text()).origin());
        return note.verifiedBy(key.verifierKey(origin));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.error("interrupted; run it again, it goes on");
        }
    }

    /** The same in every attempt, so that a repetition is known as one. */
    private String eventId() {
        return "checkpoint-" + name(next);
    }

    private static String name(KnownKey key) {
        return "key-" + key.fingerprint().substring("sha256:".length(), "sha256:".length() + 16);
    }

    private String event(Product product) {
        ObjectNode json = LedgerClient.JSON.createObjectNode();
        json.put("id", eventId())
                .put("product", product.name())
                .put("type", RotationEvent.TYPE)
                .put("occurredAt", next.since().toString());
        json.putObject("actor").put("kind", "SYSTEM").put("id", "goldthread");
        json.putObject("source").put("uri", "urn:goldthread:keys").put("tool", "goldthread");
        json.putObject("subject").put("type", "Key").put("id", "checkpoint-" + name(next));
        json.putObject("data")
                .put("resource", RotationEvent.RESOURCE)
                .put("expiresAt", next.since().plus(KEY_DAYS, ChronoUnit.DAYS).toString())
                .put("fingerprint", next.fingerprint())
                .put("previousFingerprint", old.fingerprint())
                .put("algorithm", "Ed25519");
        return json.toString();
    }
}
