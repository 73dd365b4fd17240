package dev.goldthread.api.adapter.intoto;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.admitted;
import static dev.goldthread.api.adapter.standard.Readings.delivery;
import static dev.goldthread.api.adapter.standard.Readings.json;
import static dev.goldthread.api.adapter.standard.Readings.links;
import static dev.goldthread.api.adapter.standard.Readings.onlyAdmitted;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.adapter.standard.PumpRules;
import dev.goldthread.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InTotoAdapterTest {

    private static final String HEX =
            "fe4fe40ac7250263c5dbe1cf3138912f3f416140aa248637a60d65fe22c47da4";
    private static final String SHA = "c27d339ee6075c1f744c5d4b200f7901aad2c369";
    private static final String TYPE = "application/vnd.in-toto+json";

    private static final String PROVENANCE =
            """
            {"_type": "https://in-toto.io/Statement/v1",
             "subject": [{"name": "pump.bin", "digest": {"sha256": "%s"}}],
             "predicateType": "https://slsa.dev/provenance/v1",
             "predicate": {
               "buildDefinition": {
                 "buildType": "https://example.org/workflow/v1",
                 "externalParameters": {"workflow": {"repository": "https://git.example.org/acme/pump"}},
                 "resolvedDependencies": [
                   {"uri": "git+https://git.example.org/acme/base@refs/heads/main", "digest": {"sha1": "1111111111111111111111111111111111111111"}},
                   {"uri": "git+https://git.example.org/acme/pump@refs/heads/main", "digest": {"gitCommit": "%s"}},
                   {"uri": "https://example.org/compiler.tgz", "digest": {"sha256": "%s"}}]},
               "runDetails": {
                 "builder": {"id": "https://ci.example.org/builders/3"},
                 "metadata": {"invocationId": "https://ci.example.org/runs/7", "startedOn": "2026-01-01T12:34:56Z", "finishedOn": "2026-01-01T12:44:56Z"}}}}
            """
                    .formatted(HEX, SHA, HEX.replace('f', 'e'));

    private final InTotoAdapter adapter = new InTotoAdapter();

    /** DSSE's pre-authentication encoding, written down by itself. */
    private static byte[] encoded(String type, String payload) {
        return ("DSSEv1 "
                        + type.getBytes(StandardCharsets.UTF_8).length
                        + " "
                        + type
                        + " "
                        + payload.getBytes(StandardCharsets.UTF_8).length
                        + " "
                        + payload)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String envelope(String payload, byte[] signature, Base64.Encoder encoder) {
        return """
        {"payloadType": "%s", "payload": "%s", "signatures": [{"keyid": "somebody else", "sig": "%s"}]}
        """
                .formatted(
                        TYPE,
                        encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8)),
                        encoder.encodeToString(signature));
    }

    private static byte[] sign(String algorithm, KeyPair key, byte[] bytes)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(key.getPrivate());
        signature.update(bytes);
        return signature.sign();
    }

    private static KeyPair key(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static Rules believing(PublicKey key) {
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        return PumpRules.of(
                new Trust(
                        List.of(Trust.Key.ofPem("release-key", pem)), Optional.empty(), List.of()));
    }

    private static ObjectNode ofType(List<ObjectNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + events));
    }

    @Test
    void provenanceSaysWhoBuiltWhatFromWhich() {
        List<ObjectNode> events = admitted(adapter.read(json(PROVENANCE), PUMP));
        ObjectNode build = ofType(events, "build.finished");
        assertThat(text(build, "/subject/id")).isEqualTo("https://ci.example.org/runs/7");
        assertThat(text(build, "/data/recipeDigest")).isEqualTo("gitCommit:" + SHA);
        assertThat(text(build, "/occurredAt")).isEqualTo("2026-01-01T12:44:56Z");
        assertThat(links(build))
                .containsExactly(
                        "builtFrom → Commit 1111111111111111111111111111111111111111 DECLARED",
                        "builtFrom → Commit " + SHA + " DECLARED",
                        "used → Artifact sha256:" + HEX.replace('f', 'e') + " DECLARED");
        ObjectNode attested = ofType(events, "artifact.attested");
        assertThat(text(attested, "/subject/id")).isEqualTo("sha256:" + HEX);
        assertThat(links(attested))
                .containsExactly("producedBy → Build https://ci.example.org/runs/7 DECLARED");
        assertThat(text(attested, "/data/verification")).isEqualTo("NOT_VERIFIED");
        assertThat(text(attested, "/reason")).isEqualTo("it bears no signature");
        assertThat(events).hasSize(2);
    }

    @Test
    void isAttestedOnlyWhenVerifiedByAnyOfTheAlgorithms() throws Exception {
        Map<String, String> algorithms =
                Map.of(
                        "Ed25519", "Ed25519",
                        "SHA256withECDSA", "EC",
                        "SHA256withECDSAinP1363Format", "EC",
                        "SHA256withRSA", "RSA",
                        "RSASSA-PSS", "RSA");
        for (Map.Entry<String, String> each : algorithms.entrySet()) {
            KeyPair key = key(each.getValue());
            byte[] signature = sign(each.getKey(), key, encoded(TYPE, PROVENANCE));
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                List<ObjectNode> events =
                        admitted(
                                adapter.read(
                                        json(envelope(PROVENANCE, signature, encoder)),
                                        believing(key.getPublic())));
                ObjectNode attested = ofType(events, "artifact.attested");
                assertThat(text(attested, "/data/verification"))
                        .as(each.getKey())
                        .isEqualTo("VERIFIED");
                assertThat(text(attested, "/data/signer")).isEqualTo("release-key");
                assertThat(links(ofType(events, "build.finished")))
                        .allMatch(link -> link.endsWith(" ATTESTED"));
            }
        }
    }

    @Test
    void aForgedOneIsOnlyAFailure() throws Exception {
        KeyPair key = key("Ed25519");
        byte[] signature = sign("Ed25519", key, encoded(TYPE, PROVENANCE));
        String forged = PROVENANCE.replace(SHA, "4444444444444444444444444444444444444444");
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(envelope(forged, signature, Base64.getEncoder())),
                                believing(key.getPublic())));
        assertThat(text(event, "/type")).isEqualTo("artifact.attested");
        assertThat(text(event, "/data/verification")).isEqualTo("FAILED");
        assertThat(text(event, "/data/signer")).isEqualTo("unknown");
        assertThat(text(event, "/reason")).contains("connection ci").contains("release-key");
        assertThat(links(event)).isEmpty();
    }

    @Test
    void toLeaveTheSignatureAwayHelpsNobody() throws Exception {
        Rules rules = believing(key("Ed25519").getPublic());
        assertThat(text(onlyAdmitted(adapter.read(json(PROVENANCE), rules)), "/data/verification"))
                .isEqualTo("FAILED");
        String unsigned =
                "{\"payloadType\": \"%s\", \"payload\": \"%s\", \"signatures\": []}"
                        .formatted(
                                TYPE,
                                Base64.getEncoder()
                                        .encodeToString(
                                                PROVENANCE.getBytes(StandardCharsets.UTF_8)));
        assertThat(text(onlyAdmitted(adapter.read(json(unsigned), rules)), "/data/verification"))
                .isEqualTo("FAILED");
    }

    @Test
    void theTypeIsSignedToo() throws Exception {
        KeyPair key = key("Ed25519");
        byte[] signature = sign("Ed25519", key, encoded("text/plain", PROVENANCE));
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(envelope(PROVENANCE, signature, Base64.getEncoder())),
                                believing(key.getPublic())));
        assertThat(text(event, "/data/verification")).isEqualTo("FAILED");
    }

    /** The envelope and key that the DSSE specification gives as its example (protocol.md). */
    @Test
    void verifiesTheSpecificationsOwnExample() throws Exception {
        PublicKey key =
                P256.key(
                        "46950820868899156662930047687818585632848591499744589407958293238635476079160",
                        "5640078356564379163099075877009565129882514886557779369047442380624545832820");
        DsseEnvelope envelope =
                DsseEnvelope.read(
                        JsonBody.read(
                                """
                                {"payload": "aGVsbG8gd29ybGQ=", "payloadType": "http://example.com/HelloWorld",
                                 "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
                                """
                                        .getBytes(StandardCharsets.UTF_8),
                                ""));
        assertThat(new String(envelope.preAuthenticationEncoding(), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(SignatureCheck.check(envelope, List.of(new Trust.Key("example", key)), "ci"))
                .isEqualTo(new Verification.Verified("example"));
    }

    @Test
    void lengthsAreInBytes() throws Exception {
        DsseEnvelope envelope =
                new DsseEnvelope("ü", new Bytes("€".getBytes(StandardCharsets.UTF_8)), List.of());
        assertThat(new String(envelope.preAuthenticationEncoding(), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 ü 3 €");
    }

    @Test
    void testResultsRanOnTheirSubjects() {
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(
                                        """
                                        {"_type": "https://in-toto.io/Statement/v1",
                                         "subject": [{"digest": {"gitCommit": "%s"}}],
                                         "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
                                         "predicate": {"result": "FAILED", "url": "https://ci.example.org/runs/8",
                                           "passedTests": ["a"], "warnedTests": ["b"], "failedTests": ["c d"]}}
                                        """
                                                .formatted(SHA)),
                                PUMP));
        assertThat(text(event, "/type")).isEqualTo("testrun.finished");
        assertThat(text(event, "/data/outcome")).isEqualTo("FAILED");
        assertThat(text(event, "/data/counts/passed")).isEqualTo("2");
        assertThat(links(event))
                .containsExactly(
                        "tests → Commit " + SHA + " DECLARED",
                        "executes → TestCase a DECLARED",
                        "executes → TestCase b DECLARED",
                        "executes → TestCase c d DECLARED");
    }

    @Test
    void manyTestsAreNumberedParts() {
        String names =
                IntStream.range(0, 1001)
                        .mapToObj(i -> "\"t%d\"".formatted(i))
                        .collect(Collectors.joining(","));
        List<ObjectNode> events =
                admitted(
                        adapter.read(
                                json(
                                        """
                                        {"_type": "https://in-toto.io/Statement/v1",
                                         "subject": [{"digest": {"gitCommit": "%s"}}],
                                         "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
                                         "predicate": {"result": "PASSED", "passedTests": [%s]}}
                                        """
                                                .formatted(SHA, names)),
                                PUMP));
        assertThat(events)
                .extracting(event -> text(event, "/data/part/number"))
                .containsExactly("1", "2", "3");
        assertThat(events).extracting(event -> text(event, "/id")).doesNotHaveDuplicates();
    }

    @Test
    void anEmptySetNeverPasses() {
        Reading reading =
                adapter.read(
                        json(
                                """
                                {"_type": "https://in-toto.io/Statement/v1",
                                 "subject": [{"digest": {"gitCommit": "%s"}}],
                                 "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
                                 "predicate": {"result": "PASSED", "passedTests": []}}
                                """
                                        .formatted(SHA)),
                        PUMP);
        assertThat(unmapped(reading).because()).contains("names no test");
    }

    private static String statement(String predicateType, String predicate) {
        return """
        {"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {"sha256": "%s"}}],
         "predicateType": "%s", "predicate": %s}
        """
                .formatted(HEX, predicateType, predicate);
    }

    @Test
    void summariesAreAttestationsWithTheirResult() {
        ObjectNode svr =
                onlyAdmitted(
                        adapter.read(
                                json(
                                        statement(
                                                "https://in-toto.io/attestation/svr/v0.2",
                                                """
                                                {"verifier": {"id": "https://example.com/v2"}, "timeCreated": "1985-04-12T23:20:50.52Z",
                                                 "properties": ["SLSA_BUILD_LEVEL_2", "SLSA_BUILD_LEVEL_3"]}
                                                """)),
                                PUMP));
        assertThat(text(svr, "/data/slsaLevel")).isEqualTo("3");
        assertThat(text(svr, "/occurredAt")).isEqualTo("1985-04-12T23:20:50.520Z");
        ObjectNode vsa =
                onlyAdmitted(
                        adapter.read(
                                json(
                                        statement(
                                                "https://slsa.dev/verification_summary/v1",
                                                """
                                                {"verifier": {"id": "https://example.com/v2"}, "timeVerified": "2026-01-01T00:00:00Z",
                                                 "verificationResult": "FAILED", "verifiedLevels": ["SLSA_BUILD_LEVEL_3"]}
                                                """)),
                                PUMP));
        assertThat(text(vsa, "/labels/vsa.result")).isEqualTo("FAILED");
        assertThat(vsa.at("/data/slsaLevel").isMissingNode()).isTrue();
    }

    @Test
    void aReleaseNeedsWhatItsPredicateHasNoFieldFor() {
        String type = "https://in-toto.io/attestation/release/v0.1";
        ObjectNode plain =
                onlyAdmitted(
                        adapter.read(
                                json(statement(type, "{\"purl\": \"pkg:generic/pump@7.2.4\"}")),
                                PUMP));
        assertThat(text(plain, "/type")).isEqualTo("artifact.attested");
        List<ObjectNode> full =
                admitted(
                        adapter.read(
                                json(
                                        statement(
                                                type,
                                                """
                                                {"purl": "pkg:generic/pump@7.2.4%2B1",
                                                 "goldthread": {"data": {"intendedUse": "infusion", "knownLimitations": []}}}
                                                """)),
                                PUMP));
        ObjectNode release = ofType(full, "release.published");
        assertThat(text(release, "/subject/id")).isEqualTo("7.2.4+1");
        assertThat(links(release))
                .containsExactly("includes → Artifact sha256:" + HEX + " DECLARED");
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(
                                                        statement(
                                                                type,
                                                                "{\"purl\": \"pkg:generic/pump@1\", \"goldthread\": {}}")),
                                                PUMP))
                                .because())
                .contains("data.intendedUse", "data.knownLimitations");
    }

    @Test
    void readsProvenanceOfTheOlderKind() {
        String body =
                """
                {"_type": "https://in-toto.io/Statement/v0.1", "subject": [{"digest": {"sha256": "%s"}}],
                 "predicateType": "https://slsa.dev/provenance/v0.2",
                 "predicate": {"builder": {"id": "https://ci.example.org/b"},
                   "invocation": {"configSource": {"uri": "git+https://git.example.org/acme/pump", "digest": {"sha1": "%s"}}},
                   "metadata": {"buildInvocationID": "812-1"},
                   "materials": [{"uri": "git+https://git.example.org/acme/pump", "digest": {"sha1": "%s"}}]}}
                """
                        .formatted(HEX, SHA, SHA);
        ObjectNode build = ofType(admitted(adapter.read(json(body), PUMP)), "build.finished");
        assertThat(text(build, "/subject/id")).isEqualTo("812-1");
        assertThat(links(build)).containsExactly("builtFrom → Commit " + SHA + " DECLARED");
    }

    @Test
    void refusesWithThePlace() {
        assertThat(
                        refused(
                                        adapter.read(
                                                json(
                                                        "{\"payloadType\": \"t\", \"payload\": \"aGVsbG8@\"}"),
                                                PUMP))
                                .field())
                .isEqualTo("/payload");
        assertThat(
                        refused(
                                        adapter.read(
                                                json(
                                                        "{\"payloadType\": \"t\", \"payload\": \"aGVsb\"}"),
                                                PUMP))
                                .rule())
                .isEqualTo("not-base64");
        assertThat(refused(adapter.read(json(PROVENANCE.replace(HEX, "78ab6a8...")), PUMP)).field())
                .isEqualTo("/subject/0/digest/sha256");
        assertThat(
                        refused(
                                        adapter.read(
                                                json(
                                                        PROVENANCE.replace(
                                                                "finishedOn\": \"2026-01-01T",
                                                                "finishedOn\": \"")),
                                                PUMP))
                                .field())
                .isEqualTo("/predicate/runDetails/metadata/finishedOn");
    }

    @Test
    void readsLinesWhereTheContentTypeSaysSo() {
        String line = PROVENANCE.replace("\n", " ");
        Reading reading =
                adapter.read(
                        delivery(
                                line + "\n" + line.replace(HEX, HEX.replace('4', '5')) + "\n",
                                Map.of("content-type", "application/jsonl")),
                        PUMP);
        assertThat(admitted(reading)).hasSize(4);
        Reading broken =
                adapter.read(
                        delivery(line + "\n{\n", Map.of("content-type", "application/jsonl")),
                        PUMP);
        assertThat(refused(broken).field()).startsWith("line 2:");
    }

    @Test
    void aPemOfAnotherKindIsNoKey() {
        assertThatThrownBy(() -> Trust.Key.ofPem("k", "-----BEGIN CERTIFICATE-----"))
                .hasMessageContaining("PUBLIC KEY");
        assertThatThrownBy(
                        () ->
                                Trust.Key.ofPem(
                                        "k",
                                        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .hasMessageContaining("none of them");
    }
}
