package dev.goldthread.api.adapter.sigstore;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.admitted;
import static dev.goldthread.api.adapter.standard.Readings.json;
import static dev.goldthread.api.adapter.standard.Readings.links;
import static dev.goldthread.api.adapter.standard.Readings.onlyAdmitted;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.samples;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.adapter.standard.PumpRules;
import dev.goldthread.core.event.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigstoreAdapterTest {

    private static final String GITHUB = "https://token.actions.githubusercontent.com";
    private static final String GOOGLE = "https://accounts.google.com";
    private static final String WORKFLOW =
            "https://github.com/loosebazooka/aa-test/.github/workflows/provenance.yaml@refs/heads/main";

    /** SHA-256 of what the samples' signers signed, as the samples' own statement names it. */
    private static final String ARTIFACT =
            "sha256:a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf";

    private static final String SIGNATURE =
            """
            {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
             "verificationMaterial": {"certificate": {"rawBytes": "AAAA"}, "tlogEntries": [{"integratedTime": "1697034484"}]},
             "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "oM/HEnHW4njlfNMy/5V8P3BD/do1TEy7GQow1W76Ab8="}, "signature": "AAAA"}}
            """;

    private final SigstoreAdapter adapter = new SigstoreAdapter();

    private static String sample(String name) throws IOException {
        Optional<Path> file =
                samples("sigstore")
                        .filter(path -> path.getFileName().toString().endsWith(name))
                        .findFirst();
        assumeTrue(file.isPresent(), "no samples beside the project");
        return Files.readString(file.get());
    }

    private static Rules under(String root, Trust.Identity... identities) {
        return PumpRules.of(
                new Trust(
                        List.of(),
                        Optional.of(new Bytes(root.getBytes(StandardCharsets.UTF_8))),
                        List.of(identities)));
    }

    private static Trust.Identity workflow() {
        return new Trust.Identity("pump-provenance", GITHUB, WORKFLOW);
    }

    private ObjectNode attested(String body, Rules rules) {
        return admitted(adapter.read(json(body), rules)).stream()
                .filter(event -> text(event, "/type").equals("artifact.attested"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void verifiesAStatementByRootAndIdentity() throws Exception {
        String body = sample("__bundle.dsse.sigstore");
        Rules rules = under(sample("trustroot__trusted_root.json"), workflow());
        ObjectNode attested = attested(body, rules);
        assertThat(text(attested, "/subject/id")).isEqualTo(ARTIFACT);
        assertThat(text(attested, "/data/verification")).isEqualTo("VERIFIED");
        assertThat(text(attested, "/data/signer")).isEqualTo("pump-provenance");
        assertThat(links(attested)).allMatch(link -> link.endsWith(" ATTESTED"));
        assertThat(text(attested, "/occurredAt")).isEqualTo("2024-11-20T20:43:45Z");
    }

    @Test
    void saysWhyAnotherIdentityIsNotEnough() throws Exception {
        String body = sample("__bundle.dsse.sigstore");
        Rules rules =
                under(
                        sample("trustroot__trusted_root.json"),
                        new Trust.Identity("other", GITHUB, WORKFLOW + "x"));
        ObjectNode event = onlyAdmitted(adapter.read(json(body), rules));
        assertThat(text(event, "/data/verification")).isEqualTo("FAILED");
        assertThat(text(event, "/data/signer")).isEqualTo("unknown");
        assertThat(text(event, "/reason"))
                .isEqualTo("its certificate is made out to none of the identities [other]");
    }

    @Test
    void noIdentityMeansNobody() throws Exception {
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(sample("__bundle.dsse.sigstore")),
                                under(sample("trustroot__trusted_root.json"))));
        assertThat(text(event, "/reason")).contains("expects no identity");
    }

    @Test
    void findsWhatIsWrongWithTheOthers() throws Exception {
        Rules rules =
                under(
                        sample("trustroot__trusted_root.json"),
                        workflow(),
                        new Trust.Identity(
                                "beacon",
                                GITHUB,
                                "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main"));
        for (String bad :
                List.of(
                        "bundle.dsse.bad-signature.sigstore",
                        "bundle.dsse.mismatched-envelope.sigstore",
                        "bundle.dsse.mismatched-signature.sigstore",
                        "bundle.dsse.rekor-v2.bad-signature.sigstore",
                        "bundle.dsse.rekor-v2.mismatched-signature.sigstore",
                        "bundle-with-bad-checkpoint-signature.sigstore",
                        "bundle-with-mismatched-set.sigstore")) {
            ObjectNode event = onlyAdmitted(adapter.read(json(sample("__" + bad)), rules));
            assertThat(text(event, "/data/verification")).as(bad).isEqualTo("FAILED");
            assertThat(text(event, "/reason")).as(bad).isNotBlank();
        }
    }

    @Test
    void verifiesTheSignatureOfAnArtifact() throws Exception {
        Rules rules =
                under(
                        sample("trustroot__trusted_root.json"),
                        new Trust.Identity("release-signer", GOOGLE, "appu@google.com"));
        ObjectNode event =
                onlyAdmitted(adapter.read(json(sample("__bundle.v3_1.sigstore")), rules));
        assertThat(text(event, "/type")).isEqualTo("artifact.signed");
        assertThat(text(event, "/subject/id")).isEqualTo(ARTIFACT);
        assertThat(text(event, "/data/verification")).isEqualTo("VERIFIED");
        assertThat(text(event, "/data/signer")).isEqualTo("release-signer");
        assertThat(event.toString()).doesNotContain("appu");
    }

    @Test
    void anotherStatementInTheSameBundleIsFound() throws Exception {
        String body = sample("__bundle.dsse.sigstore");
        String payload = body.split("\"payload\"\\s*:\\s*\"", 2)[1].split("\"", 2)[0];
        String changed =
                Base64.getEncoder()
                        .encodeToString(
                                (new String(
                                                        Base64.getDecoder().decode(payload),
                                                        StandardCharsets.UTF_8)
                                                + " ")
                                        .getBytes(StandardCharsets.UTF_8));
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(body.replace(payload, changed)),
                                under(sample("trustroot__trusted_root.json"), workflow())));
        assertThat(text(event, "/data/verification")).isEqualTo("FAILED");
    }

    @Test
    void withoutARootItSaysSoAndBelievesNoTimeOfTheLog() {
        ObjectNode event = onlyAdmitted(adapter.read(json(SIGNATURE), PUMP));
        assertThat(text(event, "/subject/id")).isEqualTo(ARTIFACT);
        assertThat(text(event, "/data/verification")).isEqualTo("NOT_VERIFIED");
        assertThat(text(event, "/reason")).contains("connection ci has no Sigstore root");
        assertThat(text(event, "/occurredAt")).isEqualTo("2026-11-27T12:00:00Z");
    }

    @Test
    void aRootThatIsNoneFails() {
        ObjectNode event =
                onlyAdmitted(adapter.read(json(SIGNATURE), under("no root", workflow())));
        assertThat(text(event, "/data/verification")).isEqualTo("FAILED");
    }

    @Test
    void refusesAndKeepsWithThePlace() {
        assertThat(refused(adapter.read(json("{\"mediaType\": \"a/b\"}"), PUMP)).field())
                .isEqualTo("/mediaType");
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(SIGNATURE.replace("SHA2_256", "SHA2_512")),
                                                PUMP))
                                .because())
                .contains("SHA2_256");
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(SIGNATURE.replace("messageDigest", "other")),
                                                PUMP))
                                .because())
                .contains("/messageSignature/messageDigest");
        assertThat(refused(adapter.read(json(SIGNATURE.replace("oM/H", "oM_H")), PUMP)).rule())
                .isEqualTo("not-base64");
    }

    /**
     * What the library would speak to Fulcio, Rekor and a TUF mirror with is not in the program.
     */
    @Test
    void nothingThatCouldReachANetworkIsThere() {
        for (String type :
                List.of(
                        "io.grpc.ManagedChannel",
                        "com.google.api.client.http.apache.v2.ApacheHttpTransport")) {
            assertThatThrownBy(() -> Class.forName(type))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }
}
