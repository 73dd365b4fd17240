package dev.goldthread.api.gate;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A submitted event on its way, first to Kafka. For one thread. */
final class Pending {

    private final Supplier<CompletableFuture<?>> writer;
    private final Answer answer;
    private final Runnable whenNotWritten;
    private Optional<CompletableFuture<?>> written = Optional.empty();

    /**
     * @param writer begins to write what there is to write; what it returns completes when Kafka
     *     has it
     * @param whenNotWritten runs at {@link #release} when writing was never begun
     */
    Pending(Supplier<CompletableFuture<?>> writer, Answer answer, Runnable whenNotWritten) {
        this.writer = writer;
        this.answer = answer;
        this.whenNotWritten = whenNotWritten;
    }

    /** Of which nothing has to be undone. */
    static Pending of(Supplier<CompletableFuture<?>> writer, Answer answer) {
        return new Pending(writer, answer, () -> {});
    }

    /** Nothing has to be written. */
    static Pending unwritten(Outcome outcome) {
        return of(() -> CompletableFuture.completedFuture(""), Answer.of(outcome));
    }

    Answer answer() {
        return answer;
    }

    /**
     * Begins to write.
     *
     * @throws BrokerAwayException when Kafka has been away too long to take more
     */
    void write() {
        written = Optional.of(writer.get());
    }

    /** To be asked once {@link #write} began. */
    CompletableFuture<?> written() {
        return written.orElseThrow();
    }

    /** Ends the wait, and undoes what was noted of an event that nobody began to write. */
    void release() {
        if (written.isEmpty()) {
            whenNotWritten.run();
        }
        answer.release().run();
    }
}
