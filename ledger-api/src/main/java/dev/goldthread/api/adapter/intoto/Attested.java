package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Draft;

/** {@code artifact.attested}: somebody says something of an artifact, and what that is worth. */
final class Attested {

    private Attested() {}

    static Draft draft(Attestation attestation, Predicate predicate, String artifact) {
        Statement statement = attestation.statement();
        Draft draft =
                attestation
                        .draft(
                                "artifact.attested",
                                artifact,
                                predicate.scope(),
                                predicate.occurredAt())
                        .subject("Artifact", artifact);
        draft.data()
                .put("predicateType", statement.predicateType())
                .put("signer", signer(attestation.verification()))
                .put("verification", attestation.verification().state())
                .put("statementDigest", "sha256:" + statement.digest().hex());
        predicate.attested().fill(draft);
        switch (attestation.verification()) {
            case Verification.Verified _ -> {}
            case Verification.Failed(String because) -> draft.reason(because);
            case Verification.Unverified(String because) -> draft.reason(because);
        }
        return draft;
    }

    /** A name that only a verified signature earns. */
    private static String signer(Verification verification) {
        return verification instanceof Verification.Verified(String signer) ? signer : "unknown";
    }
}
