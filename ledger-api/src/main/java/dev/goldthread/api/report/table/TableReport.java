package dev.goldthread.api.report.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportEvent;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table as events, one per thing that its rows name. Rows that name the same thing must say the
 * same of it; their links come together. Stateless, safe for any thread.
 */
public final class TableReport {

    private static final String TOOL = "csv";

    private TableReport() {}

    /**
     * How a table was sent.
     *
     * @param common its time is needed: a table does not say when it held
     */
    public record Query(ReportQuery common, Mapping mapping) {}

    /** Reads CSV or a workbook; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        Optional<Instant> occurredAt = query.common().occurredAt();
        if (occurredAt.isEmpty()) {
            return ReportEvent.refused(
                    "?occurredAt",
                    "missing",
                    "no time in the query; a table has none",
                    "say since when it holds: occurredAt=<ISO 8601 time>");
        }
        try {
            Map<String, Thing> things = things(Table.read(body, query.mapping()), query.mapping());
            Evidence evidence = evidence(body);
            Evidence mapping = query.mapping().evidence();
            String key =
                    ReportEvent.key(
                            TOOL,
                            body,
                            List.of(mapping.sha256().hex(), occurredAt.get().toString()));
            List<ObjectNode> events = new ArrayList<>(things.size());
            for (Thing thing : things.values()) {
                String id = "%s-%d-row-%d".formatted(key, events.size() + 1, thing.row);
                ObjectNode event =
                        ReportEvent.envelope(
                                id, thing.type, TOOL, query.common(), occurredAt.get(), evidence);
                ReportEvent.cite(event, mapping);
                event.set("subject", thing.subject);
                event.set("data", thing.data);
                thing.links.forEach(event.putArray("links")::add);
                events.add(event);
            }
            return Reading.of(events, evidence);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    private static Evidence evidence(byte[] body) {
        boolean isWorkbook = Inflation.isZip(body);
        return new Evidence(
                Digest.sha256(body),
                isWorkbook
                        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                        : "text/csv",
                isWorkbook ? "table.xlsx" : "table.csv",
                body.length);
    }

    /** What the rows say of one thing so far. */
    private static final class Thing {
        private final String type;
        private final ObjectNode subject;
        private final ObjectNode data;
        private final int row;
        private final Set<ObjectNode> links = new LinkedHashSet<>();

        private Thing(String type, ObjectNode subject, ObjectNode data, int row) {
            this.type = type;
            this.subject = subject;
            this.data = data;
            this.row = row;
        }
    }

    private static Map<String, Thing> things(Table table, Mapping mapping)
            throws UnreadableException {
        Map<String, Thing> things = new LinkedHashMap<>();
        for (Table.Row row : table.rows()) {
            for (Mapping.RecordRule rule : mapping.records()) {
                Optional<String> id = table.value(row, rule.id());
                if (id.isPresent()) {
                    add(things, table, row, rule, id.get());
                }
            }
        }
        return things;
    }

    private static void add(
            Map<String, Thing> things,
            Table table,
            Table.Row row,
            Mapping.RecordRule rule,
            String id)
            throws UnreadableException {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Mapping.Value> each : rule.data().entrySet()) {
            table.value(row, each.getValue()).ifPresent(value -> data.put(each.getKey(), value));
        }
        Thing thing =
                things.computeIfAbsent(
                        rule.subject() + " " + id,
                        _ ->
                                new Thing(
                                        rule.type(),
                                        ReportEvent.node(rule.subject(), id),
                                        data,
                                        row.number()));
        if (!thing.data.equals(data) || !thing.type.equals(rule.type())) {
            throw new UnreadableException(
                    "row " + row.number(),
                    "row-conflict",
                    "%s %s, of which row %d says something else: %s against %s"
                            .formatted(rule.subject(), id, thing.row, data, thing.data),
                    "say the same in all rows of one id");
        }
        for (Mapping.LinkRule link : rule.links()) {
            thing.links.addAll(links(table, row, link));
        }
    }

    private static List<ObjectNode> links(Table table, Table.Row row, Mapping.LinkRule rule)
            throws UnreadableException {
        Optional<String> revision =
                rule.revision().isPresent()
                        ? table.value(row, rule.revision().get())
                        : Optional.empty();
        List<ObjectNode> links = new ArrayList<>();
        for (String id : ids(table, row, rule)) {
            ObjectNode link =
                    ReportEvent.declared(rule.relation(), ReportEvent.node(rule.to(), id));
            revision.ifPresent(each -> link.put("revision", each));
            links.add(link);
        }
        return links;
    }

    /** The ids in a cell; a line break separates them too. */
    static List<String> ids(Table table, Table.Row row, Mapping.LinkRule rule)
            throws UnreadableException {
        return table.value(row, rule.ids()).stream()
                .flatMap(cell -> cell.lines())
                .flatMap(line -> Arrays.stream(line.split(Pattern.quote(rule.split()), -1)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
