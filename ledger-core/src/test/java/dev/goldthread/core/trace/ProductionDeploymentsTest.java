package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.ProductionDeployments.Agreed;
import dev.goldthread.core.trace.ProductionDeployments.Covered;
import dev.goldthread.core.trace.ProductionDeployments.Listed;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import dev.goldthread.core.trace.ProductionDeployments.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The deployments of a product, on graphs of a few events. */
class ProductionDeploymentsTest {

    private static final String CD = "https://cd.example";
    private static final String LAPTOP = "https://laptop.example";

    private final GraphFixture story = new GraphFixture();

    private static Instant hour(int hour) {
        return Instant.parse("2026-03-01T%02d:00:00Z".formatted(hour));
    }

    private void kind(String environment, String kind) {
        story.at(
                hour(3),
                "watch",
                "environment.snapshotted",
                "Environment",
                environment,
                Map.of("kind", kind));
    }

    /** Recorded as it happens. */
    private void deploy(int hour, String source, String id, String environment) {
        deploy(hour, hour, source, id, environment);
    }

    private void deploy(int occurred, int recorded, String source, String id, String environment) {
        story.saidBy(source)
                .recorded(hour(recorded))
                .at(
                        hour(occurred),
                        "ops",
                        "deployment.finished",
                        "Deployment",
                        id,
                        Map.of("outcome", "SUCCEEDED"),
                        link("deploys", "Artifact", "a1"),
                        link("into", "Environment", environment));
    }

    /** A list of all that happened from the third hour to that of the comparison. */
    private String compare(int hour, String source, String result, String environment) {
        return compare(hour, source, "deployments", result, environment);
    }

    private String compare(
            int hour, String source, String scope, String result, String environment) {
        return compare(hour, source, scope, List.of(), result, environment);
    }

    private String compare(
            int hour,
            String source,
            String scope,
            List<String> listedTypes,
            String result,
            String environment) {
        return list(
                hour,
                source,
                environment,
                Map.of(
                        "scope",
                        scope,
                        "listedTypes",
                        listedTypes,
                        "result",
                        result,
                        "periodFromAt",
                        hour(3),
                        "periodToAt",
                        hour(hour)));
    }

    /** A list that agrees, unless more says otherwise, about the time between two hours. */
    private String agrees(int hour, int from, int to, Map<String, Object> more) {
        Map<String, Object> data = new HashMap<>();
        data.put("listedTypes", List.of("Deployment"));
        data.put("result", "COMPLETE");
        data.putAll(more);
        data.put("periodFromAt", hour(from));
        data.put("periodToAt", hour(to));
        return list(hour, CD, "prod", data);
    }

    private String list(int hour, String source, String environment, Map<String, Object> data) {
        story.recorded(hour(hour))
                .at(
                        hour(hour),
                        "cli",
                        "source.reconciled",
                        "Source",
                        source,
                        data,
                        link("concerns", "Environment", environment));
        return "e" + (story.entries().size() - 1);
    }

    private ProductionDeployments all() {
        return ProductionDeployments.of(
                        story.graph(),
                        story.graph().nodes(),
                        PUMP,
                        all -> all,
                        NodeAllowance.UNBOUNDED)
                .orElseThrow();
    }

    @Test
    void onlyWhatIsAskedForIsJudgedButAllIsHeldAgainstTheLists() {
        kind("prod", "PRODUCTION");
        for (int i = 4; i < 9; i++) {
            deploy(i, CD, "d-" + i, "prod");
        }
        compare(7, CD, "COMPLETE", "prod");
        ProductionDeployments whole = all();

        ProductionDeployments page =
                ProductionDeployments.of(
                                story.graph(),
                                story.graph().nodes(),
                                PUMP,
                                all -> all.subList(1, 3),
                                NodeAllowance.UNBOUNDED)
                        .orElseThrow();

        assertThat(page.deployments()).isEqualTo(whole.deployments().subList(1, 3));
        assertThat(page.all())
                .extracting(Installation::deployment)
                .hasSize(5)
                .isEqualTo(whole.all().stream().map(Installation::deployment).toList());
        assertThat(page.environments()).isEqualTo(whole.environments());
        assertThat(page.unreconciled()).isEqualTo(whole.unreconciled()).isPositive();
        assertThat(page.entries()).isEqualTo(whole.entries());
        assertThat(page.entries().sources()).containsExactly(CD);
    }

    private Reconciled reconciled(String id) {
        return all().deployments().stream()
                .filter(listed -> listed.prior().deployment().equals(node("Deployment", id)))
                .map(Listed::reconciled)
                .findFirst()
                .orElseThrow();
    }

    private String because(String id) {
        return ((Reconciled.Not) reconciled(id)).because();
    }

    private Covered covered(String environment) {
        return all().environments().stream()
                .filter(each -> each.environment().equals(node("Environment", environment)))
                .findFirst()
                .orElseThrow();
    }

    private String verdict(String environment) {
        return covered(environment).unreconciled().map(Finding::reason).orElse("COMPLETE");
    }

    @Test
    void whatWentWhereNobodySaysWhatItIsForIsListedLikeProduction() {
        kind("bench", "TEST");
        deploy(4, CD, "d-1", "prod");
        deploy(5, CD, "d-2", "bench");

        assertThat(all().deployments())
                .singleElement()
                .satisfies(
                        listed -> {
                            assertThat(listed.prior().deployment())
                                    .isEqualTo(node("Deployment", "d-1"));
                            assertThat(listed.prior().ofUnknownKind())
                                    .containsExactly(node("Environment", "prod"));
                            assertThat(listed.unreconciled()).isPresent();
                        });
        assertThat(covered("prod").kind()).isEmpty();
        assertThat(verdict("prod")).contains("no list");
        assertThat(all().environments()).hasSize(1);
    }

    @Test
    void thatNothingIsListedProvesNothing() {
        story.event("p", "product.opened", "Product", "infusion-pump");

        assertThat(all().deployments()).isEmpty();
        assertThat(all().isProven()).isFalse();

        kind("prod", "PRODUCTION");
        assertThat(all().isProven()).as("an environment without a list").isFalse();

        compare(6, CD, "COMPLETE", "prod");
        assertThat(all().isProven()).as("the source lists none, either").isTrue();
    }

    @Test
    void ofProductionItIsKnownWhatItIsFor() {
        kind("prod", "PRODUCTION");
        deploy(4, CD, "d-1", "prod");

        assertThat(all().deployments().getFirst().prior().ofUnknownKind()).isEmpty();
        assertThat(covered("prod").kind()).hasValue("PRODUCTION");
    }

    @Nested
    class AgainstTheListOfTheirSource {

        @BeforeEach
        void production() {
            kind("prod", "PRODUCTION");
        }

        @Test
        void whatTheListWasComparedWithIsProven() {
            deploy(4, CD, "d-1", "prod");
            deploy(5, CD + "/job/7", "d-2", "prod");
            String list = compare(6, CD, "COMPLETE", "prod");

            assertThat(all().deployments())
                    .extracting(Listed::reconciled)
                    .containsExactly(new Reconciled.By(list), new Reconciled.By(list));
            assertThat(verdict("prod")).isEqualTo("COMPLETE");
        }

        @Test
        void whatWasRecordedAfterTheListWasTakenIsNot() {
            deploy(4, CD, "d-1", "prod");
            String list = compare(6, CD, "COMPLETE", "prod");
            deploy(5, 7, CD, "hidden", "prod");

            assertThat(reconciled("d-1")).isEqualTo(new Reconciled.By(list));
            assertThat(because("hidden")).contains("recorded after", list, "2026-03-01T06:00:00Z");
            assertThat(covered("prod").uncovered()).containsExactly(node("Deployment", "hidden"));
            assertThat(verdict("prod")).contains("hidden", "recorded after");
        }

        @Test
        void aComparisonThatSaysItIsOlderThanARecordDoesNotCoverIt() {
            deploy(4, 8, CD, "d-1", "prod");
            compare(6, CD, "COMPLETE", "prod");

            assertThat(because("d-1")).contains("recorded after");
        }

        @Test
        void whatAnotherSourceSaidIsNot() {
            deploy(4, CD, "d-1", "prod");
            deploy(4, LAPTOP, "foreign", "prod");
            deploy(4, CD + ".evil.example", "neighbour", "prod");
            String list = compare(6, CD, "COMPLETE", "prod");

            assertThat(reconciled("d-1")).isEqualTo(new Reconciled.By(list));
            assertThat(because("foreign")).contains(LAPTOP, "no list");
            assertThat(because("neighbour")).contains(CD + ".evil.example", "no list");
            assertThat(verdict("prod")).contains("foreign", LAPTOP, "neighbour");
        }

        @Test
        void whatHappenedOutsideTheTimeOfTheListIsNot() {
            deploy(2, CD, "before", "prod");
            compare(6, CD, "COMPLETE", "prod");

            assertThat(because("before")).contains("another time");
            assertThat(verdict("prod")).contains("before");
        }

        @Test
        void anotherListThatCoversItProvesItLater() {
            deploy(4, CD, "d-1", "prod");
            compare(6, CD, "COMPLETE", "prod");
            deploy(7, CD, "d-2", "prod");
            deploy(7, LAPTOP, "d-3", "prod");
            compare(8, CD, "COMPLETE", "prod");
            compare(8, LAPTOP, "COMPLETE", "prod");

            assertThat(all().deployments())
                    .extracting(Listed::reconciled)
                    .allMatch(Reconciled.By.class::isInstance);
            assertThat(verdict("prod")).isEqualTo("COMPLETE");
        }

        @Test
        void aListThatDiffersProvesNothing() {
            deploy(4, CD, "d-1", "prod");
            String list = compare(6, CD, "DIFFERENT", "prod");

            assertThat(because("d-1")).contains("differs", list);
            assertThat(verdict("prod")).contains("differs", list);
        }

        @Test
        void thatOneSourceAgreesDoesNotHideThatAnotherDiffers() {
            deploy(4, CD, "d-1", "prod");
            String differs = compare(6, LAPTOP, "DIFFERENT", "prod");
            compare(7, CD, "COMPLETE", "prod");

            assertThat(reconciled("d-1")).isInstanceOf(Reconciled.By.class);
            assertThat(verdict("prod")).contains(LAPTOP, "differs", differs);
        }

        @Test
        void aListOfAnotherEnvironmentProvesNothingHere() {
            kind("prod-us", "PRODUCTION");
            deploy(4, CD, "d-1", "prod-us");
            compare(6, CD, "COMPLETE", "prod");

            assertThat(because("d-1")).contains("no list", "prod-us");
            assertThat(verdict("prod-us")).contains("no list");
            assertThat(verdict("prod")).isEqualTo("COMPLETE");
        }

        @Test
        void noMoreThanThreeAreNamedInOneSentenceAndTheRestIsCounted() {
            compare(3, CD, "COMPLETE", "prod");
            List.of("d-1", "d-2", "d-3", "d-4", "d-5").forEach(id -> deploy(4, CD, id, "prod"));

            assertThat(verdict("prod")).contains("d-1", "d-3", "and 2 more").doesNotContain("d-4");
            assertThat(covered("prod").uncovered()).hasSize(5);
        }

        @Test
        void aListOfOtherThingsProvesNothingOfDeployments() {
            deploy(4, CD, "d-1", "prod");
            compare(6, CD, "tickets", "COMPLETE", "prod");

            assertThat(because("d-1")).contains("no list");
            assertThat(verdict("prod")).contains("no list");
        }

        /** What it lists is stated and checked; the scope is text for people. */
        @Test
        void aListIsOfDeploymentsWhenItSaysSo() {
            deploy(4, CD, "d-1", "prod");
            compare(6, CD, "deployments", List.of("Environment"), "COMPLETE", "prod");
            assertThat(because("d-1")).endsWith("was held against the ledger");

            String list =
                    compare(
                            7,
                            CD,
                            "all that went out in March",
                            List.of("Deployment", "Rollback"),
                            "COMPLETE",
                            "prod");

            assertThat(reconciled("d-1")).isEqualTo(new Reconciled.By(list));
        }

        @Test
        void aScopeThatOnlySpeaksOfDeploymentsProvesNothingAndIsToldSo() {
            deploy(4, CD, "d-1", "prod");
            String list = compare(6, CD, "environments without deployments", "COMPLETE", "prod");
            String told =
                    "event %s does not say what it lists, give it listedTypes".formatted(list);

            assertThat(because("d-1")).contains("no list", told);
            assertThat(verdict("prod")).contains("no list", told);
            assertThat(all().isProven()).isFalse();
        }
    }

    @Test
    void aListCoversTheUsesOfAnIdThatItWasComparedWith() {
        kind("prod", "PRODUCTION");
        deploy(5, CD, "d-1", "prod");
        compare(6, CD, "COMPLETE", "prod");
        deploy(7, CD, "d-1", "prod");

        assertThat(all().deployments())
                .extracting(
                        listed -> listed.prior().use(), listed -> listed.unreconciled().isPresent())
                .containsExactly(tuple(1, false), tuple(2, true));
        assertThat(all().environments().getFirst().uncovered())
                .containsExactly(node("Deployment", "d-1"));
    }

    @Nested
    class OfAnIdUsedAgain {

        @BeforeEach
        void twiceForOtherThings() {
            kind("prod", "PRODUCTION");
            installed(4, "d-1", "a1");
            installed(5, "d-1", "a2");
            deploy(5, CD, "d-2", "prod");
        }

        private void installed(int hour, String id, String artifact) {
            story.saidBy(CD)
                    .recorded(hour(hour))
                    .at(
                            hour(hour),
                            "ops",
                            "deployment.finished",
                            "Deployment",
                            id,
                            Map.of("outcome", "SUCCEEDED"),
                            link("deploys", "Artifact", artifact),
                            link("into", "Environment", "prod"));
        }

        private Map<String, Object> counts(long number) {
            return Map.of("listedCount", number, "recordedCount", number);
        }

        /** By deployment and use, those that are proven. */
        private List<String> proven() {
            return all().deployments().stream()
                    .filter(listed -> listed.unreconciled().isEmpty())
                    .map(listed -> listed.prior().deployment().id() + " " + listed.prior().use())
                    .toList();
        }

        @Test
        void aListOfIdsDoesNotProveEachUse() {
            agrees(6, 3, 6, counts(2));

            assertThat(proven()).containsExactly("d-2 1");
            assertThat(because("d-1")).contains("lists 2 for 3 uses", "2 are of d-1");
            assertThat(all().isProven()).isFalse();
            assertThat(covered("prod").lists()).allMatch(list -> list.flaw().isEmpty());
        }

        @Test
        void aListOfUsesDoes() {
            agrees(6, 3, 6, counts(3));

            assertThat(proven()).containsExactly("d-1 1", "d-1 2", "d-2 1");
            assertThat(all().isProven()).isTrue();
        }

        @Test
        void listsOfWhichEachIsAboutOneUseDoToo() {
            agrees(5, 3, 5, counts(1));
            agrees(6, 5, 6, counts(2));

            assertThat(all().isProven()).isTrue();
        }

        @Test
        void eachOfThemIsAConflict() {
            assertThat(all().deployments())
                    .extracting(
                            listed -> listed.prior().deployment().id(),
                            listed -> listed.findings().stream().map(Finding::code).toList())
                    .containsExactly(
                            tuple("d-1", List.of("CONFLICT", "UNRECONCILED")),
                            tuple("d-1", List.of("CONFLICT", "UNRECONCILED")),
                            tuple("d-2", List.of("UNRECONCILED")));
        }
    }

    @Nested
    class ForWhichTime {

        @BeforeEach
        void production() {
            kind("prod", "PRODUCTION");
            deploy(4, CD, "d-1", "prod");
        }

        @Test
        void listsProveTheirTimeTogether() {
            agrees(6, 3, 6, Map.of());
            agrees(9, 5, 9, Map.of());

            assertThat(all().isProven()).isTrue();
            assertThat(all().provenTo()).hasValue(hour(9));
            assertThat(covered("prod").proven()).hasValue(new Span(hour(3), hour(9)));
            assertThat(covered("prod").agreed())
                    .extracting(Agreed::span)
                    .containsExactly(new Span(hour(3), hour(9)));
        }

        @Test
        void aGapBetweenListsIsNotProven() {
            agrees(6, 3, 6, Map.of());
            agrees(9, 8, 9, Map.of());

            assertThat(reconciled("d-1")).isInstanceOf(Reconciled.By.class);
            assertThat(all().isProven()).isFalse();
            assertThat(verdict("prod"))
                    .contains("from 2026-03-01T06:00:00Z to 2026-03-01T08:00:00Z");
            assertThat(covered("prod").proven()).isEmpty();
            assertThat(covered("prod").agreed())
                    .extracting(Agreed::span)
                    .containsExactly(new Span(hour(3), hour(6)), new Span(hour(8), hour(9)));
        }

        @Test
        void whatCameBeforeTheFirstListIsNotProven() {
            agrees(6, 4, 6, Map.of());

            assertThat(all().isProven()).isFalse();
            assertThat(verdict("prod"))
                    .isEqualTo(
                            "no list agrees for the time from 2026-03-01T03:00:00Z to 2026-03-01T04:00:00Z");
        }

        @Test
        void aListThatEndedLongAgoProvesNothingOfNow() {
            agrees(6, 3, 6, Map.of());
            assertThat(all().isProven()).isTrue();

            story.recorded(hour(6).plus(Duration.ofDays(2)))
                    .event("p", "change.merged", "Change", "c");

            assertThat(all().isProven()).isFalse();
            assertThat(verdict("prod"))
                    .contains("end at 2026-03-01T06:00:00Z, and it is 2026-03-03T06:00:00Z");
            assertThat(reconciled("d-1")).isInstanceOf(Reconciled.By.class);
        }

        @Test
        void aListKnowsNothingOfTheTimeAfterItWasTaken() {
            agrees(6, 3, 23, Map.of());

            assertThat(all().provenTo()).hasValue(hour(6));
        }

        @Test
        void whatALaterListDeniesIsNotProvenByAnEarlierOne() {
            agrees(6, 3, 6, Map.of());
            compare(7, CD, "DIFFERENT", "prod");
            agrees(8, 7, 8, Map.of());

            assertThat(all().isProven()).isFalse();
            assertThat(covered("prod").agreed())
                    .extracting(Agreed::span)
                    .containsExactly(new Span(hour(7), hour(8)));
        }

        @Test
        void aListInPartsProvesSomethingWhenAllHaveCome() {
            agrees(6, 3, 6, part(1));
            assertThat(because("d-1")).contains("has 1 of 2 parts");
            assertThat(all().isProven()).isFalse();

            agrees(6, 3, 6, part(2));

            assertThat(reconciled("d-1")).isInstanceOf(Reconciled.By.class);
            assertThat(all().isProven()).isTrue();
        }

        @Test
        void aPartOfALaterRoundBorrowsNothingOfAnEarlierOne() {
            agrees(6, 3, 6, part(1));
            agrees(6, 3, 6, part(2));
            assertThat(all().isProven()).isTrue();

            Map<String, Object> differs = new HashMap<>(part(1));
            differs.put("result", "DIFFERENT");
            agrees(7, 3, 6, differs);
            String second = agrees(8, 3, 6, part(2));

            assertThat(all().isProven()).isFalse();
            assertThat(verdict("prod")).contains("has 1 of 2 parts that agree, by event " + second);
            assertThat(covered("prod").agreed()).isEmpty();

            agrees(9, 3, 6, part(1));
            agrees(9, 3, 6, part(2));
            assertThat(all().isProven()).isTrue();
        }

        @Test
        void partsOfListsOfOtherThingsAreNotOne() {
            Map<String, Object> withBuilds = new HashMap<>(part(2));
            withBuilds.put("listedTypes", List.of("Build", "Deployment"));
            agrees(6, 3, 6, part(1));
            agrees(6, 3, 6, withBuilds);

            assertThat(because("d-1")).contains("has 1 of 2 parts");
            assertThat(all().isProven()).isFalse();
        }

        @Test
        void aPartWhoseNumbersContradictItIsNoneThatAgrees() {
            Map<String, Object> contradicting = new HashMap<>(counts(7, 1));
            contradicting.putAll(part(1));
            agrees(6, 3, 6, contradicting);
            agrees(6, 3, 6, part(2));

            assertThat(because("d-1")).contains("has 1 of 2 parts");
            assertThat(covered("prod").agreed()).isEmpty();
        }

        private Map<String, Object> part(long number) {
            return Map.of("listDigest", "sha256:1", "part", Map.of("number", number, "total", 2L));
        }

        @Test
        void aListWhoseNumbersContradictItProvesNothing() {
            agrees(6, 3, 6, counts(7, 1));
            assertThat(because("d-1")).contains("lists 7, of which the ledger had 1");

            agrees(7, 3, 7, counts(0, 0));
            assertThat(because("d-1")).contains("lists 0, but the ledger has 1");

            agrees(8, 3, 8, counts(7, 7));
            assertThat(because("d-1")).contains("the ledger had 7 of them, but it had 1");

            agrees(9, 3, 9, Map.of("missing", List.of("d-9")));
            assertThat(because("d-1")).contains("names 1 that differ");
            assertThat(all().isProven()).isFalse();

            String right = agrees(10, 3, 10, counts(1, 1));
            assertThat(reconciled("d-1")).isEqualTo(new Reconciled.By(right));
            assertThat(all().isProven()).isTrue();
        }

        private Map<String, Object> counts(long listed, long recorded) {
            return Map.of("listedCount", listed, "recordedCount", recorded);
        }

        @Test
        void eachSourceThatGaveAListHasToGoOnListing() {
            deploy(4, LAPTOP, "d-2", "prod");
            compare(5, LAPTOP, "COMPLETE", "prod");
            agrees(6, 3, 6, counts(1, 1));
            assertThat(all().isProven()).isTrue();
            assertThat(all().provenTo()).as("the laptop may have gone on").hasValue(hour(5));

            story.recorded(hour(6).plus(Duration.ofDays(2)));
            Instant later = hour(6).plus(Duration.ofDays(2));
            story.at(
                    later,
                    "cli",
                    "source.reconciled",
                    "Source",
                    CD,
                    Map.of(
                            "listedTypes",
                            List.of("Deployment"),
                            "result",
                            "COMPLETE",
                            "periodFromAt",
                            hour(3),
                            "periodToAt",
                            later),
                    link("concerns", "Environment", "prod"));

            assertThat(all().isProven()).isFalse();
            assertThat(verdict("prod")).startsWith("the lists of " + LAPTOP + " end at");
        }
    }
}
