package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private static final String TOOL = "cyclonedx";

    private CycloneDxReport() {}

    /**
     * How a bill of materials was sent.
     *
     * @param artifact {@code sha256:<hex>} of what it describes; the SHA-256 of its own {@code
     *     metadata.component} when absent
     */
    public record Query(ReportQuery common, Optional<String> artifact) {}

    /** Reads the bill of materials; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        try {
            return read(body, CycloneDxBom.parse(body), query);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
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
        Sbom sbom = inventory(bom);
        if (sbom.purls().isEmpty()) {
            return nothingToJoinOn(bom, sbom);
        }
        Optional<Instant> occurredAt = document.writtenAt().or(query.common()::occurredAt);
        return occurredAt.isPresent()
                ? events(body, sbom, artifact.get(), occurredAt.get(), query)
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

    /** A VEX judges the vulnerabilities of something else; it is no inventory. */
    private static Reading nothingToJoinOn(Bom bom, Sbom sbom) {
        int vulnerabilities = (int) list(bom.getVulnerabilities()).count();
        return sbom.listed() == 0 && vulnerabilities > 0
                ? ReportEvent.refused(
                        "/vulnerabilities",
                        "vex-only",
                        "%d vulnerabilities, no components".formatted(vulnerabilities),
                        "send the bill of materials itself; no event of the vocabulary says what a VEX alone says")
                : ReportEvent.refused(
                        "/components",
                        "no-components",
                        "%d components, none with a package URL".formatted(sbom.listed()),
                        "send a bill of materials whose components have a purl");
    }

    private static Sbom inventory(Bom bom) {
        Sbom.Counter counter = new Sbom.Counter();
        list(bom.getComponents())
                .flatMap(CycloneDxReport::all)
                .forEach(component -> counter.add(Optional.ofNullable(component.getPurl())));
        return counter.sbom(
                "CYCLONEDX",
                Optional.ofNullable(bom.getSpecVersion()),
                Optional.ofNullable(bom.getSerialNumber()).filter(id -> id.startsWith("urn:")),
                CycloneDxBom.generator(bom));
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(
                Stream.of(component),
                list(component.getComponents()).flatMap(CycloneDxReport::all));
    }

    private static <T> Stream<T> list(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static Reading events(
            byte[] body, Sbom sbom, String artifact, Instant occurredAt, Query query) {
        String syntax = CycloneDxBom.syntax(body);
        Evidence evidence =
                new Evidence(
                        Digest.sha256(body),
                        "application/vnd.cyclonedx+" + syntax,
                        "bom.cdx." + syntax,
                        body.length);
        String key = ReportEvent.key(TOOL, body, Sbom.about(artifact));
        return Reading.of(
                sbom.events(TOOL, key, artifact, occurredAt, query.common(), evidence), evidence);
    }
}
