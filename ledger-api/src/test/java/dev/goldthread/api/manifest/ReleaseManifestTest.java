package dev.goldthread.api.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.ci.CiFacts;
import dev.goldthread.api.manifest.DataManifest.Kind;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.gate.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private static String sha(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }

    private static ObjectNode full() throws Exception {
        return (ObjectNode)
                JSON.readTree(
                        """
                        {"tier":"HIGH","intendedUse":"Infusion in hospitals.",
                         "knownLimitations":[],"claims":["CLAIM-1"],"approvals":["approval-7"],
                         "artifacts":["%s"],"models":["%s"],"changes":["acme/pump#42"],
                         "configs":[{"name":"pump-limits","digest":"%s"}],
                         "commit":"4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                         "builtAt":"2026-02-05T10:02:30Z","dataset":"%s","validationSet":"%s",
                         "featureSchema":"%s","calibrationDigest":"%s",
                         "thresholds":[{"name":"sensitivity","value":"0.98","comparison":"AT_LEAST"}],
                         "testSuiteVersion":"7.2","infrastructureDigest":"%s",
                         "environmentFingerprint":"%s"}\
                        """
                                .formatted(
                                        sha('a'), sha('b'), sha('c'), sha('d'), sha('e'), sha('f'),
                                        sha('1'), sha('2'), sha('3')));
    }

    private static CiFacts facts() {
        return CiFacts.of(
                new Product("pump"),
                new CiFacts.Given(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Map.of(),
                Optional.empty(),
                new CiFacts.Actor.Human("person:abc"),
                AT);
    }

    private static Admission admit(ObjectNode event) {
        return new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]))
                .admit(
                        event.toString().getBytes(StandardCharsets.UTF_8),
                        new Submission("t", "test", Optional.empty()),
                        AT.plusSeconds(60));
    }

    @Test
    void everyMemberOfAManifestStandsInTheEvent() throws Exception {
        ObjectNode event = new ReleaseManifest(full()).event(facts(), "7.2.4");

        assertThat(admit(event)).isInstanceOf(Admission.Accepted.class);
        assertThat(event.at("/subject/id").asText()).isEqualTo("7.2.4");
        assertThat(event.at("/data/itemCount").asInt()).isEqualTo(4);
        assertThat(event.at("/data/datasetSnapshot").asText()).isEqualTo(sha('d'));
        assertThat(event.path("links"))
                .extracting(
                        link ->
                                "%s %s"
                                        .formatted(
                                                link.path("relation").asText(),
                                                link.at("/to/type").asText()))
                .containsExactly(
                        "includes Artifact",
                        "includes Model",
                        "includes Change",
                        "includes Config",
                        "implements Claim",
                        "reliesOn Approval",
                        "used Dataset",
                        "used FeatureSpec",
                        "evaluatedOn Dataset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tier",
                "intendedUse",
                "knownLimitations",
                "claims",
                "commit",
                "builtAt",
                "testSuiteVersion",
                "infrastructureDigest",
                "environmentFingerprint",
                "approvals",
                "dataset",
                "featureSchema",
                "calibrationDigest",
                "thresholds",
                "validationSet"
            })
    void aMemberThatIsMissingIsNamed(String member) throws Exception {
        ObjectNode json = full();
        json.remove(member);

        assertThatThrownBy(() -> new ReleaseManifest(json))
                .isInstanceOf(MissingMembersException.class)
                .hasMessageContaining(member);
    }

    @Test
    void withoutAModelNothingAboutModelsIsAskedFor() throws Exception {
        ObjectNode json = full();
        json.remove(
                List.of(
                        "models",
                        "dataset",
                        "featureSchema",
                        "calibrationDigest",
                        "thresholds",
                        "validationSet"));

        assertThat(admit(new ReleaseManifest(json).event(facts(), "7.2.4")))
                .isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aScenarioPackMayTakeTheValidationSetsPlace() throws Exception {
        ObjectNode json = full();
        json.remove("validationSet");
        json.put("scenarioPack", sha('4'));

        assertThat(admit(new ReleaseManifest(json).event(facts(), "7.2.4")))
                .isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aReleaseOfNothingAndAMisspeltMemberAreRefused() throws Exception {
        ObjectNode nothing = full();
        nothing.remove(List.of("artifacts", "models"));
        ObjectNode misspelt = full();
        misspelt.put("intendeduse", "x");

        assertThatThrownBy(() -> new ReleaseManifest(nothing))
                .hasMessageContaining("artifacts or models");
        assertThatThrownBy(() -> new ReleaseManifest(misspelt))
                .hasMessageContaining("intendeduse")
                .hasMessageContaining("nobody reads");
    }

    /** Made with printf and sha256sum. */
    @Test
    void theDigestIsThatOfTheSortedJson() throws Exception {
        assertThat(CanonicalManifest.digest(JSON.readTree("{\"b\": [2, 1],\"a\": \"x\"}")))
                .isEqualTo(
                        "sha256:1bb141b0beaf4ebf42280d226d19296aa9bcde08525419393fa8c706e6a57148");
    }

    @Test
    void dataManifestsBecomeTheirEventsAndTheGateNamesWhatIsMissing() throws Exception {
        ObjectNode labels =
                (ObjectNode)
                        JSON.readTree(
                                """
                                {"manifestDigest":"%s","version":"3","guideline":"SOP-12",
                                 "annotators":["person:a","person:b"],"adjudication":"CONSENSUS",
                                 "derivedFrom":"Dataset:%s"}\
                                """
                                        .formatted(sha('a'), sha('b')));

        ObjectNode event = new DataManifest(Kind.LABELS, labels).event(facts());

        assertThat(admit(event)).isInstanceOf(Admission.Accepted.class);
        assertThat(event.at("/subject/type").asText()).isEqualTo("LabelSet");
        assertThat(event.at("/links/0/relation").asText()).isEqualTo("derivedFrom");
        labels.remove(List.of("annotators", "derivedFrom"));
        assertThat(refusedFields(new DataManifest(Kind.LABELS, labels).event(facts())))
                .contains("/data/annotators");
    }

    @Test
    void aValidationCarriesItsSubgroups() throws Exception {
        ObjectNode validation =
                (ObjectNode)
                        JSON.readTree(
                                """
                                {"id":"V-7","kind":"CLINICAL","suiteVersion":"7","evaluates":["Model:%s"],
                                 "evaluatedOn":["Dataset:%s","Cohort:%s"],
                                 "metrics":[{"name":"auc","subgroup":"age>80","n":120,"value":"0.93",
                                   "criterion":"at least 0.9","verdict":"PASS"}]}\
                                """
                                        .formatted(sha('a'), sha('b'), sha('c')));

        ObjectNode event = new DataManifest(Kind.VALIDATION, validation).event(facts());

        assertThat(admit(event)).isInstanceOf(Admission.Accepted.class);
        assertThat(event.at("/data/metrics/0/subgroup").asText()).isEqualTo("age>80");
        validation.remove("id");
        assertThatThrownBy(() -> new DataManifest(Kind.VALIDATION, validation).event(facts()))
                .isInstanceOf(MissingMembersException.class)
                .hasMessageContaining("id");
    }

    private static List<String> refusedFields(ObjectNode event) {
        return admit(event) instanceof Admission.Refused refused
                ? refused.violations().stream().map(Violation::field).toList()
                : List.of();
    }
}
