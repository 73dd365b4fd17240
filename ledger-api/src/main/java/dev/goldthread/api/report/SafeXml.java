package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML that somebody else wrote, read without document types, entities or anything outside the
 * bytes. Not thread-safe.
 */
public final class SafeXml implements AutoCloseable {

    /** Reports nest by the folders of a source tree; nobody's is as deep. */
    static final int DEPTH_MAX = 150;

    private final XMLStreamReader xml;
    private int depth;

    private SafeXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * @param body with the encoding that its declaration or its byte order mark says
     */
    public static SafeXml open(byte[] body) throws UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new SafeXml(factory.createXMLStreamReader(new ByteArrayInputStream(body)));
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    /** Whether there is more to read. */
    public boolean hasNext() throws UnreadableException {
        try {
            return xml.hasNext();
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    /**
     * The next event, one of {@link XMLStreamConstants}; never a document type or an entity.
     *
     * @throws UnreadableException for these, for XML that is not well formed and for what nests
     *     deeper than {@value #DEPTH_MAX} elements
     */
    public int next() throws UnreadableException {
        try {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new UnreadableException(
                                spot(),
                                "document-type",
                                "a document type or entity",
                                "send the document without one");
                case XMLStreamConstants.START_ELEMENT -> deeper();
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
            return event;
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    private void deeper() throws UnreadableException {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new UnreadableException(
                    spot(),
                    "too-deep",
                    "an element inside %d others".formatted(depth - 1),
                    "send a document that nests at most %d elements".formatted(DEPTH_MAX));
        }
    }

    /** How many elements are open, the present one included. */
    public int depth() {
        return depth;
    }

    /** The present element's name without a prefix. */
    public String element() {
        return xml.getLocalName();
    }

    /** The present element's namespace, empty when it has none. */
    public String namespace() {
        return xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
    }

    /** An attribute that is there and not blank. */
    public Optional<String> attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return Optional.of(xml.getAttributeValue(i)).filter(text -> !text.isBlank());
            }
        }
        return Optional.empty();
    }

    /** What becomes of blanks around a text. */
    public enum Blanks {
        STRIPPED,
        KEPT
    }

    /** The text in the present element, without that of elements in it; ends behind it. */
    public String elementText() throws UnreadableException {
        return elementText(Blanks.STRIPPED);
    }

    public String elementText(Blanks blanks) throws UnreadableException {
        StringBuilder text = new StringBuilder();
        int own = depth;
        while (depth >= own) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS && depth == own) {
                text.append(xml.getText());
            }
        }
        return blanks == Blanks.KEPT ? text.toString() : text.toString().strip();
    }

    /** All text in the present element and in those inside it; ends behind it. */
    public String allText() throws UnreadableException {
        StringBuilder text = new StringBuilder();
        int own = depth;
        while (depth >= own) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> text.append(' ');
                default -> {}
            }
        }
        return text.toString().replaceAll("[ \\t]+", " ").strip();
    }

    /** Where the reader is. */
    public String spot() {
        return "line %d".formatted(xml.getLocation().getLineNumber());
    }

    /** The parser's own message starts with the place on a line of its own. */
    private static UnreadableException notXml(XMLStreamException e) {
        String spot =
                e.getLocation() == null
                        ? ""
                        : "line %d, column %d"
                                .formatted(
                                        e.getLocation().getLineNumber(),
                                        e.getLocation().getColumnNumber());
        String message =
                String.valueOf(e.getMessage())
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("ParseError at"))
                        .findFirst()
                        .orElse("")
                        .replaceFirst("^Message: ", "");
        return new UnreadableException(spot, "not-xml", message, "send well-formed XML");
    }

    @Override
    public void close() {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("reading from memory cannot fail to end", e);
        }
    }
}
