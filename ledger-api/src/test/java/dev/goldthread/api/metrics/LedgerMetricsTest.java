package dev.goldthread.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.project.StoreSize;
import dev.goldthread.streams.seal.CommitLatency;
import dev.goldthread.streams.seal.RefusalRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LedgerMetricsTest {

    /** Tests run in the module's folder. */
    private static final Path PAGE = Path.of("../docs/metrics.md");

    private final LedgerMetrics metrics = new LedgerMetrics();

    @Test
    void showsEveryFigure() {
        metrics.sealed(Duration.ofMillis(40), Duration.ofMillis(300));

        assertThat(metrics.scrape(figures(OptionalLong.of(4))))
                .contains(
                        "goldthread_intake_events_total{channel=\"http\"} 7.0",
                        "goldthread_intake_events_total{channel=\"report/junit\"} 1.0",
                        "goldthread_sealed_events_total 6.0",
                        "goldthread_rejected_events_total{rule=\"unknown-event-type\",stage=\"gate\"} 3.0",
                        "goldthread_rejected_events_total{rule=\"too-large\",stage=\"sealer\"} 2.0",
                        "goldthread_duplicate_events_total{stage=\"gate\"} 5.0",
                        "goldthread_duplicate_events_total{stage=\"sealer\"} 8.0",
                        "goldthread_duplicate_events_total{stage=\"projector\"} 1.0",
                        "goldthread_stage_lag_records{stage=\"sealer\"} 4.0",
                        "goldthread_stage_lag_records{stage=\"projector\"} 9.0",
                        "goldthread_stage_lag_records{stage=\"checkpointer\"} 3.0",
                        "goldthread_checkpoints_signed_total 11.0",
                        "goldthread_checkpoint_alarms_total 2.0",
                        "goldthread_checkpoint_alarmed_logs 1.0",
                        "goldthread_checkpoint_sign_seconds{of=\"average\"} 0.001",
                        "goldthread_checkpoint_sign_seconds{of=\"max\"} 0.25",
                        "goldthread_witness_pending_logs{witness=\"w1\"} 2.0",
                        "goldthread_witness_cosignatures_total{witness=\"w2\"} 5.0",
                        "goldthread_witness_failures_total{witness=\"w1\"} 4.0",
                        "goldthread_timestamps_total 7.0",
                        "goldthread_timestamp_failures_total 1.0",
                        "goldthread_hook_deliveries_total{connection=\"pump-github\",result=\"mapped\"} 12.0",
                        "goldthread_hook_denied_total{connection=\"pump-github\",reason=\"wrong\"} 3.0",
                        "goldthread_hook_waiting_bodies{connection=\"pump-github\"} 2.0",
                        "goldthread_commit_latency_seconds{of=\"average\"} 0.02",
                        "goldthread_commit_latency_seconds{of=\"max\"} 0.5",
                        "goldthread_store_bytes{store=\"graph\"} 4096.0",
                        "goldthread_store_rows{store=\"graph\"} 12.0",
                        "goldthread_restore_records_remaining 77.0",
                        "goldthread_question_nodes 8192.0",
                        "goldthread_question_nodes_limit 400000.0",
                        "goldthread_questions_refused_total 3.0",
                        "goldthread_emit_to_sealed_seconds_bucket{le=\"0.025\"} 0",
                        "goldthread_emit_to_sealed_seconds_bucket{le=\"0.05\"} 1",
                        "goldthread_emit_to_applied_seconds_bucket{le=\"0.25\"} 0",
                        "goldthread_emit_to_applied_seconds_bucket{le=\"0.5\"} 1",
                        "goldthread_emit_to_applied_seconds_count 1",
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads");
    }

    @Test
    void countersFollowTheFiguresAndWhatIsUnknownIsNotZero() {
        String _ = metrics.scrape(figures(OptionalLong.of(4)));

        assertThat(metrics.scrape(figures(OptionalLong.empty())))
                .contains("goldthread_stage_lag_records{stage=\"sealer\"} NaN")
                .containsOnlyOnce("goldthread_sealed_events_total 6.0");
    }

    /** Names, kinds and meanings: a metric that nobody can look up is noise. */
    @Test
    void thePageSaysWhatTheRegistrySays() throws IOException {
        metrics.sealed(Duration.ofMillis(40), Duration.ofMillis(300));
        String text = metrics.scrape(figures(OptionalLong.of(4)));
        Map<String, String> kinds =
                find(text, "(?m)^# TYPE (goldthread_\\w+) (\\w+)$", found -> found.group(2));
        Map<String, String> meanings =
                find(text, "(?m)^# HELP (goldthread_\\w+) (.+)$", found -> found.group(2));
        String row = "(?m)^\\| `(goldthread_\\w+)`[^|]*\\| (\\w+) \\| (.+?)[.;|]";

        String page = Files.readString(PAGE);

        assertThat(find(page, row, found -> found.group(2))).isEqualTo(kinds);
        assertThat(find(page, row, found -> found.group(3).strip())).isEqualTo(meanings);
    }

    private static Map<String, String> find(
            String text, String pattern, Function<MatchResult, String> value) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                // A histogram also shows its maximum, as a gauge of its own.
                .filter(found -> !found.group(1).endsWith("_seconds_max"))
                .collect(
                        Collectors.toMap(
                                found -> found.group(1), value, (one, _) -> one, TreeMap::new));
    }

    private static Figures figures(OptionalLong sealerBehind) {
        return new Figures(
                new Figures.Gate(
                        new TreeMap<>(Map.of("http", 7L, "report/junit", 1L)),
                        new TreeMap<>(Map.of("unknown-event-type", 3L)),
                        5),
                new Figures.Sealer(
                        6,
                        new TreeMap<>(Map.of(RefusalRule.TOO_LARGE.text(), 2L)),
                        8,
                        sealerBehind,
                        new CommitLatency(0.02, 0.5)),
                new Figures.Projector(6, 1, 0, 0, OptionalLong.of(9), 77, new StoreSize(4096, 12)),
                new Figures.Questions(8_192, 400_000, 3),
                new Figures.Checkpointer(11, 1, 2, OptionalLong.of(3), 0.001, 0.25),
                new Figures.Outside(
                        List.of(
                                new Figures.Witness("w1", 2, 9, 4, Optional.of("away")),
                                new Figures.Witness("w2", 0, 5, 0, Optional.empty())),
                        Optional.of(new Figures.Timestamps(7, 1, Optional.empty()))),
                new Figures.Hooks(
                        new TreeMap<>(
                                Map.of(
                                        "pump-github",
                                        new Figures.Connection(
                                                new TreeMap<>(Map.of("mapped", 12L)),
                                                new TreeMap<>(Map.of("wrong", 3L)),
                                                2)))));
    }
}
