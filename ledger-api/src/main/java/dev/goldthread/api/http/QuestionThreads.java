package dev.goldthread.api.http;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that questions are computed on; {@link Turns} bounds how many there are. */
@Factory
final class QuestionThreads {

    @Singleton
    @Named(InTurn.THREADS)
    @Bean(preDestroy = "shutdownNow")
    ExecutorService threads() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().name("question-", 1).daemon().factory());
    }
}
