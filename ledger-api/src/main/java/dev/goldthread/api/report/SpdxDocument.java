package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is used of an SPDX 2 document.
 *
 * @param version such as {@code SPDX-2.3}
 * @param namespace the document's own URI
 * @param creators each with its kind, such as {@code Tool: syft-1.29.0}
 * @param described SPDX ids of what the document is about
 */
record SpdxDocument(
        String version,
        Optional<String> namespace,
        Optional<String> created,
        List<String> creators,
        List<Entry> packages,
        Set<String> described) {

    private static final String TOOL = "Tool:";
    private static final Set<String> READ = Set.of("SPDX-2.2", "SPDX-2.3");

    SpdxDocument {
        creators = List.copyOf(creators);
        packages = List.copyOf(packages);
        described = Set.copyOf(described);
    }

    /**
     * A package.
     *
     * @param checksums hexadecimal, by algorithm
     */
    record Entry(String spdxId, Optional<String> purl, Map<String, String> checksums) {
        Entry {
            checksums = Map.copyOf(checksums);
        }

        static Entry of(String spdxId) {
            return new Entry(spdxId, Optional.empty(), Map.of());
        }

        Entry withId(String id) {
            return new Entry(id, purl, checksums);
        }

        /** The first package URL counts: others are other names of the same. */
        Entry withPurl(String locator) {
            return new Entry(spdxId, purl.or(() -> Optional.of(locator)), checksums);
        }

        Entry withChecksum(String algorithm, String value) {
            Map<String, String> all = new LinkedHashMap<>(checksums);
            all.put(algorithm, value);
            return new Entry(spdxId, purl, all);
        }
    }

    /**
     * @param spot where the version stands
     */
    static void checkVersion(String version, String spot) throws UnreadableException {
        if (!READ.contains(version)) {
            throw new UnreadableException(
                    spot,
                    "spdx-version",
                    version.isEmpty() ? "no spdxVersion" : version,
                    "send SPDX 2.3 as JSON or tag-value");
        }
    }

    Optional<String> generator() {
        return creators.stream()
                .filter(each -> each.startsWith(TOOL))
                .map(each -> each.substring(TOOL.length()).strip())
                .findFirst();
    }

    /** The SHA-256 of what is described, when that is one package that has one. */
    Optional<String> artifact() {
        List<String> digests =
                packages.stream()
                        .filter(each -> described.contains(each.spdxId()))
                        .flatMap(
                                each ->
                                        Optional.ofNullable(each.checksums().get("SHA256"))
                                                .stream())
                        .map(value -> "sha256:" + value.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        return digests.size() == 1 ? Optional.of(digests.getFirst()) : Optional.empty();
    }

    /** The packages in what is described, not that itself. */
    Sbom sbom() {
        Sbom.Counter counter = new Sbom.Counter();
        packages.stream()
                .filter(each -> !described.contains(each.spdxId()))
                .forEach(each -> counter.add(each.purl()));
        return counter.sbom(
                "SPDX", Optional.of(version.substring("SPDX-".length())), namespace, generator());
    }
}
