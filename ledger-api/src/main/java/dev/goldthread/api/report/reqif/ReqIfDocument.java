package dev.goldthread.api.report.reqif;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.SafeXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;

/**
 * What is used of a ReqIF document (OMG ReqIF 1.2, section 10).
 *
 * @param created time of the document's header
 * @param names long names of types, attributes and enumerated values, by identifier
 */
record ReqIfDocument(
        Optional<String> created,
        Map<String, String> names,
        List<SpecObject> objects,
        List<Relation> relations) {

    /**
     * A SPEC-OBJECT.
     *
     * @param values by identifier of the attribute's definition; enumerated ones as identifiers
     * @param spot where it stands
     */
    record SpecObject(
            String identifier,
            Optional<String> longName,
            Optional<String> lastChange,
            String type,
            Map<String, String> values,
            String spot) {}

    /** A SPEC-RELATION between two SPEC-OBJECTs, by identifiers. */
    record Relation(String type, String source, String target) {}

    /** The value of the attribute with this long name, where there is one that is not blank. */
    Optional<String> value(SpecObject object, String attribute) {
        return object.values().entrySet().stream()
                .filter(each -> attribute.equals(names.get(each.getKey())))
                .map(each -> names.getOrDefault(each.getValue(), each.getValue()).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    String name(String identifier) {
        return names.getOrDefault(identifier, identifier);
    }

    /**
     * @param file names the document in refusals
     */
    static ReqIfDocument read(byte[] body, String file) throws UnreadableException {
        try (SafeXml xml = SafeXml.open(body)) {
            return new Reader(xml, file).read();
        }
    }

    private static final class Reader {
        private final SafeXml xml;
        private final String file;
        private final Map<String, String> names = new HashMap<>();
        private final List<SpecObject> objects = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();
        private Optional<String> created = Optional.empty();

        private Reader(SafeXml xml, String file) {
            this.xml = xml;
            this.file = file;
        }

        private ReqIfDocument read() throws UnreadableException {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.depth() == 1 && !xml.element().equals("REQ-IF")) {
                        throw new UnreadableException(
                                spot(),
                                "not-reqif",
                                "root element " + xml.element(),
                                "send ReqIF 1.x, or a .reqifz with it");
                    }
                    start();
                }
            }
            return new ReqIfDocument(created, names, objects, relations);
        }

        private void start() throws UnreadableException {
            switch (xml.element()) {
                case "CREATION-TIME" -> created = Optional.of(xml.elementText());
                case "SPEC-OBJECT" -> objects.add(object());
                case "SPEC-RELATION" -> relations.add(relation());
                default -> {
                    Optional<String> identifier = xml.attribute("IDENTIFIER");
                    Optional<String> name = xml.attribute("LONG-NAME");
                    if (identifier.isPresent() && name.isPresent()) {
                        names.put(identifier.get(), name.get());
                    }
                }
            }
        }

        private SpecObject object() throws UnreadableException {
            String spot = spot();
            String identifier =
                    xml.attribute("IDENTIFIER")
                            .orElseThrow(
                                    () ->
                                            new UnreadableException(
                                                    spot,
                                                    "missing",
                                                    "a SPEC-OBJECT without IDENTIFIER",
                                                    "send ReqIF as its schema has it"));
            Optional<String> longName = xml.attribute("LONG-NAME");
            Optional<String> lastChange = xml.attribute("LAST-CHANGE");
            String type = "";
            Map<String, String> values = new HashMap<>();
            int depth = xml.depth();
            while (xml.depth() >= depth) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.element().equals("SPEC-OBJECT-TYPE-REF")) {
                        type = xml.elementText();
                    } else if (xml.element().startsWith("ATTRIBUTE-VALUE-")) {
                        value(values);
                    }
                }
            }
            return new SpecObject(identifier, longName, lastChange, type, values, spot);
        }

        private void value(Map<String, String> values) throws UnreadableException {
            String value = xml.attribute("THE-VALUE").orElse("");
            String definition = "";
            int depth = xml.depth();
            while (xml.depth() >= depth) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.element().equals("THE-VALUE")) {
                        value = xml.allText();
                    } else if (xml.element().equals("ENUM-VALUE-REF")) {
                        value = xml.elementText();
                    } else if (xml.element().startsWith("ATTRIBUTE-DEFINITION-")) {
                        definition = xml.elementText();
                    }
                }
            }
            values.put(definition, value);
        }

        private Relation relation() throws UnreadableException {
            String type = "";
            String source = "";
            String target = "";
            boolean isTarget = false;
            int depth = xml.depth();
            while (xml.depth() >= depth) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.element()) {
                        case "SPEC-RELATION-TYPE-REF" -> type = xml.elementText();
                        case "SOURCE" -> isTarget = false;
                        case "TARGET" -> isTarget = true;
                        case "SPEC-OBJECT-REF" -> {
                            String reference = xml.elementText();
                            source = isTarget ? source : reference;
                            target = isTarget ? reference : target;
                        }
                        default -> {}
                    }
                }
            }
            return new Relation(type, source, target);
        }

        private String spot() {
            return "%s, %s".formatted(file, xml.spot());
        }
    }
}
