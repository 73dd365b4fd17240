package dev.goldthread.api.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The events that a delivery gave, in order, as the gate answered last.
 *
 * @param named the first of them
 * @param more how many others there are
 */
public record Gave(List<One> named, int more) {

    /** A delivery may have thousands, and the journal remembers as many deliveries. */
    static final int NAMED_MAX = 100;

    /** What a gate refuses may claim to be called anything. */
    private static final int TEXT_LENGTH_MAX = 256;

    /**
     * An event.
     *
     * @param type as the adapter called it
     */
    public record One(
            Optional<String> id, Optional<String> product, Optional<String> type, Status status) {}

    /** What the gate did with an event. */
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        REFUSED;

        /** As answers to submitted events call it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Gave {
        named = List.copyOf(named);
    }

    /**
     * @param types of the events
     * @param outcomes of the same
     */
    static Gave of(List<String> types, List<Outcome> outcomes) {
        List<One> named =
                IntStream.range(0, Math.min(outcomes.size(), NAMED_MAX))
                        .mapToObj(i -> one(types.get(i), outcomes.get(i)))
                        .toList();
        return new Gave(named, outcomes.size() - named.size());
    }

    private static One one(String type, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var id, var product, var _) ->
                    one(Optional.of(id), Optional.of(product), type, Status.ACCEPTED);
            case Outcome.Duplicate(var id, var product, var _) ->
                    one(Optional.of(id), Optional.of(product), type, Status.DUPLICATE);
            case Outcome.Refused(var id, var product, var _) ->
                    new One(bounded(id), bounded(product), text(type), Status.REFUSED);
        };
    }

    private static One one(
            Optional<EventId> id, Optional<Product> product, String type, Status status) {
        return new One(id.map(EventId::value), product.map(Product::name), text(type), status);
    }

    private static Optional<String> text(String text) {
        return bounded(Optional.of(text).filter(each -> !each.isEmpty()));
    }

    private static Optional<String> bounded(Optional<String> text) {
        return text.filter(each -> each.length() <= TEXT_LENGTH_MAX);
    }

    int count() {
        return named.size() + more;
    }

    /** The same, and none is named. */
    Gave counted() {
        return new Gave(List.of(), count());
    }

    /** The types of events that an adapter made; empty texts where they name none. */
    static List<String> types(List<? extends JsonNode> events) {
        List<String> types = new ArrayList<>();
        events.forEach(event -> types.add(event.path("type").asText("")));
        return types;
    }
}
