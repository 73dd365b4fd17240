package dev.goldthread.api.report.reqif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.Levels;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportEvent;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.reqif.ReqIfDocument.Relation;
import dev.goldthread.api.report.reqif.ReqIfDocument.SpecObject;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requirements in ReqIF as {@code requirement.recorded} or {@code requirement.changed}. Attributes
 * are found by the long names that ReqIF's implementation guide agrees on. Stateless, safe for any
 * thread.
 */
public final class ReqIfReport {

    private static final String TOOL = "reqif";
    private static final int TITLE_LENGTH_MAX = 500;

    /** Names of relation types whose source says in more detail what their target asks for. */
    private static final Set<String> REFINES =
            Set.of(
                    "refines",
                    "refine",
                    "refinement",
                    "satisfies",
                    "satisfy",
                    "derives",
                    "derived from");

    private ReqIfReport() {}

    /**
     * How requirements were sent.
     *
     * @param event {@code requirement.recorded}, or {@code requirement.changed} for new revisions
     * @param levels each {@code TYPE:LEVEL} by the long name of a SPEC-OBJECT-TYPE, or {@code
     *     LEVEL}
     * @param relations long names of further relation types that refine
     */
    public record Query(
            ReportQuery common, String event, List<String> levels, List<String> relations) {
        public Query {
            levels = List.copyOf(levels);
            relations = List.copyOf(relations);
        }
    }

    /** Reads a document or an archive of some; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        try {
            Levels levels = Levels.parse(query.levels(), Map.of());
            Evidence evidence =
                    new Evidence(
                            Digest.sha256(body),
                            Inflation.isZip(body) ? "application/zip" : "application/xml",
                            Inflation.isZip(body) ? "requirements.reqifz" : "requirements.reqif",
                            body.length);
            List<String> about = new ArrayList<>(query.levels().stream().sorted().toList());
            about.add(query.event());
            about.addAll(query.relations().stream().sorted().toList());
            query.common().occurredAt().ifPresent(time -> about.add(time.toString()));
            String key = ReportEvent.key(TOOL, body, about);
            List<ObjectNode> events = new ArrayList<>();
            for (ReqIfDocument document : documents(body)) {
                new Requirements(document, levels, query, evidence, key).addTo(events);
            }
            return Reading.of(events, evidence);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    private static List<ReqIfDocument> documents(byte[] body) throws UnreadableException {
        if (!Inflation.isZip(body)) {
            return List.of(ReqIfDocument.read(body, "document"));
        }
        List<ReqIfDocument> documents = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : Inflation.ofZip(body).entrySet()) {
            if (file.getKey().toLowerCase(Locale.ROOT).endsWith(".reqif")) {
                documents.add(ReqIfDocument.read(file.getValue(), file.getKey()));
            }
        }
        if (documents.isEmpty()) {
            throw new UnreadableException(
                    "", "not-reqif", "a zip without a .reqif", "send ReqIF 1.x, or a .reqifz");
        }
        return List.copyOf(documents);
    }

    /** The requirements of one document. */
    private record Requirements(
            ReqIfDocument document, Levels levels, Query query, Evidence evidence, String key) {

        private void addTo(List<ObjectNode> events) throws UnreadableException {
            Instant occurredAt = time();
            Map<String, String> keys = new HashMap<>();
            document.objects().forEach(each -> keys.put(each.identifier(), requirementKey(each)));
            Map<String, List<Relation>> refinements =
                    document.relations().stream()
                            .filter(this::isRefinement)
                            .collect(Collectors.groupingBy(Relation::source));
            for (SpecObject object : document.objects()) {
                Optional<String> title = title(object);
                if (title.isPresent()) {
                    String id = "%s-%d".formatted(key, events.size() + 1);
                    ObjectNode event =
                            ReportEvent.envelope(
                                    id, query.event(), TOOL, query.common(), occurredAt, evidence);
                    event.set("subject", ReportEvent.node("Requirement", requirementKey(object)));
                    data(event.putObject("data"), object, title.get());
                    links(
                            event.putArray("links"),
                            refinements.getOrDefault(object.identifier(), List.of()),
                            keys);
                    events.add(event);
                }
            }
        }

        private Instant time() throws UnreadableException {
            if (document.created().isEmpty()) {
                return query.common()
                        .occurredAt()
                        .orElseThrow(
                                () ->
                                        new UnreadableException(
                                                "?occurredAt",
                                                "missing",
                                                "no CREATION-TIME, no time in the query",
                                                "add occurredAt=<ISO 8601 time>"));
            }
            try {
                return OffsetDateTime.parse(document.created().get()).toInstant();
            } catch (DateTimeException e) {
                throw new UnreadableException(
                        "REQ-IF-HEADER/CREATION-TIME",
                        "time-form",
                        document.created().get(),
                        "send ISO 8601 with an offset, as in 2026-02-21T09:30:00Z");
            }
        }

        private String requirementKey(SpecObject object) {
            return document.value(object, "ReqIF.ForeignID").orElse(object.identifier());
        }

        /** Headings have a chapter name and no text; they are no requirements. */
        private Optional<String> title(SpecObject object) {
            return document.value(object, "ReqIF.Name")
                    .or(() -> document.value(object, "ReqIF.Text"))
                    .or(
                            () ->
                                    document.value(object, "ReqIF.ChapterName").isPresent()
                                            ? Optional.empty()
                                            : object.longName())
                    .map(text -> text.replaceAll("\\s+", " ").strip())
                    .map(
                            text ->
                                    text.length() > TITLE_LENGTH_MAX
                                            ? text.substring(0, TITLE_LENGTH_MAX)
                                            : text);
        }

        private void data(ObjectNode data, SpecObject object, String title)
                throws UnreadableException {
            String revision =
                    document.value(object, "ReqIF.ForeignRevision")
                            .or(object::lastChange)
                            .orElseThrow(
                                    () ->
                                            new UnreadableException(
                                                    object.spot(),
                                                    "missing",
                                                    "neither ReqIF.ForeignRevision nor LAST-CHANGE",
                                                    "send ReqIF as its schema has it"));
            data.put("revision", revision)
                    .put("title", title)
                    .put("level", levels.of(document.name(object.type()), object.spot()));
            document.value(object, "ReqIF.Text").ifPresent(text -> data.put("statement", text));
        }

        private static void links(
                ArrayNode links, List<Relation> refinements, Map<String, String> keys) {
            for (Relation relation : refinements) {
                String target = keys.getOrDefault(relation.target(), relation.target());
                links.add(ReportEvent.declared("refines", ReportEvent.node("Requirement", target)));
            }
        }

        private boolean isRefinement(Relation relation) {
            String name = document.name(relation.type());
            return REFINES.contains(name.toLowerCase(Locale.ROOT))
                    || query.relations().contains(name);
        }
    }
}
