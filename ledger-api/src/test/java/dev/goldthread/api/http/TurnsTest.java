package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How many questions are computed at a time, and what becomes of the others. */
class TurnsTest {

    @Test
    void whoeverGetsNoTurnInTimeIsToldToComeAgainAndOthersWorkHasTurnsOfItsOwn() throws Exception {
        Turns turns = new Turns(1, Duration.ZERO);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        String question = "/v1/products/pump/pending";
        CompletableFuture<HttpResponse<?>> first =
                CompletableFuture.supplyAsync(
                        () ->
                                turns.inTurn(
                                        question,
                                        () -> {
                                            begun.countDown();
                                            await(end);
                                            return HttpResponse.ok();
                                        }));
        begun.await();

        HttpResponse<?> second = turns.inTurn(question, HttpResponse::ok);
        HttpResponse<?> part = turns.inTurn("/v1/partitions/0/products", HttpResponse::ok);
        end.countDown();
        first.get();

        assertThat((Object) second.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(second.header("Retry-After")).isEqualTo("5");
        assertThat(Json.parse(new String((byte[]) second.body())).path("detail").asText())
                .contains("1 questions are being answered", "ask again");
        assertThat((Object) part.status()).isEqualTo(HttpStatus.OK);
        assertThat((Object) turns.inTurn(question, HttpResponse::ok).status())
                .as("after the first")
                .isEqualTo(HttpStatus.OK);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
