package dev.goldthread.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    /** Typed from the families table of the event model, not read from anywhere. */
    private static final String NODE_TYPES =
            """
            Requirement Hazard RiskControl Claim ChangeRequest TestPlan Change Review Commit Build
            Artifact Component TestCase TestRun Scan Dataset LabelSet Split FeatureSpec Generator
            Cohort TrainingRun Model Validation Policy GateDecision ApprovalRequest Approval
            Condition Exception Release Deployment Exposure Rollback Environment Config Flag
            PipelineComponent Incident Defect Drift MonitoringReport Override Access Role Key
            Connection Hold Erasure Source Event Person Product
            """;

    private static final String EVENT_TYPES =
            """
            requirement.recorded requirement.changed requirement.retired
            hazard.recorded hazard.changed control.recorded control.changed
            claim.recorded claim.changed
            change_request.opened change_request.classified change_request.closed
            testplan.selected
            change.proposed change.updated change.merged change.abandoned
            review.submitted commit.pushed build.started build.finished
            artifact.published artifact.signed artifact.attested sbom.attached
            testcase.recorded testcase.changed testrun.finished scan.finished
            dataset.snapshotted labels.locked split.fixed features.specified generator.published
            cohort.generated training.finished model.registered model.frozen validation.finished
            policy.published gate.evaluated
            approval.requested approval.granted approval.rejected approval.withdrawn
            condition.fulfilled
            exception.requested exception.granted exception.extended exception.lapsing
            exception.expired exception.closed exception.reviewed
            release.created release.manifested release.published release.withdrawn
            deployment.started deployment.finished deployment.failed
            exposure.started exposure.advanced exposure.paused exposure.aborted exposure.completed
            rollback.finished
            environment.snapshotted environment.changed environment.compared
            config.changed flag.created flag.changed flag.retired
            pipeline_component.changed pipeline_component.validated
            incident.opened incident.resolved defect.recorded drift.detected drift.assessed
            monitoring.reported override.recorded retraining.authorised
            access.granted access.used access.revoked role.granted role.revoked key.rotated
            connection.changed
            hold.placed hold.released evidence.erased source.reconciled link.confirmed
            event.superseded crosswalk.recorded product.opened product.renamed
            """;

    private static final String FINDINGS =
            """
            UNCOVERED LINKED FAILED NOT_RUN FLAKY VERIFIED SUSPECT NOT_REQUIRED WAIVED
            ORPHANED UNRESOLVED CONFLICT CORRECTED_IN_PART
            UNREVIEWED UNAPPROVED SELF_APPROVED STALE UNSIGNED NOT_AS_APPROVED EXPIRED OVERDUE LATE
            INCOMPLETE ERASED
            HOLE SILENT UNRECONCILED
            """;

    private final JsonNode vocabulary = Resources.vocabulary();
    private final JsonNode eventTypes = vocabulary.get("eventTypes");

    @Test
    void hasTheNodeTypesOfTheEventModel() {
        assertThat(values("nodeTypes", "type")).containsExactlyInAnyOrder(words(NODE_TYPES));
    }

    @Test
    void hasTheEventTypesOfTheEventModel() {
        assertThat(values("eventTypes", "type")).containsExactlyInAnyOrder(words(EVENT_TYPES));
    }

    @Test
    void hasTheFindingsOfTheEventModel() {
        assertThat(values("findings", "code")).containsExactlyInAnyOrder(words(FINDINGS));
    }

    @Test
    void dataRecordsAndUnionAreTheSameSet() {
        Set<String> union =
                Resources.eventSchema().getField("data").schema().getTypes().stream()
                        .map(Schema::getName)
                        .collect(Collectors.toSet());

        assertThat(Resources.names(eventTypes, "data")).isEqualTo(union);
    }

    @Test
    void relationsAreTheOnesThatEventTypesUse() {
        Set<String> used = new HashSet<>();
        linkRules().forEach(rule -> used.add(rule.get("relation").asText()));
        vocabulary.get("everywhere").forEach(relation -> used.add(relation.asText()));

        assertThat(values("relations", "relation")).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void nodeTypesInRulesAreDefined() {
        Set<String> used = new HashSet<>();
        eventTypes.forEach(row -> row.get("subject").forEach(type -> used.add(type.asText())));
        linkRules().forEach(rule -> rule.get("to").forEach(type -> used.add(type.asText())));
        used.remove("*");

        assertThat(values("nodeTypes", "type")).containsAll(used);
    }

    @Test
    void anEventTypeHasOneRulePerRelation() {
        for (JsonNode row : eventTypes) {
            List<String> relations =
                    Resources.stream(row.get("links"))
                            .map(rule -> rule.get("relation").asText())
                            .toList();
            assertThat(relations).as(row.get("type").asText()).doesNotHaveDuplicates();
            assertThat(relations).doesNotContain("supersedes", "triggeredBy");
        }
    }

    /** What no event is about can only be known by being linked to. */
    @Test
    void nodeTypesWithoutEventsOfTheirOwnAreImplicit() {
        Set<String> subjects = new HashSet<>();
        eventTypes.forEach(row -> row.get("subject").forEach(type -> subjects.add(type.asText())));

        for (JsonNode nodeType : vocabulary.get("nodeTypes")) {
            if (!subjects.contains(nodeType.get("type").asText())) {
                assertThat(nodeType.path("implicit").asBoolean()).as(nodeType.toString()).isTrue();
            }
        }
    }

    @Test
    void nodeIdsHaveAForm() {
        assertThat(values("idForms", "form"))
                .containsAll(Resources.names(vocabulary.get("nodeTypes"), "id"));
    }

    @Test
    void theFormOfANodeTypeTakesAllOfThemAndNothingElse() {
        String pattern =
                vocabulary
                        .get("idForms")
                        .valueStream()
                        .filter(form -> form.get("form").asText().equals("nodeType"))
                        .map(form -> form.get("pattern").asText())
                        .findFirst()
                        .orElseThrow();

        assertThat(pattern.split("\\|"))
                .containsExactlyInAnyOrderElementsOf(
                        Resources.names(vocabulary.get("nodeTypes"), "type"));
    }

    @Test
    void idFormsMatchTheirExamples() {
        for (JsonNode form : vocabulary.get("idForms")) {
            assertThat(form.get("example").asText()).matches(form.get("pattern").asText());
            assertThat(form.get("remedy").asText()).as(form.toString()).isNotBlank();
        }
    }

    @Test
    void everyRowSaysWhatItIs() {
        for (String table :
                List.of("idForms", "nodeTypes", "relations", "eventTypes", "findings")) {
            for (JsonNode row : vocabulary.get(table)) {
                assertThat(row.path("about").asText()).as(row.toString()).endsWith(".");
            }
        }
    }

    @Test
    void everyProblemHasASeverityAndARemedy() {
        for (JsonNode row : vocabulary.get("findings")) {
            assertThat(row.path("remedy").asText()).as(row.toString()).isNotBlank();
            if (row.get("problem").asBoolean()) {
                assertThat(row.path("severity").asText())
                        .as(row.toString())
                        .isIn("critical", "major", "minor");
            }
        }
    }

    /**
     * Where a rule finds what a row of the required evidence asks for, both say the same remedy.
     */
    @Test
    void rulesHaveRemediesThatAgreeWithTheRequiredEvidence() {
        Map<String, String> asked =
                Resources.stream(Resources.json("required-evidence.json").get("evidence"))
                        .collect(
                                Collectors.toMap(
                                        row -> row.get("id").asText(),
                                        row -> row.get("remedy").asText()));
        for (JsonNode finding : vocabulary.get("findings")) {
            List<String> names = new ArrayList<>();
            for (JsonNode rule : finding.path("rules")) {
                String name = rule.get("rule").asText();
                names.add(name);
                assertThat(rule.get("remedy").asText()).as(rule.toString()).isNotBlank();
                assertThat(asked.getOrDefault(name, rule.get("remedy").asText()))
                        .as(name)
                        .isEqualTo(rule.get("remedy").asText());
            }
            assertThat(names).as(finding.get("code").asText()).doesNotHaveDuplicates();
        }
    }

    /** Only what is found suspect by a link can be about something else than coverage. */
    @Test
    void rulesOfCoverageSayWhatElseTheyDoubt() {
        Set<String> relations = Resources.names(vocabulary.get("relations"), "relation");
        for (JsonNode finding : vocabulary.get("findings")) {
            for (JsonNode rule : finding.path("rules")) {
                if (rule.has("doubts")) {
                    assertThat(finding.get("group").asText()).isEqualTo("coverage");
                    assertThat(rule.get("rule").asText()).isIn(relations);
                    assertThat(rule.get("doubts").asText()).isIn("BASIS", "PURPOSE");
                }
            }
        }
    }

    /** Only what an exception can name can be let off as a whole. */
    @Test
    void rulesThatAreWaivedForAWholeAreOfCoverageAndSayForWhat() {
        Set<String> named = new HashSet<>();
        linkRules()
                .filter(rule -> rule.get("relation").asText().equals("waives"))
                .forEach(rule -> rule.get("to").forEach(type -> named.add(type.asText())));
        for (JsonNode finding : vocabulary.get("findings")) {
            for (JsonNode rule : finding.path("rules")) {
                if (rule.has("waivedFor")) {
                    assertThat(finding.get("group").asText()).isEqualTo("coverage");
                    assertThat(texts(rule.get("waivedFor"))).isNotEmpty().isSubsetOf(named);
                }
            }
        }
    }

    @Test
    void everyRelationThatGetsSuspectHasARemedyOfItsOwn() {
        JsonNode suspect =
                Resources.stream(vocabulary.get("findings"))
                        .filter(row -> row.get("code").asText().equals("SUSPECT"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Resources.names(suspect.get("rules"), "rule"))
                .containsAll(
                        Resources.stream(vocabulary.get("relations"))
                                .filter(row -> row.path("suspects").asBoolean())
                                .map(row -> row.get("relation").asText())
                                .toList());
    }

    @Test
    void traversalsNameWordsOfTheVocabulary() {
        Set<String> relations = Resources.names(vocabulary.get("relations"), "relation");
        Set<String> types = Resources.names(vocabulary.get("nodeTypes"), "type");
        for (JsonNode traversal : vocabulary.get("traversals")) {
            assertThat(texts(traversal.get("root"))).isSubsetOf(types);
            for (JsonNode step : traversal.get("steps")) {
                assertThat(step.get("relation").asText()).as(step.toString()).isIn(relations);
                assertThat(step.get("direction").asText()).isIn("IN", "OUT");
                assertThat(texts(step.get("from"))).as(step.toString()).isSubsetOf(any(types));
                assertThat(texts(step.get("to"))).as(step.toString()).isSubsetOf(any(types));
                assertThat(step.path("at").asText("ANY")).isIn("ANY", "ROOT");
                assertThat(step.path("then").asText("GO_ON")).isIn("GO_ON", "END", "ACROSS");
            }
        }
    }

    @Test
    void requiredEvidenceNamesWordsOfTheVocabulary() {
        JsonNode list = Resources.json("required-evidence.json");
        Set<String> types = Resources.names(vocabulary.get("nodeTypes"), "type");
        Set<String> events = Resources.names(eventTypes, "type");
        Set<String> codes = Resources.names(vocabulary.get("findings"), "code");
        Set<String> relations = Resources.names(vocabulary.get("relations"), "relation");

        assertThat(list.get("version").asInt()).isEqualTo(1);
        for (JsonNode row : list.get("evidence")) {
            assertThat(row.get("about").asText()).as(row.toString()).endsWith(".");
            assertThat(row.get("remedy").asText()).as(row.toString()).isNotBlank();
            assertThat(texts(row.get("of"))).as(row.toString()).isSubsetOf(types);
            assertThat(texts(row.path("with"))).as(row.toString()).isSubsetOf(codes);
            assertThat(texts(row.path("without"))).as(row.toString()).isSubsetOf(codes);
            if (row.has("event")) {
                assertThat(row.get("event").asText()).isIn(events);
            }
            if (row.has("actor")) {
                assertThat(row.has("event")).as(row.toString()).isTrue();
                assertThat(row.get("actor").asText()).isIn("HUMAN", "SYSTEM");
            }
            if (row.has("link")) {
                assertThat(row.at("/link/relation").asText()).isIn(relations);
                assertThat(texts(row.at("/link/types"))).isSubsetOf(types);
            }
            if (row.at("/link").has("orBroughtIn")) {
                assertThat(row.at("/link/orBroughtIn/event").asText()).isIn(events);
                assertThat(row.at("/link/orBroughtIn/along").asText()).isIn(relations);
            }
        }
        for (JsonNode row : list.get("notRequired")) {
            assertThat(row.get("event").asText()).isIn(events);
            assertThat(texts(row.get("of"))).isSubsetOf(types);
        }
    }

    private static List<String> texts(JsonNode array) {
        return Resources.stream(array).map(JsonNode::asText).toList();
    }

    private static Set<String> any(Set<String> types) {
        Set<String> any = new HashSet<>(types);
        any.add("*");
        return any;
    }

    private Stream<JsonNode> linkRules() {
        return Resources.stream(eventTypes).flatMap(row -> Resources.stream(row.get("links")));
    }

    /** A list, so that a row written twice shows. */
    private List<String> values(String table, String member) {
        return Resources.stream(vocabulary.get(table))
                .map(row -> row.get(member).asText())
                .toList();
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }
}
