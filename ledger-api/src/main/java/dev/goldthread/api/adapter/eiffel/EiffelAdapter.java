package dev.goldthread.api.adapter.eiffel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Batch;
import dev.goldthread.api.adapter.standard.Supplement;
import java.util.List;

/** Eiffel events as JSON: one, or an array of at most a thousand. */
public final class EiffelAdapter implements Adapter {

    private static final int ITEMS_MAX = 1_000;

    @Override
    public String name() {
        return "eiffel";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        try {
            Member root = JsonBody.read(delivery.body().toBytes(), "");
            if (!root.json().isArray()) {
                return one(root, rules);
            } else if (root.json().size() > ITEMS_MAX) {
                throw root.refused("too-many", "send at most %d events".formatted(ITEMS_MAX));
            }
            return Batch.of(
                    root.items().stream().map(item -> one(item, rules)).toList(), "eiffel events");
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static Reading one(Member root, Rules rules) {
        try {
            EiffelEvent event = EiffelEvent.read(root);
            return switch (row(event.type())) {
                case EiffelTable.Row.Kept(String theirs, String because) ->
                        new Reading.Unmapped(theirs, because);
                case EiffelTable.Row.Mapped mapped -> {
                    ObjectNode ours = mapped.mapping().map(event, mapped.ours(), rules).json();
                    yield new Reading.Events(
                            List.of(Supplement.complete(ours, event.beside(), event.type())));
                }
            };
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static EiffelTable.Row row(String type) {
        return EiffelTable.row(type)
                .orElseGet(
                        () ->
                                new EiffelTable.Row.Kept(
                                        type, "no rule of this program knows the type"));
    }
}
