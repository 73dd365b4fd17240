package dev.goldthread.core.trace;

import dev.goldthread.core.trace.ProductionDeployments.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The time for which lists agree with the ledger, put together from that of each: what the later
 * one says of a time stands. For one thread.
 */
final class AgreedTime {

    /** Ends by beginnings; they neither meet nor overlap. */
    private final TreeMap<Instant, Instant> spans = new TreeMap<>();

    /**
     * @param lists the earliest first
     */
    static AgreedTime of(List<DeploymentList> lists) {
        AgreedTime time = new AgreedTime();
        for (DeploymentList list : lists) {
            list.span()
                    .ifPresent(
                            span -> {
                                time.remove(span);
                                if (list.agrees()) {
                                    time.add(span);
                                }
                            });
        }
        return time;
    }

    private void remove(Span span) {
        for (Map.Entry<Instant, Instant> each :
                List.copyOf(spans.headMap(span.to(), false).entrySet())) {
            Instant from = each.getKey();
            Instant to = each.getValue();
            if (to.isAfter(span.from())) {
                spans.remove(from);
                if (from.isBefore(span.from())) {
                    spans.put(from, span.from());
                }
                if (to.isAfter(span.to())) {
                    spans.put(span.to(), to);
                }
            }
        }
    }

    void add(Span span) {
        Instant from = span.from();
        Instant to = span.to();
        Map.Entry<Instant, Instant> before = spans.floorEntry(from);
        if (before != null && !before.getValue().isBefore(from)) {
            from = before.getKey();
        }
        for (Map.Entry<Instant, Instant> each :
                List.copyOf(spans.subMap(from, true, to, true).entrySet())) {
            to = each.getValue().isAfter(to) ? each.getValue() : to;
            spans.remove(each.getKey());
        }
        spans.put(from, to);
    }

    /** In order. */
    List<Span> spans() {
        return spans.entrySet().stream()
                .map(each -> new Span(each.getKey(), each.getValue()))
                .toList();
    }

    /** What is not agreed on between that time and the end of the last. */
    List<Span> gapsSince(Instant begin) {
        List<Span> gaps = new ArrayList<>();
        Instant covered = begin;
        for (Span span : spans()) {
            if (span.from().isAfter(covered)) {
                gaps.add(new Span(covered, span.from()));
            }
            covered = span.to().isAfter(covered) ? span.to() : covered;
        }
        return gaps;
    }

    Optional<Instant> begin() {
        return spans.isEmpty() ? Optional.empty() : Optional.of(spans.firstKey());
    }

    Optional<Instant> end() {
        return spans.isEmpty() ? Optional.empty() : Optional.of(spans.lastEntry().getValue());
    }

    /** Since when it is agreed on without a gap until the end. */
    Optional<Instant> lastBegin() {
        return spans.isEmpty() ? Optional.empty() : Optional.of(spans.lastKey());
    }
}
