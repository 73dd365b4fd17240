package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

    static Bom parse(byte[] body) throws UnreadableException {
        boolean isXml = syntax(body).equals("xml");
        if (isXml) {
            checkXml(body);
        } else {
            checkJson(body);
        }
        try {
            return isXml ? new XmlParser().parse(body) : new JsonParser().parse(body);
        } catch (ParseException e) {
            throw new UnreadableException(
                    "not-cyclonedx",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "send CycloneDX as its schema has it");
        }
    }

    private static void checkJson(byte[] body) throws UnreadableException {
        try {
            JsonNode document = JSON.readTree(body);
            if (!document.path("bomFormat").asText().equals("CycloneDX")) {
                throw new UnreadableException(
                        "not-cyclonedx",
                        "bomFormat " + document.path("bomFormat").asText("nothing"),
                        "send CycloneDX as JSON or XML");
            }
        } catch (IOException e) {
            throw new UnreadableException(
                    "not-json",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "send CycloneDX as JSON or XML");
        }
    }

    /** The library's own reader never sees a document type, so it has none to resolve. */
    private static void checkXml(byte[] body) throws UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    if (xml.getEventType() == XMLStreamConstants.DTD) {
                        throw new UnreadableException(
                                "document-type",
                                "a document type",
                                "send the document without one");
                    }
                }
                String namespace = String.valueOf(xml.getNamespaceURI());
                if (!namespace.startsWith("http://cyclonedx.org/schema/bom/")) {
                    throw new UnreadableException(
                            "not-cyclonedx",
                            "root element %s of %s".formatted(xml.getLocalName(), namespace),
                            "send CycloneDX as JSON or XML");
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new UnreadableException(
                    "not-xml",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "send well-formed XML");
        }
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
