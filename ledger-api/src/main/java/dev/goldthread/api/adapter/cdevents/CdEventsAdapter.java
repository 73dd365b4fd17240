package dev.goldthread.api.adapter.cdevents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Supplement;
import java.util.List;

/**
 * CDEvents as JSON: the body of a CloudEvent in binary mode, or a CDEvent alone. Facts that
 * CDEvents have no field for may stand in {@code customData.goldthread}.
 */
public final class CdEventsAdapter implements Adapter {

    @Override
    public String name() {
        return "cdevents";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        try {
            return read(JsonBody.read(delivery.body().toBytes(), ""), rules);
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    /** Reads a CDEvent that stands somewhere in a body, as the data of a CloudEvent does. */
    public Reading read(Member root, Rules rules) {
        try {
            CdEvent event = CdEvent.read(root.needObject());
            return switch (row(event.kind())) {
                case CdTable.Row.Kept(String theirs, String because) ->
                        new Reading.Unmapped(theirs, because);
                case CdTable.Row.Mapped mapped -> mapped(event, mapped, rules);
            };
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static CdTable.Row row(String kind) {
        return CdTable.row(kind)
                .orElseGet(
                        () -> new CdTable.Row.Kept(kind, "no rule of this program knows the type"));
    }

    private static Reading mapped(CdEvent event, CdTable.Row.Mapped row, Rules rules) {
        ObjectNode ours = row.mapping().map(event, row.ours(), rules).json();
        Member beside = event.root().get("customData").get("goldthread");
        return new Reading.Events(List.of(Supplement.complete(ours, beside, event.kind())));
    }
}
