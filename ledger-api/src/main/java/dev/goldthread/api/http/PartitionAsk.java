package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.api.routing.Step;
import dev.goldthread.streams.project.NotReadyException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** Asks one partition of the ledger, here or on the instance that has it. */
@Singleton
final class PartitionAsk {

    private final Fellows fellows;

    PartitionAsk(Fellows fellows) {
        this.fellows = fellows;
    }

    /**
     * Goes from one that has the partition to the next until one gives an answer that is whole and
     * can be read: a question does no harm twice.
     *
     * @param here asks this instance
     * @param question asks another one
     * @param read what that one answers; throws when it is no answer to the question
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
        List<String> reasons = new ArrayList<>();
        for (Step step : instances.routing().steps(partition)) {
            try {
                return switch (step) {
                    case Step.Here _ -> here.get();
                    case Step.There(var instance) ->
                            read(
                                    instance,
                                    instances.ask(instance, question.get(), partition),
                                    read);
                };
            } catch (NotReadyException | IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        throw new NotReadyException(
                reasons.isEmpty()
                        ? "no instance that can be asked has partition %d now".formatted(partition)
                        : String.join("; ", reasons));
    }

    private static <T> T read(HostInfo instance, RemoteAnswer answer, Function<JsonNode, T> read)
            throws IOException {
        Handover.requireAlike(instance, answer);
        String name = InstanceAddress.text(instance);
        if (answer.status() != HttpStatus.OK.getCode()) {
            throw new IOException(
                    "instance %s answered with status %d".formatted(name, answer.status()));
        }
        try {
            byte[] text = answer.whole().toBytes();
            return read.apply(Json.parse(new String(text, StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException e) {
            // Whatever a reader stumbles over: what cannot be read in full does not count.
            throw new IOException(
                    "instance %s gave an answer that cannot be taken: %s"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }
}
