package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.metrics.Figures;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.streams.query.ProductPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of a ledger as JSON. */
final class StatusJson {

    private StatusJson() {}

    /** What cannot be known now is left out. */
    static ObjectNode of(
            List<Stages.State> states, Figures figures, Optional<List<ProductPosition>> products) {
        ObjectNode json = Json.object();
        for (Stages.State state : states) {
            stage(json.withArray("stages").addObject(), state, figures);
        }
        products.ifPresent(all -> totals(json.putObject("totals"), all));
        json.putObject("store")
                .put("bytes", figures.projector().store().bytes())
                .put("rows", figures.projector().store().rows());
        json.putObject("restore").put("remaining", figures.projector().restoring());
        figures.outside().witnesses().forEach(each -> witness(json, each));
        figures.outside().timestamps().ifPresent(stamps -> timestamps(json, stamps));
        return json;
    }

    private static void totals(ObjectNode json, List<ProductPosition> products) {
        json.put("products", products.size());
        json.put("events", products.stream().mapToLong(product -> product.seq() + 1).sum());
    }

    private static void witness(ObjectNode json, Figures.Witness witness) {
        ObjectNode one = json.withArray("witnesses").addObject();
        one.put("witness", witness.name())
                .put("pending", witness.pending())
                .put("cosigned", witness.cosigned())
                .put("failed", witness.failed());
        witness.problem().ifPresent(problem -> one.put("problem", problem));
    }

    private static void timestamps(ObjectNode json, Figures.Timestamps timestamps) {
        ObjectNode one = json.putObject("timestamps");
        one.put("stamped", timestamps.stamped()).put("failed", timestamps.failed());
        timestamps.problem().ifPresent(problem -> one.put("problem", problem));
    }

    private static void stage(ObjectNode json, Stages.State state, Figures figures) {
        json.put("stage", state.part().text());
        json.put("status", state.problem().isEmpty() ? "UP" : "DOWN");
        state.problem().ifPresent(problem -> json.put("reason", problem));
        switch (state.part()) {
            case GATE -> gate(json, figures.gate());
            case SEALER -> sealer(json, figures.sealer());
            case PROJECTOR -> projector(json, figures.projector());
            case CHECKPOINTER -> checkpointer(json, figures.checkpointer());
            case BROKER, REGISTRY -> {
                // They count nothing of ours.
            }
        }
    }

    private static void gate(ObjectNode json, Figures.Gate gate) {
        json.put("done", gate.takenInAll()).put("refused", gate.refusedInAll());
        ObjectNode counters = json.putObject("counters").put("duplicates", gate.duplicates());
        counters(counters.putObject("taken"), gate.taken());
        counters(counters.putObject("refused"), gate.refused());
    }

    private static void sealer(ObjectNode json, Figures.Sealer sealer) {
        json.put("done", sealer.sealed()).put("refused", sealer.refusedInAll());
        sealer.behind().ifPresent(behind -> json.put("behind", behind));
        ObjectNode counters =
                json.putObject("counters")
                        .put("sealed", sealer.sealed())
                        .put("duplicates", sealer.duplicates())
                        .put("rejected", sealer.refusedInAll());
        if (Double.isFinite(sealer.commits().average())) {
            counters.put("commitMillis", Math.round(sealer.commits().average() * 1_000));
        }
        counters(counters.putObject("refused"), sealer.refused());
    }

    private static void projector(ObjectNode json, Figures.Projector projector) {
        json.put("done", projector.applied());
        projector.behind().ifPresent(behind -> json.put("behind", behind));
        json.putObject("counters")
                .put("duplicates", projector.duplicates())
                .put("opaque", projector.opaque())
                .put("rebuilds", projector.rebuilds());
    }

    private static void checkpointer(ObjectNode json, Figures.Checkpointer checkpointer) {
        json.put("done", checkpointer.signed());
        checkpointer.behind().ifPresent(behind -> json.put("behind", behind));
        json.putObject("counters")
                .put("alarmedLogs", checkpointer.alarms())
                .put("alarms", checkpointer.raised());
    }

    /** Only those that say something. */
    private static void counters(ObjectNode json, Map<String, Long> counts) {
        counts.forEach(
                (name, count) -> {
                    if (count > 0) {
                        json.put(name, count);
                    }
                });
    }
}
