package dev.goldthread.api.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.table.Mapping.Crosstab;
import dev.goldthread.api.report.table.Mapping.LinkRule;
import dev.goldthread.api.report.table.Mapping.Value;
import dev.goldthread.core.event.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a mapping (docs/reports.md); a member that it does not know is refused. */
public final class MappingJson {

    private static final String REMEDY = "write the mapping as docs/reports.md has it";

    private MappingJson() {}

    public static Mapping read(byte[] text) throws UnreadableException {
        JsonNode json = StrictJson.read(text);
        only(
                json,
                "",
                Set.of(
                        "delimiter",
                        "charset",
                        "headerRow",
                        "sheet",
                        "crosstab",
                        "records",
                        "claimed"));
        List<Mapping.RecordRule> records = new ArrayList<>();
        for (JsonNode each : json.path("records")) {
            records.add(record(each, "/records/" + records.size()));
        }
        if (records.isEmpty()) {
            throw refused("/records", "missing", "no record");
        }
        return new Mapping(
                new Bytes(text),
                delimiter(json),
                charset(json),
                headerRow(json),
                optionalText(json, "sheet", ""),
                crosstab(json),
                records,
                json.has("claimed")
                        ? Optional.of(value(json.get("claimed"), "/claimed"))
                        : Optional.empty());
    }

    private static char delimiter(JsonNode json) throws UnreadableException {
        String text = json.path("delimiter").asText(",");
        if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw refused("/delimiter", "delimiter-form", text);
        }
        return text.charAt(0);
    }

    private static Charset charset(JsonNode json) throws UnreadableException {
        String name = json.path("charset").asText(StandardCharsets.UTF_8.name());
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw refused("/charset", "unknown-charset", name);
        }
    }

    private static int headerRow(JsonNode json) throws UnreadableException {
        int row = json.path("headerRow").asInt(1);
        if (row < 1 || row > Table.ROWS_MAX) {
            throw refused("/headerRow", "out-of-range", json.path("headerRow").toString());
        }
        return row;
    }

    private static Optional<Crosstab> crosstab(JsonNode json) throws UnreadableException {
        if (!json.has("crosstab")) {
            return Optional.empty();
        }
        JsonNode crosstab = json.get("crosstab");
        only(crosstab, "/crosstab", Set.of("firstColumn", "marks"));
        Set<String> marks = new LinkedHashSet<>();
        crosstab.path("marks").forEach(each -> marks.add(each.asText()));
        return Optional.of(new Crosstab(text(crosstab, "firstColumn", "/crosstab"), marks));
    }

    private static Mapping.RecordRule record(JsonNode json, String spot)
            throws UnreadableException {
        only(json, spot, Set.of("type", "id", "data", "links"));
        String type = text(json, "type", spot);
        if (!Mapping.SUBJECTS.containsKey(type)) {
            throw refused(spot + "/type", "unknown-symbol", type);
        }
        Map<String, Value> data = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("data").properties()) {
            data.put(each.getKey(), value(each.getValue(), spot + "/data/" + each.getKey()));
        }
        List<LinkRule> links = new ArrayList<>();
        for (JsonNode each : json.path("links")) {
            links.add(link(each, "%s/links/%d".formatted(spot, links.size())));
        }
        return new Mapping.RecordRule(type, value(json.path("id"), spot + "/id"), data, links);
    }

    private static LinkRule link(JsonNode json, String spot) throws UnreadableException {
        only(json, spot, Set.of("relation", "to", "ids", "split", "revision"));
        return new LinkRule(
                text(json, "relation", spot),
                text(json, "to", spot),
                value(json.path("ids"), spot + "/ids"),
                optionalText(json, "split", spot).orElse(","),
                json.has("revision")
                        ? Optional.of(value(json.get("revision"), spot + "/revision"))
                        : Optional.empty());
    }

    private static Value value(JsonNode json, String spot) throws UnreadableException {
        only(json, spot, Set.of("column", "value", "values"));
        Optional<String> column = optionalText(json, "column", spot);
        Optional<String> fixed = optionalText(json, "value", spot);
        if (column.isEmpty() && fixed.isEmpty()) {
            throw refused(spot, "missing", "neither column nor value");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("values").properties()) {
            values.put(each.getKey(), each.getValue().asText());
        }
        return new Value(column, fixed, values);
    }

    private static void only(JsonNode json, String spot, Set<String> known)
            throws UnreadableException {
        if (!json.isObject()) {
            throw refused(
                    spot, "not-an-object", json.isMissingNode() ? "nothing" : json.toString());
        }
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            if (!known.contains(each.getKey())) {
                throw refused(spot + "/" + each.getKey(), "unknown-member", each.getKey());
            }
        }
    }

    private static String text(JsonNode json, String name, String spot) throws UnreadableException {
        Optional<String> text = optionalText(json, name, spot);
        if (text.isEmpty()) {
            throw refused(spot + "/" + name, "missing", "nothing");
        }
        return text.get();
    }

    private static Optional<String> optionalText(JsonNode json, String name, String spot)
            throws UnreadableException {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        } else if (!value.isTextual() || value.textValue().isBlank()) {
            throw refused(spot + "/" + name, "not-a-text", value.toString());
        }
        return Optional.of(value.textValue());
    }

    private static UnreadableException refused(String spot, String rule, String found) {
        return new UnreadableException("mapping " + spot, rule, found, REMEDY);
    }
}
