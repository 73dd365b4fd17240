package dev.goldthread.core.population;

import dev.goldthread.core.population.SourceStatus.Finding;
import dev.goldthread.core.population.SourceStatus.Reconciled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what a log tells of its sources. */
public final class Sources {

    /** The event type by which a source's own list is held against ours. */
    public static final String RECONCILED = "source.reconciled";

    private static final String SILENT = "SILENT";

    /** What the address of a part has behind that of the whole. */
    private static final String SEPARATORS = "/#?&";

    private final TreeMap<String, SourceCount> counts = new TreeMap<>();
    private final Map<String, Comparisons> reconciled;

    /** The addresses of all of them, without slashes at the end. */
    private final Set<String> addresses;

    /**
     * @param said one count of each source that said something
     * @param compared those that count, in any order
     */
    public Sources(List<SourceCount> said, List<Comparison> compared) {
        said.forEach(count -> counts.put(count.uri(), count));
        reconciled = bySource(compared);
        addresses =
                Stream.concat(counts.keySet().stream(), reconciled.keySet().stream())
                        .map(Sources::withoutSlash)
                        .collect(Collectors.toSet());
    }

    private static Map<String, Comparisons> bySource(List<Comparison> compared) {
        return compared.stream()
                .collect(
                        Collectors.groupingBy(
                                Comparison::uri,
                                Collectors.collectingAndThen(
                                        Collectors.toList(), Comparisons::new)));
    }

    /**
     * Those of them that say something still: what became of one that later ones took the place of
     * nobody asks.
     */
    public static List<Comparison> counting(List<Comparison> compared) {
        return bySource(compared).values().stream().flatMap(Comparisons::counting).toList();
    }

    /**
     * Every source that said something or was compared, by its URI.
     *
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    public List<SourceStatus> statuses(Instant now, Optional<Duration> silentAfter) {
        TreeMap<String, SourceCount> all = new TreeMap<>(counts);
        reconciled.keySet().forEach(uri -> all.computeIfAbsent(uri, SourceCount::silent));
        return all.values().stream().map(source -> status(source, now, silentAfter)).toList();
    }

    /**
     * The sources among these, and those that they are parts of where these were reconciled or are
     * silent.
     *
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    public List<SourceStatus> statuses(
            Set<String> uris, Instant now, Optional<Duration> silentAfter) {
        return statuses(now, silentAfter).stream()
                .filter(status -> concerns(status, uris))
                .toList();
    }

    private static boolean concerns(SourceStatus status, Set<String> uris) {
        return uris.contains(status.uri())
                || ((status.reconciled().isPresent() || isSilent(status))
                        && uris.stream().anyMatch(uri -> isUnder(uri, status.uri())));
    }

    private static boolean isSilent(SourceStatus status) {
        return status.findings().stream().anyMatch(finding -> finding.code().equals(SILENT));
    }

    private SourceStatus status(SourceCount source, Instant now, Optional<Duration> silentAfter) {
        Optional<Comparisons> compared = Optional.ofNullable(reconciled.get(source.uri()));
        List<Reconciled> differing = compared.map(Comparisons::differing).orElse(List.of());
        return new SourceStatus(
                source.uri(),
                source.tool(),
                source.events(),
                source.counted(),
                source.first(),
                source.last(),
                source.missing(),
                source.repeated(),
                source.lastSeenAt(),
                compared.flatMap(Comparisons::latest),
                differing,
                findings(source, differing, now, silentAfter));
    }

    private List<Finding> findings(
            SourceCount source,
            List<Reconciled> differing,
            Instant now,
            Optional<Duration> silentAfter) {
        List<Finding> findings = new ArrayList<>();
        List<SourceStatus.Range> missing = source.missing();
        if (!missing.isEmpty()) {
            findings.add(
                    new Finding(
                            "HOLE",
                            "it counted to %d, but %d of these numbers never came, the first is %d"
                                    .formatted(
                                            source.last().orElseThrow(),
                                            missing.stream()
                                                    .mapToLong(SourceStatus.Range::size)
                                                    .sum(),
                                            missing.getFirst().first())));
        }
        Instant heard = heard(source.uri());
        silentAfter
                .filter(after -> heard.plus(after).isBefore(now))
                .filter(_ -> !isPart(source.uri()))
                .ifPresent(
                        after ->
                                findings.add(
                                        new Finding(
                                                SILENT,
                                                "nothing came for more than %s".formatted(after))));
        differing.forEach(each -> findings.add(unreconciled(each)));
        if (heard.equals(Instant.EPOCH)) {
            differing.stream()
                    .filter(each -> !each.missing().isEmpty())
                    .findFirst()
                    .ifPresent(
                            each ->
                                    findings.add(
                                            new Finding(
                                                    SILENT,
                                                    "it lists %d, but never said anything here"
                                                            .formatted(each.missing().size()))));
        }
        return findings;
    }

    private static Finding unreconciled(Reconciled each) {
        return new Finding(
                "UNRECONCILED",
                "%s: its own list %s%s, by event %s"
                        .formatted(
                                each.scope(),
                                each.contradiction()
                                        .orElse(
                                                "has %d more and lacks %d"
                                                        .formatted(
                                                                each.missing().size(),
                                                                each.unexpected().size())),
                                each.cameParts() < each.parts()
                                        ? " in the %d of its %d parts that have come"
                                                .formatted(each.cameParts(), each.parts())
                                        : "",
                                each.event()));
    }

    /** What a source's parts say, such as the jobs of a pipeline, it says itself. */
    private Instant heard(String uri) {
        String base = withoutSlash(uri);
        return counts.tailMap(base, true).values().stream()
                .takeWhile(each -> each.uri().startsWith(base))
                .filter(each -> isUnder(each.uri(), uri))
                .map(SourceCount::lastSeenAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /**
     * Whether it is a part of another source here: that one tells of the silence of all its parts.
     * A job of a pipeline ends, and says nothing ever after.
     */
    private boolean isPart(String uri) {
        String base = withoutSlash(uri);
        for (int end = base.length() - 1; end > 0; end--) {
            if (SEPARATORS.indexOf(base.charAt(end)) >= 0
                    && addresses.contains(withoutSlash(base.substring(0, end)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a source is another one or a part of it, by their addresses. */
    public static boolean isUnder(String uri, String whole) {
        String base = withoutSlash(whole);
        return uri.equals(whole)
                || uri.equals(base)
                || (uri.startsWith(base)
                        && uri.length() > base.length()
                        && SEPARATORS.indexOf(uri.charAt(base.length())) >= 0);
    }

    private static String withoutSlash(String uri) {
        int end = uri.length();
        while (end > 0 && uri.charAt(end - 1) == '/') {
            end--;
        }
        return uri.substring(0, end);
    }
}
