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
 * @param listed how many components there are
 * @param withoutPurl how many of them nothing can be joined on
 */
record Sbom(
        String format,
        Optional<String> formatVersion,
        Optional<String> documentId,
        Optional<String> generator,
        List<String> purls,
        int listed,
        int withoutPurl) {

    /** More components than this go into another event about the same document. */
    static final int COMPONENTS_PER_PART = 1000;

    /** Label under which components that nothing can be joined on are counted. */
    static final String WITHOUT_PURL = "components-without-purl";

    Sbom {
        purls = List.copyOf(purls);
    }

    /** Counts components one after the other. */
    static final class Counter {
        private final Set<String> purls = new LinkedHashSet<>();
        private int listed;
        private int withoutPurl;

        void add(Optional<String> purl) {
            Optional<String> usable = purl.filter(Sbom::isPurl);
            usable.ifPresent(purls::add);
            listed++;
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
                    listed,
                    withoutPurl);
        }
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
            event.putObject("labels").put(WITHOUT_PURL, String.valueOf(withoutPurl));
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
                .put("componentCount", listed)
                .put("documentDigest", "sha256:" + evidence.sha256().hex());
        formatVersion.ifPresent(version -> data.put("formatVersion", version));
        documentId.ifPresent(id -> data.put("documentId", id));
        generator.ifPresent(tool -> data.put("generator", tool));
        return data;
    }
}
