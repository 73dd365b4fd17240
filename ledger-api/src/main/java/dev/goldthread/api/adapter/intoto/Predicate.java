package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a kind of predicate says.
 *
 * @param scope what a rule may know the product by
 * @param occurredAt when it happened, where it says so
 */
record Predicate(
        String scope, Optional<Instant> occurredAt, Attested attested, Facts facts, String lacks) {

    /** Adds to {@code artifact.attested}. */
    @FunctionalInterface
    interface Attested {
        void fill(Draft draft);
    }

    /** Further events; none where the predicate says too little. */
    @FunctionalInterface
    interface Facts {
        List<ObjectNode> of(Attestation attestation, Predicate predicate);
    }

    private static final Facts NO_FACTS = (attestation, predicate) -> List.of();

    static Predicate of(Statement statement) {
        Member predicate = statement.predicate();
        return switch (statement.predicateType()) {
            case "https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v1.0" ->
                    Provenance.v1(predicate);
            case "https://slsa.dev/provenance/v0.2" -> Provenance.v02(predicate);
            case "https://in-toto.io/attestation/test-result/v0.1" -> TestResults.read(predicate);
            case "https://in-toto.io/attestation/svr/v0.1",
                    "https://in-toto.io/attestation/svr/v0.2" ->
                    Summaries.svr(predicate);
            case "https://slsa.dev/verification_summary/v1",
                    "https://slsa.dev/verification_summary/v0.2" ->
                    Summaries.vsa(predicate);
            case "https://in-toto.io/attestation/release/v0.1",
                    "https://in-toto.io/attestation/release/v0.2" ->
                    Releases.read(predicate);
            default -> attestedOnly(statement.predicateType(), Optional.empty(), draft -> {});
        };
    }

    static Predicate attestedOnly(String scope, Optional<Instant> occurredAt, Attested attested) {
        return new Predicate(
                scope,
                occurredAt,
                attested,
                NO_FACTS,
                "no subject has a sha256 digest, by which artifacts are known");
    }
}
