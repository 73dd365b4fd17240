package dev.goldthread.streams.seal;

import java.util.Collection;
import org.apache.kafka.common.Metric;

/**
 * How long commits of the sealer took of late, as Kafka Streams measures it: per task, transaction
 * included, over its last one to two sampling windows of 30 s ("stream-thread-metrics",
 * commit-latency-avg and -max). Seconds; NaN when nothing was committed in that time.
 *
 * @param average of the slowest thread
 * @param max of all threads
 */
public record CommitLatency(double average, double max) {

    private static final String GROUP = "stream-thread-metrics";
    private static final double MILLIS_PER_SECOND = 1_000;

    static CommitLatency of(Collection<? extends Metric> metrics) {
        return new CommitLatency(
                seconds(metrics, "commit-latency-avg"), seconds(metrics, "commit-latency-max"));
    }

    private static double seconds(Collection<? extends Metric> metrics, String name) {
        return metrics.stream()
                        .filter(metric -> metric.metricName().group().equals(GROUP))
                        .filter(metric -> metric.metricName().name().equals(name))
                        .map(Metric::metricValue)
                        .filter(Double.class::isInstance)
                        .mapToDouble(Double.class::cast)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN)
                / MILLIS_PER_SECOND;
    }
}
