package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.SpdxDocument.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads SPDX 2 as JSON (SPDX 2.3, annex on JSON; names as in its schema). */
final class SpdxJson {

    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    private SpdxJson() {}

    static SpdxDocument read(byte[] body) throws UnreadableException {
        JsonNode json = StrictJson.read(body);
        if (json.has("@context") || json.has("@graph")) {
            throw new UnreadableException(
                    "/@context",
                    "spdx-version",
                    "SPDX 3 (JSON-LD)",
                    "send SPDX 2.3 as JSON or tag-value");
        }
        String version = json.path("spdxVersion").asText("");
        SpdxDocument.checkVersion(version, "/spdxVersion");
        List<String> creators = new ArrayList<>();
        json.path("creationInfo").path("creators").forEach(each -> creators.add(each.asText("")));
        List<Entry> packages = new ArrayList<>();
        json.path("packages").forEach(each -> packages.add(entry(each)));
        return new SpdxDocument(
                version,
                text(json, "documentNamespace"),
                text(json.path("creationInfo"), "created"),
                creators,
                packages,
                described(json));
    }

    private static Entry entry(JsonNode json) {
        Entry entry = Entry.of(json.path("SPDXID").asText(""));
        for (JsonNode reference : json.path("externalRefs")) {
            if (reference.path("referenceType").asText().equals("purl")) {
                entry = entry.withPurl(reference.path("referenceLocator").asText());
            }
        }
        for (JsonNode checksum : json.path("checksums")) {
            entry =
                    entry.withChecksum(
                            checksum.path("algorithm").asText(),
                            checksum.path("checksumValue").asText());
        }
        return entry;
    }

    private static Set<String> described(JsonNode json) {
        Set<String> described = new HashSet<>();
        json.path("documentDescribes").forEach(each -> described.add(each.asText()));
        for (JsonNode relationship : json.path("relationships")) {
            String from = relationship.path("spdxElementId").asText();
            String to = relationship.path("relatedSpdxElement").asText();
            String type = relationship.path("relationshipType").asText();
            if (type.equals("DESCRIBES") && from.equals(DOCUMENT)) {
                described.add(to);
            } else if (type.equals("DESCRIBED_BY") && to.equals(DOCUMENT)) {
                described.add(from);
            }
        }
        return described;
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.of(json.path(name).asText("")).filter(text -> !text.isBlank());
    }
}
