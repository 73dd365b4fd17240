package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.api.routing.Way;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.Presence;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks one partition of the ledger, here or on the instance that has it. */
@Singleton
final class PartitionAsk {

    private final Fellows fellows;

    PartitionAsk(Fellows fellows) {
        this.fellows = fellows;
    }

    /**
     * @param here asks this instance
     * @param question asks another one
     * @param read what that one answers
     * @throws NotReadyException when no instance can be asked
     */
    <T> T ask(
            int partition,
            Supplier<T> here,
            Supplier<Forwarded> question,
            Function<JsonNode, T> read) {
        return fellows.instances()
                .map(instances -> ask(instances, partition, here, question, read))
                .orElseGet(here);
    }

    private static <T> T ask(
            Instances instances,
            int partition,
            Supplier<T> here,
            Supplier<Forwarded> question,
            Function<JsonNode, T> read) {
        return switch (instances.find(partition, question)) {
            case Way.Here(Presence.Absent(var reason)) -> throw new NotReadyException(reason);
            case Way.Here _ -> here.get();
            case Way.Elsewhere(var instance, var answer) -> {
                Handover.requireAlike(instance, answer);
                yield read.apply(json(partition, answer));
            }
            case Way.Nowhere(var reasons, _) ->
                    throw new NotReadyException(String.join("; ", reasons));
        };
    }

    private static JsonNode json(int partition, RemoteAnswer answer) {
        if (answer.status() != HttpStatus.OK.getCode()) {
            throw new NotReadyException(
                    "partition %d was answered with status %d"
                            .formatted(partition, answer.status()));
        }
        try {
            return Json.parse(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new NotReadyException("an instance broke off its answer: " + e);
        }
    }
}
