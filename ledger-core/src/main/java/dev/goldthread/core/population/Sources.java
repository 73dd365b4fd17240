package dev.goldthread.core.population;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.population.SourceStatus.Finding;
import dev.goldthread.core.population.SourceStatus.Reconciled;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what events of one log tell of their sources. Not thread-safe. */
public final class Sources {

    private static final String RECONCILED = "source.reconciled";

    private final TreeMap<String, Seen> seen = new TreeMap<>();
    private final Map<String, Reconciled> reconciled = new HashMap<>();

    private static final class Seen {
        private final Numbers numbers = new Numbers();
        private String tool = "";
        private long events;
        private long counted;
        private Instant lastSeenAt = Instant.EPOCH;
    }

    /**
     * @param sealedAt when the ledger recorded it
     */
    public void add(Event event, Instant sealedAt) {
        Seen source = seen.computeIfAbsent(event.source().uri(), _ -> new Seen());
        source.tool = event.source().tool();
        source.events++;
        event.source()
                .seq()
                .ifPresent(
                        seq -> {
                            source.counted++;
                            source.numbers.add(seq);
                        });
        if (sealedAt.isAfter(source.lastSeenAt)) {
            source.lastSeenAt = sealedAt;
        }
        if (event.type().equals(RECONCILED)) {
            Reconciled one = reconciled(event);
            reconciled.merge(event.subject().id(), one, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        }
    }

    private static Reconciled reconciled(Event event) {
        Map<String, Object> data = event.data().fields();
        return new Reconciled(
                event.id().value(),
                event.occurredAt(),
                time(data.get("periodToAt"), event.occurredAt()),
                String.valueOf(data.get("scope")),
                "COMPLETE".equals(String.valueOf(data.get("result"))),
                texts(data.get("missing")),
                texts(data.get("unexpected")));
    }

    private static Instant time(@Nullable Object value, Instant other) {
        return switch (value) {
            case Instant time -> time;
            case Long micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            case null, default -> other;
        };
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * Every source that said something or was compared, by its URI.
     *
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    public List<SourceStatus> statuses(Instant now, Optional<Duration> silentAfter) {
        TreeMap<String, Seen> all = new TreeMap<>(seen);
        reconciled.keySet().forEach(uri -> all.computeIfAbsent(uri, _ -> new Seen()));
        List<SourceStatus> statuses = new ArrayList<>();
        all.forEach((uri, source) -> statuses.add(status(uri, source, now, silentAfter)));
        return statuses;
    }

    private SourceStatus status(
            String uri, Seen source, Instant now, Optional<Duration> silentAfter) {
        Optional<Reconciled> compared = Optional.ofNullable(reconciled.get(uri));
        List<SourceStatus.Range> missing = source.numbers.missing();
        boolean isCounted = !source.numbers.isEmpty();
        return new SourceStatus(
                uri,
                source.tool,
                source.events,
                source.counted,
                isCounted ? OptionalLong.of(source.numbers.first()) : OptionalLong.empty(),
                isCounted ? OptionalLong.of(source.numbers.last()) : OptionalLong.empty(),
                isCounted ? missing : List.of(),
                source.numbers.repeated(),
                source.lastSeenAt,
                compared,
                findings(uri, source, compared, now, silentAfter));
    }

    private List<Finding> findings(
            String uri,
            Seen source,
            Optional<Reconciled> compared,
            Instant now,
            Optional<Duration> silentAfter) {
        List<Finding> findings = new ArrayList<>();
        if (!source.numbers.isEmpty() && !source.numbers.missing().isEmpty()) {
            SourceStatus.Range first = source.numbers.missing().getFirst();
            findings.add(
                    new Finding(
                            "HOLE",
                            "it counted to %d, but %d of these numbers never came, the first is %d"
                                    .formatted(
                                            source.numbers.last(),
                                            source.numbers.missing().stream()
                                                    .mapToLong(SourceStatus.Range::size)
                                                    .sum(),
                                            first.first())));
        }
        Instant heard = heard(uri);
        silentAfter
                .filter(after -> heard.plus(after).isBefore(now))
                .ifPresent(
                        after ->
                                findings.add(
                                        new Finding(
                                                "SILENT",
                                                "nothing came for more than %s".formatted(after))));
        compared.filter(each -> !each.complete())
                .ifPresent(
                        each -> {
                            findings.add(
                                    new Finding(
                                            "UNRECONCILED",
                                            "%s: its own list has %d more and lacks %d, by event %s"
                                                    .formatted(
                                                            each.scope(),
                                                            each.missing().size(),
                                                            each.unexpected().size(),
                                                            each.event())));
                            if (!each.missing().isEmpty() && heard.equals(Instant.EPOCH)) {
                                findings.add(
                                        new Finding(
                                                "SILENT",
                                                "it lists %d, but never said anything here"
                                                        .formatted(each.missing().size())));
                            }
                        });
        return findings;
    }

    /** What a source's parts say, such as the jobs of a pipeline, it says itself. */
    private Instant heard(String uri) {
        return seen.entrySet().stream()
                .filter(each -> isUnder(each.getKey(), uri))
                .map(each -> each.getValue().lastSeenAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Whether a source is another one or a part of it, by their addresses. */
    public static boolean isUnder(String uri, String whole) {
        String base = whole.replaceAll("/+$", "");
        return uri.equals(whole)
                || uri.equals(base)
                || (uri.startsWith(base)
                        && uri.length() > base.length()
                        && "/#?&".indexOf(uri.charAt(base.length())) >= 0);
    }
}
