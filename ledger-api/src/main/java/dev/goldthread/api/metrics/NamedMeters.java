package dev.goldthread.api.metrics;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Meters of what has a name: channels, rules, witnesses and connections show up as they come. */
final class NamedMeters {

    private final Meters meters;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    NamedMeters(Meters meters) {
        this.meters = meters;
    }

    void watch(Figures now) {
        now.gate().taken().keySet().forEach(each -> once("taken", each, this::countTaken));
        now.gate().refused().keySet().forEach(each -> once("gate", each, this::countRefusedByGate));
        now.sealer()
                .refused()
                .keySet()
                .forEach(each -> once("sealer", each, this::countRefusedBySealer));
        now.outside().witnesses().forEach(each -> once("witness", each.name(), this::watchWitness));
        now.hooks().connections().forEach(this::watchConnection);
    }

    /** Registering a counter twice would change nothing, but each time the library warns. */
    private void once(String kind, String name, Consumer<String> register) {
        if (registered.add(kind + ' ' + name)) {
            register.accept(name);
        }
    }

    private void countTaken(String channel) {
        meters.counter(
                "goldthread.intake.events",
                "Events that the gate wrote to the intake, acknowledged",
                figures -> figures.gate().taken().getOrDefault(channel, 0L),
                "channel",
                channel);
    }

    private void countRefusedByGate(String rule) {
        countRefused(
                Stages.Part.GATE, rule, figures -> figures.gate().refused().getOrDefault(rule, 0L));
    }

    private void countRefusedBySealer(String rule) {
        countRefused(
                Stages.Part.SEALER,
                rule,
                figures -> figures.sealer().refused().getOrDefault(rule, 0L));
    }

    private void countRefused(Stages.Part stage, String rule, ToDoubleFunction<Figures> count) {
        meters.counter(
                "goldthread.rejected.events",
                "Events that the stage refused, by the first rule they broke",
                count,
                Meters.STAGE,
                stage.text(),
                "rule",
                rule);
    }

    private void watchWitness(String name) {
        meters.gauge(
                "goldthread.witness.pending.logs",
                "Logs whose newest checkpoint the witness has not cosigned yet",
                witness(name, Figures.Witness::pending),
                "witness",
                name);
        meters.counter(
                "goldthread.witness.cosignatures",
                "Cosignatures that the witness gave",
                witness(name, Figures.Witness::cosigned),
                "witness",
                name);
        meters.counter(
                "goldthread.witness.failures",
                "Attempts to get a cosignature that brought none",
                witness(name, Figures.Witness::failed),
                "witness",
                name);
    }

    private static ToDoubleFunction<Figures> witness(
            String name, ToLongFunction<Figures.Witness> count) {
        return figures ->
                figures.outside().witnesses().stream()
                        .filter(each -> each.name().equals(name))
                        .mapToLong(count)
                        .sum();
    }

    private void watchConnection(String name, Figures.Connection now) {
        once("waiting", name, this::measureWaiting);
        now.results()
                .keySet()
                .forEach(each -> once("results of " + name, each, _ -> countDelivered(name, each)));
        now.denied()
                .keySet()
                .forEach(each -> once("denials of " + name, each, _ -> countDenied(name, each)));
    }

    private void measureWaiting(String connection) {
        meters.gauge(
                "goldthread.hook.waiting.bodies",
                "Kept bodies that gave no events yet, or not all of them",
                connection(connection, Figures.Connection::waiting),
                "connection",
                connection);
    }

    private void countDelivered(String connection, String result) {
        meters.counter(
                "goldthread.hook.deliveries",
                "Deliveries of proven senders, by what became of them",
                connection(connection, of -> of.results().getOrDefault(result, 0L)),
                "connection",
                connection,
                "result",
                result);
    }

    private void countDenied(String connection, String reason) {
        meters.counter(
                "goldthread.hook.denied",
                "Deliveries of which nothing was kept, by reason",
                connection(connection, of -> of.denied().getOrDefault(reason, 0L)),
                "connection",
                connection,
                "reason",
                reason);
    }

    private static ToDoubleFunction<Figures> connection(
            String name, ToLongFunction<Figures.Connection> value) {
        return figures ->
                Optional.ofNullable(figures.hooks().connections().get(name))
                        .map(value::applyAsLong)
                        .orElse(0L);
    }
}
