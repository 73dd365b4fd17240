package dev.goldthread.api.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;

/** An adapter for a tool that sends JSON; what does not fit becomes the answer. */
public abstract class JsonAdapter implements Adapter {

    private final String name;

    protected JsonAdapter(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Reading read(Delivery delivery, Rules rules) {
        try {
            return read(JsonBody.read(delivery.body()), delivery, rules);
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    /**
     * @throws UnfitException where the body lacks what an event needs
     */
    protected abstract Reading read(Member body, Delivery delivery, Rules rules);

    /** Events, or that there are none. */
    protected static Reading events(List<Draft> drafts, String kind, String because) {
        List<ObjectNode> events = drafts.stream().map(Draft::json).toList();
        return events.isEmpty() ? new Reading.Unmapped(kind, because) : new Reading.Events(events);
    }

    /** Reads on where a rule of the connection names the product. */
    protected static Reading inProduct(Rules rules, String scope, String kind, InProduct read) {
        Optional<Product> product = rules.product(scope);
        return product.isPresent()
                ? read.read(product.get())
                : new Reading.Unmapped(
                        kind,
                        "no product rule of connection %s matches %s; add one and map again"
                                .formatted(rules.connection(), scope));
    }

    /** The rest of reading, once the product is known. */
    @FunctionalInterface
    protected interface InProduct {
        Reading read(Product product);
    }

    /** Links from the subject to the tracker keys in texts: guessed, so INFERRED. */
    protected static void linkKeys(Draft draft, Rules rules, String relation, String... texts) {
        rules.trackerKeys(String.join("\n", texts)).stream()
                .distinct()
                .forEach(
                        key ->
                                draft.link(
                                        relation, key.type(), key.key(), Draft.Strength.INFERRED));
    }
}
