package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a real node after known work: 20 events, 20 duplicates, 2 refusals. */
class MetricsIT {

    private static final int EVENTS = 20;

    private static Node node;
    private static LedgerHttp http;
    private static Answer again;

    @BeforeAll
    static void work(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.of(node);
        String events =
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> Events.requirement("pump", "e-" + i, "REQ-" + i, "Stop"))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(http.post(events).status()).isEqualTo(200);
        again = http.post(events);
        http.post(Events.requirement("pump", "e-0", "REQ-0", "Go on"));
        http.post(
                Events.requirement("pump", "e-x", "REQ-1", "Stop")
                        .replace("requirement.recorded", "requirement.dreamt"));
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    @Test
    void aRetriedBatchIsKnownByItsReceiptsWhichShowNoMoreThanBefore() throws Exception {
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(EVENTS);
        JsonNode receipt = again.json().at("/results/0/receipt");
        assertThat(receipt.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("product", "id", "seq", "leaf", "sealedAt");
    }

    @Test
    void metricsCountWhatWasDone() throws Exception {
        String metrics =
                await(
                        () -> http.get("/metrics").body(),
                        text ->
                                text.contains("lag_records{stage=\"sealer\"} 0.0")
                                        && text.contains("lag_records{stage=\"projector\"} 0.0")
                                        && text.contains("lag_records{stage=\"checkpointer\"} 0.0")
                                        && text.contains("emit_to_applied_seconds_count 20")
                                        && value(text, "goldthread_checkpoints_signed_total") > 0);

        assertThat(metrics)
                .contains(
                        "goldthread_intake_events_total{channel=\"http\"} 20.0",
                        "goldthread_duplicate_events_total{stage=\"gate\"} 20.0",
                        "goldthread_rejected_events_total{rule=\"id-conflict\",stage=\"gate\"} 1.0",
                        "goldthread_rejected_events_total{rule=\"unknown-event-type\",stage=\"gate\"} 1.0",
                        "goldthread_rejected_events_total{rule=\"id-conflict\",stage=\"sealer\"} 0.0",
                        "goldthread_emit_to_sealed_seconds_count 20",
                        "goldthread_emit_to_applied_seconds_count 20",
                        "goldthread_restore_records_remaining 0.0");
        // What a transaction that grew too old did counts again; on a busy machine that happens.
        assertThat(value(metrics, "goldthread_sealed_events_total")).isGreaterThanOrEqualTo(EVENTS);
        assertThat(value(metrics, "goldthread_checkpoint_alarmed_logs")).isZero();
        assertThat(value(metrics, "goldthread_checkpoint_sign_seconds{of=\"max\"}")).isPositive();
        assertThat(value(metrics, "goldthread_store_bytes{store=\"graph\"}")).isPositive();
        assertThat(value(metrics, "goldthread_store_rows{store=\"graph\"}"))
                .isGreaterThanOrEqualTo(EVENTS);
        assertThat(value(metrics, "goldthread_commit_latency_seconds{of=\"max\"}")).isPositive();
        assertThat(value(metrics, "goldthread_emit_to_applied_seconds_sum"))
                .isGreaterThan(value(metrics, "goldthread_emit_to_sealed_seconds_sum"));
        assertThat(http.get("/metrics").response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void statusTellsTheSame() throws Exception {
        JsonNode status =
                await(
                        () -> http.get("/v1/status").json(),
                        json ->
                                json.at("/stages/2/behind").asLong(-1) == 0
                                        && json.findValuesAsText("status").stream()
                                                .allMatch("UP"::equals));

        assertThat(
                        StreamSupport.stream(status.get("stages").spliterator(), false)
                                .map(stage -> stage.get("stage").asText()))
                .containsExactly(
                        "gate", "sealer", "projector", "checkpointer", "broker", "registry");
        assertThat(status.at("/stages/0/done").asLong()).isEqualTo(EVENTS);
        assertThat(status.at("/stages/0/refused").asLong()).isEqualTo(2);
        assertThat(status.at("/stages/0/counters/duplicates").asLong()).isEqualTo(EVENTS);
        assertThat(status.at("/stages/1/done").asLong()).isGreaterThanOrEqualTo(EVENTS);
        assertThat(status.at("/stages/2/done").asLong()).isEqualTo(EVENTS);
        assertThat(status.at("/stages/3/counters/alarms").asLong(-1)).isZero();
        assertThat(status.at("/totals/products").asLong()).isEqualTo(1);
        assertThat(status.at("/totals/events").asLong()).isEqualTo(EVENTS);
        assertThat(status.at("/store/bytes").asLong()).isPositive();
        assertThat(status.at("/restore/remaining").asLong(-1)).isZero();
    }

    @Test
    void metricsNeedTheToken() throws Exception {
        assertThat(http.send(http.anonymous("/metrics").GET()).status()).isEqualTo(401);
    }

    private static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private interface Question<T> {
        T ask() throws Exception;
    }

    /** Commits and transaction markers come a moment after the receipts. */
    private static <T> T await(Question<T> question, Predicate<T> until) throws Exception {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (true) {
            T answer = question.ask();
            if (until.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as("still %s", answer).isLessThan(deadline);
        }
    }
}
