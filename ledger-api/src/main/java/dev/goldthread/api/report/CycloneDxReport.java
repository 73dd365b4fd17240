package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A CycloneDX bill of materials, JSON or XML, as {@code sbom.attached}: an artifact and every
 * component that has a package URL. Stateless, safe for any thread.
 */
public final class CycloneDxReport {

    /** More components than this go into another event about the same document. */
    static final int COMPONENTS_PER_PART = 1000;

    /** Label under which components that nothing can be joined on are counted. */
    static final String WITHOUT_PURL = "components-without-purl";

    private static final String TOOL = "cyclonedx";

    private CycloneDxReport() {}

    /**
     * How a bill of materials was sent.
     *
     * @param artifact {@code sha256:<hex>} of what it describes; the SHA-256 of its own {@code
     *     metadata.component} when absent
     */
    public record Query(ReportQuery common, Optional<String> artifact) {}

    /** What is in a bill of materials. */
    private record Inventory(List<String> purls, int listed, int withoutPurl) {}

    /** Reads the bill of materials; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        try {
            return read(body, CycloneDxBom.parse(body), query);
        } catch (UnreadableException e) {
            return e.refused();
        }
    }

    private static Reading read(byte[] body, CycloneDxBom.Document document, Query query) {
        Bom bom = document.bom();
        Optional<String> artifact = query.artifact().or(() -> ownDigest(bom));
        if (artifact.isEmpty()) {
            return ReportEvent.refused(
                    "?artifact",
                    "required-subject",
                    "no SHA-256 in metadata.component, no artifact in the query",
                    "say which artifact it describes: artifact=sha256:<digest>");
        }
        Inventory inventory = inventory(bom);
        if (inventory.purls().isEmpty()) {
            return ReportEvent.refused(
                    "/components",
                    "no-components",
                    "%d components, none with a package URL".formatted(inventory.listed()),
                    "send a bill of materials whose components have a purl");
        }
        Optional<Instant> occurredAt = document.writtenAt().or(query.common()::occurredAt);
        return occurredAt.isPresent()
                ? events(body, bom, artifact.get(), inventory, occurredAt.get(), query)
                : ReportEvent.refused(
                        "?occurredAt",
                        "missing",
                        "no metadata.timestamp, no time in the query",
                        "add occurredAt=<ISO 8601 time>");
    }

    private static Optional<String> ownDigest(Bom bom) {
        return Optional.ofNullable(bom.getMetadata())
                .flatMap(metadata -> Optional.ofNullable(metadata.getComponent()))
                .stream()
                .flatMap(component -> list(component.getHashes()))
                .filter(hash -> "SHA-256".equals(hash.getAlgorithm()))
                .map(Hash::getValue)
                .map(value -> "sha256:" + value.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static Inventory inventory(Bom bom) {
        List<Component> components =
                list(bom.getComponents()).flatMap(CycloneDxReport::all).toList();
        Set<String> purls = new LinkedHashSet<>();
        int withoutPurl = 0;
        for (Component component : components) {
            Optional<String> purl =
                    Optional.ofNullable(component.getPurl()).filter(CycloneDxReport::isPurl);
            purl.ifPresent(purls::add);
            withoutPurl += purl.isPresent() ? 0 : 1;
        }
        return new Inventory(List.copyOf(purls), components.size(), withoutPurl);
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(
                Stream.of(component),
                list(component.getComponents()).flatMap(CycloneDxReport::all));
    }

    private static boolean isPurl(String text) {
        return Vocabulary.GOLDTHREAD.idForm("purl").orElseThrow().takes(text);
    }

    private static <T> Stream<T> list(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static Reading events(
            byte[] body,
            Bom bom,
            String artifact,
            Inventory inventory,
            Instant occurredAt,
            Query query) {
        Evidence evidence =
                new Evidence(
                        Digest.sha256(body),
                        "application/vnd.cyclonedx+" + CycloneDxBom.syntax(body),
                        "bom.cdx." + CycloneDxBom.syntax(body),
                        body.length);
        String key = ReportEvent.key(TOOL, body, List.of(artifact));
        int total = Math.ceilDiv(inventory.purls().size(), COMPONENTS_PER_PART);
        List<ObjectNode> events = new ArrayList<>(total);
        for (int i = 0; i < total; i++) {
            ObjectNode event =
                    ReportEvent.envelope(
                            total == 1 ? key : "%s-%d".formatted(key, i + 1),
                            "sbom.attached",
                            TOOL,
                            query.common(),
                            occurredAt,
                            evidence);
            event.set("subject", ReportEvent.node("Artifact", artifact));
            event.set("links", links(event, part(inventory.purls(), i)));
            data(event.putObject("data"), bom, inventory, evidence)
                    .putObject("part")
                    .put("number", i + 1)
                    .put("total", total);
            event.putObject("labels").put(WITHOUT_PURL, String.valueOf(inventory.withoutPurl()));
            events.add(event);
        }
        return Reading.of(events, evidence);
    }

    private static List<String> part(List<String> purls, int number) {
        int from = number * COMPONENTS_PER_PART;
        return purls.subList(from, Math.min(from + COMPONENTS_PER_PART, purls.size()));
    }

    private static ArrayNode links(ObjectNode event, List<String> purls) {
        ArrayNode links = event.arrayNode();
        purls.forEach(
                purl ->
                        links.add(
                                ReportEvent.link("contains", ReportEvent.node("Component", purl))));
        return links;
    }

    private static ObjectNode data(
            ObjectNode data, Bom bom, Inventory inventory, Evidence evidence) {
        data.put("format", "CYCLONEDX")
                .put("componentCount", inventory.listed())
                .put("documentDigest", "sha256:" + evidence.sha256().hex());
        Optional.ofNullable(bom.getSpecVersion())
                .ifPresent(version -> data.put("formatVersion", version));
        Optional.ofNullable(bom.getSerialNumber())
                .filter(id -> id.startsWith("urn:"))
                .ifPresent(id -> data.put("documentId", id));
        CycloneDxBom.generator(bom).ifPresent(tool -> data.put("generator", tool));
        return data;
    }
}
