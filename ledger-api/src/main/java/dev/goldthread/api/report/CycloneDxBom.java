package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.metadata.ToolInformation;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;
import org.jspecify.annotations.Nullable;

/** Recognises CycloneDX, JSON or XML, and hands it to the library that knows every version. */
final class CycloneDxBom {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
                    "time-form",
                    "metadata.timestamp " + timestamp.orElse(""),
                    "send ISO 8601 with an offset, as in 2026-02-21T09:30:00Z");
        }
    }

    private static Optional<String> checkJson(byte[] body) throws UnreadableException {
        try {
            JsonNode document = JSON.readTree(body);
            if (!document.path("bomFormat").asText().equals("CycloneDX")) {
                throw new UnreadableException(
                        "not-cyclonedx",
                        "bomFormat " + document.path("bomFormat").asText("nothing"),
                        "send CycloneDX as JSON or XML");
            }
            JsonNode timestamp = document.path("metadata").path("timestamp");
            return timestamp.isTextual() ? Optional.of(timestamp.textValue()) : Optional.empty();
        } catch (IOException e) {
            throw new UnreadableException(
                    "not-json", firstLine(e), "send CycloneDX as JSON or XML");
        }
    }

    /** The library's own reader never sees a document type, so it has none to resolve. */
    private static Optional<String> checkXml(byte[] body) throws UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                checkRoot(xml);
                return timestamp(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new UnreadableException("not-xml", firstLine(e), "send well-formed XML");
        }
    }

    private static void checkRoot(XMLStreamReader xml)
            throws XMLStreamException, UnreadableException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new UnreadableException(
                        "document-type", "a document type", "send the document without one");
            }
        }
        String namespace = String.valueOf(xml.getNamespaceURI());
        if (!namespace.startsWith("http://cyclonedx.org/schema/bom/")) {
            throw new UnreadableException(
                    "not-cyclonedx",
                    "root element %s of %s".formatted(xml.getLocalName(), namespace),
                    "send CycloneDX as JSON or XML");
        }
    }

    /** {@code bom/metadata/timestamp}, from inside {@code bom} on. */
    private static Optional<String> timestamp(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        boolean isInMetadata = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                isInMetadata = depth == 2 ? xml.getLocalName().equals("metadata") : isInMetadata;
                if (depth == 3 && isInMetadata && xml.getLocalName().equals("timestamp")) {
                    return Optional.of(xml.getElementText());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return Optional.empty();
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
