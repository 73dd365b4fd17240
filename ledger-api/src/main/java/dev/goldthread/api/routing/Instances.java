package dev.goldthread.api.routing;

import dev.goldthread.streams.query.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This instance among its fellows. Safe for any thread. */
public final class Instances implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private static final int ASKED_AT_ONCE = 16;

    private final Routing routing;
    private final Forwarder forwarder;

    /**
     * @param forwarder is closed with this
     */
    public Instances(Routing routing, Forwarder forwarder) {
        this.routing = routing;
        this.forwarder = forwarder;
    }

    public Routing routing() {
        return routing;
    }

    /**
     * Goes from one that has the partition to the next until one answers.
     *
     * @param request is asked for only when another instance is to answer
     */
    public Way find(int partition, Supplier<Forwarded> request) {
        List<String> reasons = new ArrayList<>();
        for (Step step : routing.steps(partition)) {
            switch (step) {
                case Step.Here _ -> {
                    // Asked now: while another one was waited for, it may have changed.
                    Presence as = routing.places().here(partition);
                    if (!(as instanceof Presence.Absent(var reason))) {
                        return new Way.Here(as);
                    }
                    reasons.add(reason);
                }
                case Step.There(var instance) -> {
                    Forwarded forwarded = request.get();
                    switch (ask(partition, instance, forwarded)) {
                        case Attempt.Done(var answer) -> {
                            return new Way.Elsewhere(instance, answer);
                        }
                        case Attempt.Failed(var isSafe, var reason) -> {
                            reasons.add(reason);
                            if (!isSafe && !forwarded.isRepeatable()) {
                                return new Way.Nowhere(reasons, false);
                            }
                        }
                    }
                }
            }
        }
        if (reasons.isEmpty()) {
            reasons.add("no instance that can be asked has partition %d now".formatted(partition));
        }
        return new Way.Nowhere(reasons, true);
    }

    private sealed interface Attempt {
        record Done(RemoteAnswer answer) implements Attempt {}

        record Failed(boolean isSafe, String reason) implements Attempt {}
    }

    private Attempt ask(int partition, HostInfo instance, Forwarded request) {
        return ask(instance, request, () -> routing.isHolder(partition, instance));
    }

    private Attempt ask(HostInfo instance, Forwarded request, BooleanSupplier stillWanted) {
        return switch (forwarder.ask(instance, request, stillWanted)) {
            case Reply.Answered(var answer) when answer.isNotReady() ->
                    new Attempt.Failed(
                            true,
                            "instance %s is not ready".formatted(InstanceAddress.text(instance)));
            case Reply.Answered(var answer) -> new Attempt.Done(answer);
            case Reply.Unanswered(var isSafe, var reason) -> {
                LOG.warn("{}; it is passed over for a moment", reason);
                routing.passOver(instance);
                yield new Attempt.Failed(isSafe, reason);
            }
        };
    }

    /**
     * What the other instances answer, each for itself.
     *
     * @param answers of those that did
     * @param reasons why each of the rest did not; empty only when all were asked that run
     */
    public record Heard(Map<HostInfo, RemoteAnswer> answers, List<String> reasons) {
        public Heard {
            answers = Map.copyOf(answers);
            reasons = List.copyOf(reasons);
        }
    }

    /** Asks every other instance that runs. */
    public Heard askOthers(Forwarded question) {
        Set<HostInfo> all = routing.places().instances();
        if (!all.contains(routing.self())) {
            return new Heard(Map.of(), List.of("it is not known yet which other instances run"));
        }
        List<Map.Entry<HostInfo, Attempt>> asked =
                all.stream()
                        .filter(instance -> !instance.equals(routing.self()))
                        .gather(
                                Gatherers.mapConcurrent(
                                        ASKED_AT_ONCE,
                                        instance -> Map.entry(instance, ask(instance, question))))
                        .toList();
        Map<HostInfo, RemoteAnswer> answers = new HashMap<>();
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<HostInfo, Attempt> each : asked) {
            switch (each.getValue()) {
                case Attempt.Done(var answer) -> answers.put(each.getKey(), answer);
                case Attempt.Failed(_, var reason) -> reasons.add(reason);
            }
        }
        return new Heard(answers, reasons);
    }

    private Attempt ask(HostInfo instance, Forwarded question) {
        return ask(instance, question, () -> routing.places().instances().contains(instance));
    }

    /**
     * Asks one instance and no other.
     *
     * @throws IOException when it does not answer
     */
    public RemoteAnswer ask(HostInfo instance, Forwarded request, int partition)
            throws IOException {
        return switch (ask(partition, instance, request)) {
            case Attempt.Done(var answer) -> answer;
            case Attempt.Failed(_, var reason) -> throw new IOException(reason);
        };
    }

    @Override
    public void close() {
        forwarder.close();
    }
}
