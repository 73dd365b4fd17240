package dev.goldthread.api.adapter.openlineage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import java.util.List;

/** One OpenLineage run event; only a run that completed has made anything. */
public final class OpenLineageAdapter implements Adapter {

    @Override
    public String name() {
        return "openlineage";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        try {
            Member root = JsonBody.read(delivery.body().toBytes(), "").needObject();
            root.get("run").needObject();
            root.get("run").get("runId").needText();
            root.get("job").needObject();
            root.get("eventTime").needRfc3339();
            Member type = root.get("eventType");
            return switch (type.text().orElse("")) {
                case "COMPLETE" -> completed(LineageRun.read(root, rules));
                case "START", "RUNNING", "OTHER", "" ->
                        new Reading.Unmapped(
                                type.text().orElse("run event"),
                                "the run has not ended; wait for COMPLETE");
                case "FAIL", "ABORT" ->
                        new Reading.Unmapped(
                                type.needText(), "a run that did not complete has made nothing");
                default -> throw type.refused("unknown-type", "send an event type of OpenLineage");
            };
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private static Reading completed(LineageRun run) {
        List<ObjectNode> events = run.events();
        return events.isEmpty()
                ? new Reading.Unmapped(
                        "COMPLETE",
                        "the facet goldthread is neither in /run/facets (kind training) nor in the facets of an output (kind dataset or model)")
                : new Reading.Events(events);
    }
}
