package dev.goldthread.api.adapter.cloudevents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.standard.Batch;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * CloudEvents over HTTP or Kafka. What is inside is known by its type: a CDEvent, or an event in
 * the ledger's own shape ({@value #OWN_TYPE}).
 */
public final class CloudEventsAdapter implements Adapter {

    /** The data are an event as {@code POST /v1/events} takes it. */
    public static final String OWN_TYPE = "dev.goldthread.event";

    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";

    /** As many as an HTTP body of events may have. */
    private static final int BATCH_MAX = 1_000;

    private final CdEventsAdapter cdEvents;

    public CloudEventsAdapter(CdEventsAdapter cdEvents) {
        this.cdEvents = cdEvents;
    }

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        String type = delivery.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String mediaType = type.split(";", 2)[0].strip();
        try {
            if (mediaType.startsWith(BATCH)) {
                requireJson(mediaType, BATCH);
                return batch(JsonBody.read(delivery.body().toBytes(), ""), rules);
            } else if (mediaType.startsWith(STRUCTURED)) {
                requireJson(mediaType, STRUCTURED);
                return one(JsonBody.read(delivery.body().toBytes(), ""), rules);
            } else if (Attributes.areIn(delivery)) {
                return route(Attributes.read(delivery), rules);
            }
            throw new UnfitException(
                    "header:content-type",
                    "not-a-cloudevent",
                    mediaType.isEmpty() ? "nothing" : mediaType,
                    "send ce- headers, or application/cloudevents+json or application/cloudevents-batch+json");
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static void requireJson(String mediaType, String prefix) {
        if (!mediaType.equals(prefix + "+json")) {
            throw new UnfitException(
                    "header:content-type", "unknown-format", mediaType, "send " + prefix + "+json");
        }
    }

    private Reading one(Member event, Rules rules) {
        try {
            return route(JsonFormat.read(event), rules);
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private Reading batch(Member root, Rules rules) {
        List<Member> items = root.items();
        if (!root.json().isArray() || items.size() > BATCH_MAX) {
            throw root.refused(
                    "not-a-batch",
                    "send a JSON array of at most %d CloudEvents".formatted(BATCH_MAX));
        }
        return Batch.of(items.stream().map(item -> one(item, rules)).toList(), "batch");
    }

    private Reading route(CloudEvent event, Rules rules) {
        if (event.type().startsWith("dev.cdevents.") || event.type().startsWith("dev.cdeventsx.")) {
            return cdEvents.read(event.data(), rules);
        } else if (event.type().equals(OWN_TYPE)) {
            return own(event, rules);
        }
        return new Reading.Unmapped(
                event.type(),
                "no rule of this program knows the type; CloudEvents of type dev.cdevents.… and %s are read"
                        .formatted(OWN_TYPE));
    }

    /** As it is, but for the connection's own product: its secret opens no other. */
    private static Reading own(CloudEvent event, Rules rules) {
        Member data = event.data().needObject();
        Member product = data.get("product");
        String named = product.needText();
        Optional<Product> ours = rules.product(event.source());
        if (ours.isEmpty()) {
            return new Reading.Unmapped(
                    event.type(),
                    "no rule of connection %s names the product of %s"
                            .formatted(rules.connection(), event.source()));
        } else if (!ours.get().name().equals(named)) {
            throw product.refused(
                    "other-product",
                    "send events of %s, which connection %s is for, or change the connection"
                            .formatted(ours.get().name(), rules.connection()));
        }
        return new Reading.Events(List.of((ObjectNode) data.json()));
    }
}
