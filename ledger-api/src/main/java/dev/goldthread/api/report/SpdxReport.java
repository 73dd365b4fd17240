package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An SPDX 2 document, JSON or tag-value, as {@code sbom.attached}. RDF/XML and SPDX 3 are refused
 * by name. Stateless, safe for any thread.
 */
public final class SpdxReport {

    private static final String TOOL = "spdx";

    private SpdxReport() {}

    /**
     * How a document was sent.
     *
     * @param artifact {@code sha256:<hex>} of what it describes; the SHA256 of the one package that
     *     the document describes when absent
     */
    public record Query(ReportQuery common, Optional<String> artifact) {}

    /** Reads the document; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        try {
            return read(body, isJson(body), query);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    private static boolean isJson(byte[] body) throws UnreadableException {
        int at = 0;
        while (at < body.length && body[at] <= ' ') { // blanks and the bytes of a byte order mark
            at++;
        }
        if (at < body.length && body[at] == '<') {
            throw new UnreadableException(
                    "", "spdx-form", "XML, perhaps RDF", "send SPDX 2.3 as JSON or tag-value");
        }
        return at < body.length && body[at] == '{';
    }

    private static Reading read(byte[] body, boolean isJson, Query query)
            throws UnreadableException {
        SpdxDocument document = isJson ? SpdxJson.read(body) : SpdxTagValue.read(body);
        Optional<String> artifact = query.artifact().or(document::artifact);
        if (artifact.isEmpty()) {
            return ReportEvent.refused(
                    "?artifact",
                    "required-subject",
                    "no single described package with a SHA256, no artifact in the query",
                    "say which artifact it describes: artifact=sha256:<digest>");
        }
        Sbom sbom = document.sbom();
        if (sbom.purls().isEmpty()) {
            return ReportEvent.refused(
                    isJson ? "/packages" : "PackageName",
                    "no-components",
                    "%d packages beside the described one, none with a package URL"
                            .formatted(sbom.listed()),
                    "send a document whose packages have an external reference of type purl");
        }
        Evidence evidence =
                new Evidence(
                        Digest.sha256(body),
                        isJson ? "application/spdx+json" : "text/spdx",
                        isJson ? "sbom.spdx.json" : "sbom.spdx",
                        body.length);
        String key = ReportEvent.key(TOOL, body, Sbom.about(artifact.get()));
        return Reading.of(
                sbom.events(
                        TOOL, key, artifact.get(), time(document, query), query.common(), evidence),
                evidence);
    }

    private static Instant time(SpdxDocument document, Query query) throws UnreadableException {
        if (document.created().isEmpty()) {
            return query.common()
                    .occurredAt()
                    .orElseThrow(
                            () ->
                                    new UnreadableException(
                                            "?occurredAt",
                                            "missing",
                                            "no creation time, no time in the query",
                                            "add occurredAt=<ISO 8601 time>"));
        }
        try {
            return Instant.parse(document.created().get());
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    "created",
                    "time-form",
                    document.created().get(),
                    "send ISO 8601 with Z, as in 2026-02-21T09:30:00Z");
        }
    }
}
