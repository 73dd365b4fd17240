package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A SARIF 2.1.0 log as {@code scan.finished}, one event per run. Stateless, safe for any thread.
 */
public final class SarifReport {

    private static final String TOOL = "sarif";
    private static final String COMMIT = "commit:";
    private static final String CONFIG = "config:";
    private static final Set<String> KINDS =
            Set.of("SAST", "SCA", "SECRETS", "LICENCE", "IAC", "DAST");

    private SarifReport() {}

    /**
     * How a log was sent; SARIF says neither what kind of scan it was nor what is tolerated.
     *
     * @param scans what was looked at: {@code sha256:<hex>}, {@code commit:<sha>} or {@code
     *     config:<name>}; beside the commits of the log's own versionControlProvenance
     * @param kind {@code SAST}, {@code SCA}, {@code SECRETS}, {@code LICENCE}, {@code IAC} or
     *     {@code DAST}
     * @param thresholds how many findings are tolerated: {@code CRITICAL:0}, {@code HIGH:2}; at
     *     least one
     */
    public record Query(
            ReportQuery common,
            List<String> scans,
            Optional<String> kind,
            List<String> thresholds) {
        public Query {
            scans = List.copyOf(scans);
            thresholds = List.copyOf(thresholds);
        }
    }

    /** Reads the log; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        try {
            JsonNode log = StrictJson.read(body);
            checkLog(log);
            Evidence evidence =
                    new Evidence(
                            Digest.sha256(body),
                            "application/sarif+json",
                            "scan.sarif",
                            body.length);
            String kind = kind(query);
            SeverityCounts thresholds = SeverityCounts.parse(query.thresholds());
            List<String> about = new ArrayList<>(query.scans().stream().sorted().toList());
            about.add(kind);
            about.addAll(query.thresholds().stream().sorted().toList());
            String key = ReportEvent.key(TOOL, body, about);
            List<ObjectNode> events = new ArrayList<>();
            int total = log.path("runs").size();
            for (int i = 0; i < total; i++) {
                String id = total == 1 ? key : "%s-%d".formatted(key, i + 1);
                Run run = new Run(log.path("runs").path(i), "/runs/" + i);
                events.add(event(id, run, kind, thresholds, query, evidence));
            }
            return Reading.of(events, evidence);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    /**
     * @param spot its place in the log
     */
    private record Run(JsonNode json, String spot) {}

    private static void checkLog(JsonNode log) throws UnreadableException {
        String version = log.path("version").asText("");
        if (!version.equals("2.1.0")) {
            throw new UnreadableException(
                    "/version",
                    "sarif-version",
                    version.isEmpty() ? "no version" : version,
                    "send SARIF 2.1.0");
        }
        if (!log.path("runs").isArray() || log.path("runs").isEmpty()) {
            throw new UnreadableException(
                    "/runs", "no-runs", "no run", "send a log of a scan that ran");
        }
    }

    private static String kind(Query query) throws UnreadableException {
        String kind = query.kind().orElse("");
        if (!KINDS.contains(kind)) {
            throw new UnreadableException(
                    "?kind",
                    kind.isEmpty() ? "missing" : "unknown-symbol",
                    kind.isEmpty() ? "nothing" : kind,
                    "say what the scan looked for: kind=SAST, SCA, SECRETS, LICENCE, IAC or DAST");
        }
        return kind;
    }

    private static ObjectNode event(
            String id,
            Run run,
            String kind,
            SeverityCounts thresholds,
            Query query,
            Evidence evidence)
            throws UnreadableException {
        checkRan(run);
        SarifFindings findings = SarifFindings.of(run.json());
        ObjectNode event =
                ReportEvent.envelope(
                        id, "scan.finished", TOOL, query.common(), time(run, query), evidence);
        event.set("subject", ReportEvent.node("Scan", id));
        event.set("links", links(run, query));
        ObjectNode data = event.putObject("data").put("kind", kind);
        data.set("findings", findings.counts().json());
        data.set("thresholds", thresholds.json());
        data.put("verdict", findings.counts().isWithin(thresholds) ? "PASS" : "FAIL");
        scanner(run.json()).ifPresent(name -> data.put("scanner", name));
        if (findings.suppressed() > 0) {
            event.putObject("labels").put("suppressed", String.valueOf(findings.suppressed()));
        }
        return event;
    }

    /** A scan that did not run through has found nothing, and that is no good news. */
    private static void checkRan(Run run) throws UnreadableException {
        int i = 0;
        for (JsonNode invocation : run.json().path("invocations")) {
            if (invocation.path("executionSuccessful").isBoolean()
                    && !invocation.path("executionSuccessful").booleanValue()) {
                throw new UnreadableException(
                        "%s/invocations/%d/executionSuccessful".formatted(run.spot(), i),
                        "scan-failed",
                        "false",
                        "mend the scan and send the log of one that ran through");
            }
            i++;
        }
        if (!run.json().path("results").isArray()) {
            throw new UnreadableException(
                    run.spot() + "/results",
                    "no-results",
                    "none, not even an empty list",
                    "send the log of a scan that looked for results (SARIF 2.1.0, 3.14.23)");
        }
    }

    private static Instant time(Run run, Query query) throws UnreadableException {
        List<Instant> times = new ArrayList<>();
        int i = 0;
        for (JsonNode invocation : run.json().path("invocations")) {
            String text =
                    invocation
                            .path("endTimeUtc")
                            .asText(invocation.path("startTimeUtc").asText(""));
            if (!text.isBlank()) {
                times.add(TimeStamp.parse(text, "%s/invocations/%d".formatted(run.spot(), i)));
            }
            i++;
        }
        return times.stream()
                .max(Instant::compareTo)
                .or(query.common()::occurredAt)
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        "?occurredAt",
                                        "missing",
                                        "no invocation with a time, no time in the query",
                                        "add occurredAt=<ISO 8601 time>"));
    }

    private static ArrayNode links(Run run, Query query) throws UnreadableException {
        List<ObjectNode> nodes =
                Stream.concat(query.scans().stream().map(SarifReport::scanned), commits(run.json()))
                        .distinct()
                        .toList();
        if (nodes.isEmpty()) {
            throw new UnreadableException(
                    "?scans",
                    "required-link",
                    "no full commit in %s/versionControlProvenance, no scans in the query"
                            .formatted(run.spot()),
                    "say what was scanned: scans=sha256:<digest>, commit:<sha> or config:<name>");
        }
        ArrayNode links = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(
                node -> {
                    ObjectNode link = ReportEvent.link("scans", node);
                    if (node.path("type").asText().equals("Artifact")) {
                        link.put("digest", node.path("id").asText());
                    }
                    links.add(link);
                });
        return links;
    }

    /** What has no known prefix is taken for an artifact; the gate then asks for its digest. */
    private static ObjectNode scanned(String text) {
        if (text.startsWith(COMMIT)) {
            return ReportEvent.node("Commit", text.substring(COMMIT.length()));
        } else if (text.startsWith(CONFIG)) {
            return ReportEvent.node("Config", text.substring(CONFIG.length()));
        }
        return ReportEvent.node("Artifact", text);
    }

    private static Stream<ObjectNode> commits(JsonNode run) {
        return StreamSupport.stream(run.path("versionControlProvenance").spliterator(), false)
                .map(each -> each.path("revisionId").asText(""))
                .filter(Vocabulary.GOLDTHREAD.idForm("commit").orElseThrow()::takes)
                .map(sha -> ReportEvent.node("Commit", sha));
    }

    private static Optional<String> scanner(JsonNode run) {
        JsonNode driver = run.path("tool").path("driver");
        String version = driver.path("semanticVersion").asText(driver.path("version").asText(""));
        return Optional.of(
                        Stream.of(driver.path("name").asText(""), version)
                                .filter(part -> !part.isBlank())
                                .collect(Collectors.joining(" ")))
                .filter(name -> !name.isBlank());
    }
}
