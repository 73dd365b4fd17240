package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.metadata.ToolInformation;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;
import org.jspecify.annotations.Nullable;

/** Recognises CycloneDX, JSON or XML, and hands it to the library that knows every version. */
final class CycloneDxBom {

    private CycloneDxBom() {}

    /** {@code json} or {@code xml}, by the first character that is not blank. */
    static String syntax(byte[] body) {
        for (byte each : body) {
            if (each == '<') {
                return "xml";
            } else if (each == '{') {
                return "json";
            }
        }
        return "json";
    }

    /**
     * A bill of materials as it was sent.
     *
     * @param writtenAt its own time, read here: the library puts the present time where a document
     *     states none, and a retry would be another event
     */
    record Document(Bom bom, Optional<Instant> writtenAt) {}

    static Document parse(byte[] body) throws UnreadableException {
        boolean isXml = syntax(body).equals("xml");
        Optional<String> timestamp = isXml ? checkXml(body) : checkJson(body);
        try {
            Bom bom = isXml ? new XmlParser().parse(body) : new JsonParser().parse(body);
            return new Document(
                    bom, timestamp.map(text -> OffsetDateTime.parse(text.strip()).toInstant()));
        } catch (ParseException e) {
            throw new UnreadableException(
                    "not-cyclonedx", firstLine(e), "send CycloneDX as its schema has it");
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    "/metadata/timestamp",
                    "time-form",
                    "metadata.timestamp " + timestamp.orElse(""),
                    "send ISO 8601 with an offset, as in 2026-02-21T09:30:00Z");
        }
    }

    private static Optional<String> checkJson(byte[] body) throws UnreadableException {
        JsonNode document = StrictJson.read(body);
        if (!document.path("bomFormat").asText().equals("CycloneDX")) {
            throw new UnreadableException(
                    "/bomFormat",
                    "not-cyclonedx",
                    "bomFormat " + document.path("bomFormat").asText("nothing"),
                    "send CycloneDX as JSON or XML");
        }
        JsonNode timestamp = document.path("metadata").path("timestamp");
        return timestamp.isTextual() ? Optional.of(timestamp.textValue()) : Optional.empty();
    }

    /**
     * The library's own reader never sees a document type, so it has none to resolve.
     *
     * @return {@code bom/metadata/timestamp}
     */
    private static Optional<String> checkXml(byte[] body) throws UnreadableException {
        Optional<String> timestamp = Optional.empty();
        boolean isInMetadata = false;
        try (SafeXml xml = SafeXml.open(body)) {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.depth() == 1) {
                        checkRoot(xml);
                    }
                    isInMetadata =
                            xml.depth() == 2 ? xml.element().equals("metadata") : isInMetadata;
                    if (xml.depth() == 3 && isInMetadata && xml.element().equals("timestamp")) {
                        timestamp = Optional.of(xml.elementText());
                    }
                }
            }
        }
        return timestamp;
    }

    private static void checkRoot(SafeXml xml) throws UnreadableException {
        if (!xml.namespace().startsWith("http://cyclonedx.org/schema/bom/")) {
            throw new UnreadableException(
                    xml.spot(),
                    "not-cyclonedx",
                    "root element %s of %s".formatted(xml.element(), xml.namespace()),
                    "send CycloneDX as JSON or XML");
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** The tool that wrote it, with its version. */
    static Optional<String> generator(Bom bom) {
        Metadata metadata = bom.getMetadata();
        return metadata == null
                ? Optional.empty()
                : Stream.concat(tools(metadata), toolsBefore15(metadata)).findFirst();
    }

    private static Stream<String> tools(Metadata metadata) {
        ToolInformation tools = metadata.getToolChoice();
        return tools == null || tools.getComponents() == null
                ? Stream.empty()
                : tools.getComponents().stream()
                        .map(tool -> named(tool.getName(), tool.getVersion()));
    }

    /** Before version 1.5 tools were no components; such documents are still about. */
    @SuppressWarnings("deprecation")
    private static Stream<String> toolsBefore15(Metadata metadata) {
        return metadata.getTools() == null
                ? Stream.empty()
                : metadata.getTools().stream()
                        .map(tool -> named(tool.getName(), tool.getVersion()));
    }

    private static String named(@Nullable String name, @Nullable String version) {
        return Stream.of(name, version)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(" "));
    }
}
