package dev.goldthread.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** An id that was noted as on its way, and never was, would refuse another event of that id. */
class PendingTest {

    private final List<String> happened = new ArrayList<>();

    @Test
    void whatWasWrittenIsNotUndone() {
        CompletableFuture<Void> kafka = new CompletableFuture<>();
        Pending pending = pending(() -> kafka);

        pending.write();
        assertThat(pending.written().isDone()).isFalse();
        kafka.complete(null);
        assertThat(pending.written().isDone()).isTrue();
        pending.release();

        assertThat(happened).containsExactly("released");
    }

    @Test
    void whatNobodyBeganToWriteIsUndone() {
        pending(CompletableFuture::new).release();

        assertThat(happened).containsExactly("undone", "released");
    }

    @Test
    void whatTheProducerDidNotTakeIsUndone() {
        Pending pending =
                pending(
                        () -> {
                            throw new BrokerAwayException(new TimeoutException("buffer is full"));
                        });

        assertThatThrownBy(pending::write).isInstanceOf(BrokerAwayException.class);
        pending.release();

        assertThat(happened).containsExactly("undone", "released");
    }

    private Pending pending(Supplier<CompletableFuture<?>> writer) {
        Outcome accepted =
                new Outcome.Accepted(new EventId("e-1"), new Product("pump"), Optional.empty());
        Answer answer =
                new Answer(
                        CompletableFuture.completedFuture(accepted),
                        () -> accepted,
                        () -> happened.add("released"));
        return new Pending(writer, answer, () -> happened.add("undone"));
    }
}
