package dev.goldthread.api.adapter.generic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON of any tool: by the first mapping of the connection that fits, or as events in the API's own
 * shape, one or an array. Events may only be of products that the connection names.
 */
public final class GenericAdapter extends JsonAdapter {

    public static final String NAME = "generic";

    private final List<Mapping> mappings;

    private GenericAdapter(List<Mapping> mappings) {
        super(NAME);
        this.mappings = List.copyOf(mappings);
    }

    /**
     * @param mappings an array, or not there
     * @throws dev.goldthread.api.adapter.UnfitException naming the place in it that is wrong
     */
    public static GenericAdapter of(Member mappings) {
        return new GenericAdapter(mappings.items().stream().map(Mapping::of).toList());
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        Optional<Mapping> fitting =
                mappings.stream().filter(mapping -> mapping.fits(body)).findFirst();
        if (fitting.isPresent()) {
            Mapping mapping = fitting.get();
            return inProduct(
                    rules,
                    mapping.scope(body),
                    mapping.type(),
                    product ->
                            new Reading.Events(
                                    List.of(
                                            mapping.draft(
                                                            body,
                                                            rules,
                                                            product,
                                                            delivery.receivedAt())
                                                    .json())));
        }
        List<Member> own = body.json().isArray() ? body.items() : List.of(body);
        return !own.isEmpty() && own.stream().allMatch(GenericAdapter::isEvent)
                ? events(own, rules)
                : new Reading.Unmapped(
                        NAME,
                        "no mapping of connection %s fits it, and it is no event in the API's own shape"
                                .formatted(rules.connection()));
    }

    private static boolean isEvent(Member body) {
        return Stream.of("product", "type", "subject").allMatch(name -> body.at(name).isThere());
    }

    private static Reading events(List<Member> own, Rules rules) {
        for (Member event : own) {
            String named = event.at("product").needText();
            Optional<Product> allowed = rules.product(named);
            if (allowed.filter(product -> product.name().equals(named)).isEmpty()) {
                return Reading.Refused.of(
                        event.at("product").pointer(),
                        "product-not-allowed",
                        named,
                        "send events of products that connection %s names"
                                .formatted(rules.connection()));
            }
        }
        return new Reading.Events(
                own.stream().map(each -> (ObjectNode) each.json().deepCopy()).toList());
    }
}
