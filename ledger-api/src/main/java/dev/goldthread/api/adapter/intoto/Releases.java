package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.standard.Purls;
import dev.goldthread.api.adapter.standard.Supplement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The release predicate, v0.1 and v0.2. Intended use and known limitations it has no field for;
 * they may stand in its member {@code goldthread}.
 */
final class Releases {

    private Releases() {}

    static Predicate read(Member predicate) {
        String purl = predicate.get("purl").needText();
        Optional<String> version = version(predicate.get("purl"), purl);
        return new Predicate(
                purl,
                Optional.empty(),
                draft -> draft.label("release.purl", purl),
                (attestation, self) -> published(attestation, self, predicate, version),
                "release.published needs a version in /purl and data.intendedUse and data.knownLimitations in /goldthread, and no subject has a sha256 digest");
    }

    private static Optional<String> version(Member spot, String purl) {
        try {
            return Purls.version(purl)
                    .map(version -> version.replace("+", "%2B"))
                    .map(version -> URLDecoder.decode(version, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw spot.refused("bad-percent-encoding", "send a package URL");
        }
    }

    private static List<ObjectNode> published(
            Attestation attestation, Predicate self, Member predicate, Optional<String> version) {
        if (version.isEmpty() || !predicate.get("goldthread").isThere()) {
            return List.of();
        }
        Draft draft =
                attestation
                        .draft("release.published", "release", self.scope(), self.occurredAt())
                        .subject("Release", version.get());
        draft.data().put("tier", "NOT_CLASSIFIED");
        attestation
                .statement()
                .artifacts()
                .forEach(
                        digest ->
                                draft.linkDigest(
                                        "includes", "Artifact", digest, digest, Strength.DECLARED));
        return List.of(
                Supplement.complete(
                        attestation.strengthened(draft), predicate.get("goldthread"), "release"));
    }
}
