package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a bill of materials says, whatever it is written in, and its events.
 *
 * @param format as the vocabulary calls it: {@code CYCLONEDX} or {@code SPDX}
 * @param documentId an absolute URI
 * @param purls of the components that have one, each once
 * @param withoutPurl how many others there are, which nothing can be joined on
 */
record Sbom(
        String format,
        Optional<String> formatVersion,
        Optional<String> documentId,
        Optional<String> generator,
        List<String> purls,
        int withoutPurl) {

    /** More components than this go into another event about the same document. */
    static final int COMPONENTS_PER_PART = 1000;

    private static final String WITHOUT_PURL = "componentsWithoutPurl";

    Sbom {
        purls = List.copyOf(purls);
    }

    /** How many components there are; one package in two places is one. */
    int listed() {
        return purls.size() + withoutPurl;
    }

    /** Counts components one after the other. */
    static final class Counter {
        private final Set<String> purls = new LinkedHashSet<>();
        private int withoutPurl;

        void add(Optional<String> purl) {
            Optional<String> usable = purl.filter(Sbom::isPurl);
            usable.ifPresent(purls::add);
            withoutPurl += usable.isPresent() ? 0 : 1;
        }

        Sbom sbom(
                String format,
                Optional<String> formatVersion,
                Optional<String> documentId,
                Optional<String> generator) {
            return new Sbom(
                    format,
                    formatVersion,
                    documentId.filter(id -> isForm("uri", id)),
                    generator,
                    List.copyOf(purls),
                    withoutPurl);
        }
    }

    /**
     * What beside the document makes its events. They say more than they once did, so a document
     * that was sent then is told anew when it is sent again.
     */
    static List<String> about(String artifact) {
        return List.of(artifact, WITHOUT_PURL);
    }

    private static boolean isPurl(String text) {
        return isForm("purl", text);
    }

    private static boolean isForm(String form, String text) {
        return Vocabulary.GOLDTHREAD.idForm(form).orElseThrow().takes(text);
    }

    /**
     * {@code sbom.attached}, in as many parts as needed.
     *
     * @param tool names the format in ids and sources
     */
    List<ObjectNode> events(
            String tool,
            String key,
            String artifact,
            Instant occurredAt,
            ReportQuery query,
            Evidence evidence) {
        int total = Math.ceilDiv(purls.size(), COMPONENTS_PER_PART);
        List<ObjectNode> events = new ArrayList<>(total);
        for (int i = 0; i < total; i++) {
            ObjectNode event =
                    ReportEvent.envelope(
                            total == 1 ? key : "%s-%d".formatted(key, i + 1),
                            "sbom.attached",
                            tool,
                            query,
                            occurredAt,
                            evidence);
            event.set("subject", ReportEvent.node("Artifact", artifact));
            event.set("links", links(event, i));
            data(event.putObject("data"), evidence)
                    .putObject("part")
                    .put("number", i + 1)
                    .put("total", total);
            events.add(event);
        }
        return events;
    }

    private ArrayNode links(ObjectNode event, int part) {
        int from = part * COMPONENTS_PER_PART;
        ArrayNode links = event.arrayNode();
        purls.subList(from, Math.min(from + COMPONENTS_PER_PART, purls.size()))
                .forEach(
                        purl ->
                                links.add(
                                        ReportEvent.link(
                                                "contains", ReportEvent.node("Component", purl))));
        return links;
    }

    private ObjectNode data(ObjectNode data, Evidence evidence) {
        data.put("format", format)
                .put("componentCount", listed())
                .put(WITHOUT_PURL, withoutPurl)
                .put("documentDigest", "sha256:" + evidence.sha256().hex());
        formatVersion.ifPresent(version -> data.put("formatVersion", version));
        documentId.ifPresent(id -> data.put("documentId", id));
        generator.ifPresent(tool -> data.put("generator", tool));
        return data;
    }
}
