package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.SpdxDocument.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads SPDX 2 as tag-value: a tag, a colon and a value per line; texts may span lines. */
final class SpdxTagValue {

    private static final String TEXT_START = "<text>";
    private static final String TEXT_END = "</text>";
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";

    private final Map<String, String> document = new HashMap<>();
    private final List<String> creators = new ArrayList<>();
    private final List<Entry> packages = new ArrayList<>();
    private final Set<String> described = new HashSet<>();

    /** Whether the tags belong to the package that began last. */
    private boolean isInPackage;

    private boolean isInText;

    private SpdxTagValue() {}

    static SpdxDocument read(byte[] body) throws UnreadableException {
        SpdxTagValue reader = new SpdxTagValue();
        int number = 0;
        for (String line : new String(body, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            reader.line(line.strip(), number);
        }
        String version = reader.document.getOrDefault("SPDXVersion", "");
        SpdxDocument.checkVersion(version, "SPDXVersion");
        return new SpdxDocument(
                version,
                Optional.ofNullable(reader.document.get("DocumentNamespace")),
                Optional.ofNullable(reader.document.get("Created")),
                reader.creators,
                reader.packages,
                reader.described);
    }

    private void line(String line, int number) throws UnreadableException {
        if (isInText) {
            isInText = !line.contains(TEXT_END);
            return;
        } else if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new UnreadableException(
                    "line " + number,
                    "not-spdx",
                    "a line without a tag",
                    "send SPDX 2.3 as JSON or tag-value");
        }
        String value = line.substring(colon + 1).strip();
        isInText = value.startsWith(TEXT_START) && !value.contains(TEXT_END);
        tag(line.substring(0, colon), value);
    }

    private void tag(String tag, String value) {
        switch (tag) {
            case "PackageName" -> {
                packages.add(Entry.of(""));
                isInPackage = true;
            }
            case "FileName", "SnippetSPDXID", "LicenseID" -> isInPackage = false;
            case "SPDXID" -> inPackage(value, Entry::withId);
            case "PackageChecksum" -> {
                String[] parts = value.split(":", 2);
                if (parts.length == 2) {
                    inPackage(value, (entry, _) -> entry.withChecksum(parts[0], parts[1].strip()));
                }
            }
            case "ExternalRef" -> {
                String[] parts = value.split("\\s+", 3);
                if (parts.length == 3 && parts[1].equals("purl")) {
                    inPackage(parts[2], Entry::withPurl);
                }
            }
            case "Creator" -> creators.add(value);
            case "Relationship" -> relationship(value.split("\\s+", 3));
            case "SPDXVersion", "DocumentNamespace", "Created" -> document.putIfAbsent(tag, value);
            default -> {}
        }
    }

    /** How a tag's value adds to a package. */
    private interface Addition {
        Entry add(Entry entry, String value);
    }

    private void inPackage(String value, Addition addition) {
        if (isInPackage) {
            packages.addLast(addition.add(packages.removeLast(), value));
        }
    }

    private void relationship(String[] parts) {
        if (parts.length == 3 && parts[1].equals("DESCRIBES") && parts[0].equals(DOCUMENT)) {
            described.add(parts[2]);
        } else if (parts.length == 3
                && parts[1].equals("DESCRIBED_BY")
                && parts[2].equals(DOCUMENT)) {
            described.add(parts[0]);
        }
    }
}
