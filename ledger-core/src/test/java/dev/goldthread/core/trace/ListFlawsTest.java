package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.ListFlaws.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What speaks against lists of deployments, on graphs of a few events. */
class ListFlawsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final String CD = "https://cd.example";

    private final GraphFixture story = new GraphFixture();

    private static Instant minute(int minute) {
        return BEGIN.plusSeconds(60L * minute);
    }

    private void deploy(int minute, String source, String id, String... environments) {
        story.saidBy(source)
                .recorded(minute(minute))
                .at(
                        minute(minute),
                        "ops",
                        "deployment.finished",
                        "Deployment",
                        id,
                        Map.of("outcome", "SUCCEEDED"),
                        links("into", environments));
    }

    private static Link[] links(String relation, String... environments) {
        return Stream.of(environments)
                .map(name -> link(relation, "Environment", name))
                .toArray(Link[]::new);
    }

    /** One that says that it agrees. */
    private String list(
            int minute,
            String source,
            String type,
            int from,
            int to,
            long count,
            String... environments) {
        story.recorded(minute(minute))
                .at(
                        minute(minute),
                        "cli",
                        "source.reconciled",
                        "Source",
                        source,
                        Map.of(
                                "scope",
                                "all",
                                "listedTypes",
                                List.of(type),
                                "result",
                                "COMPLETE",
                                "periodFromAt",
                                minute(from),
                                "periodToAt",
                                minute(to),
                                "listedCount",
                                count,
                                "recordedCount",
                                count),
                        links("concerns", environments));
        return "e" + (story.entries().size() - 1);
    }

    private Map<EventId, String> flaws() {
        return flaws(new Bounds(100, 10_000));
    }

    private Map<EventId, String> flaws(Bounds bounds) {
        return ListFlaws.of(
                story.graph(),
                lists(),
                atMost -> refs("Deployment").limit(atMost).toList(),
                bounds);
    }

    /** All of them. */
    private Map<EventId, NodeRef> lists() {
        return refs("Source")
                .flatMap(
                        source ->
                                story.graph().node(source).facts().stream()
                                        .map(fact -> Map.entry(fact.event(), source)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Stream<NodeRef> refs(String type) {
        List<NodeRef> refs = new ArrayList<>();
        story.graph().nodes().forEach(each -> refs.add(each.ref()));
        return refs.stream().filter(ref -> ref.type().equals(type));
    }

    @Test
    void aListThatCountsFewerThanTheLedgerHasIsContradicted() {
        deploy(1, CD, "d-1", "prod");
        deploy(2, CD + "/job/7", "d-2", "prod");
        String fewer = list(3, CD, "Deployment", 0, 3, 1, "prod");
        list(4, CD, "Deployment", 0, 4, 2, "prod");

        assertThat(flaws())
                .containsExactly(
                        Map.entry(new EventId(fewer), "lists 1, but the ledger has 2 of its time"));
    }

    @Test
    void ofSeveralEnvironmentsAllCountTogetherAndEachIdOnce() {
        deploy(1, CD, "d-1", "prod");
        deploy(2, CD, "d-2", "bench");
        deploy(3, CD, "d-3", "prod", "bench");
        deploy(4, CD, "d-4", "elsewhere");
        list(5, CD, "Deployment", 0, 5, 3, "prod", "bench");
        String fewer = list(6, CD, "Deployment", 0, 6, 2, "prod", "bench");

        assertThat(flaws())
                .containsExactly(
                        Map.entry(new EventId(fewer), "lists 2, but the ledger has 3 of its time"));
    }

    @Test
    void aListThatSaysThatTheLedgerHadMoreIsContradicted() {
        deploy(1, CD, "d-1", "prod");
        String more = list(3, CD, "Deployment", 0, 3, 2);

        assertThat(flaws().get(new EventId(more)))
                .isEqualTo("says that the ledger had 2 of them, but it had 1 of that source");
    }

    @Test
    void forListsOfOtherThingsNoDeploymentIsRead() {
        deploy(1, CD, "d-1", "prod");
        list(3, CD, "Build", 0, 3, 0, "prod");

        assertThat(
                        ListFlaws.of(
                                story.graph(),
                                lists(),
                                _ -> fail("nothing is asked of deployments"),
                                new Bounds(100, 10_000)))
                .isEmpty();
    }

    @Test
    void whereTooManyWouldHaveToBeReadNoListIsKnownToAgree() {
        deploy(1, CD, "d-1", "prod");
        deploy(2, CD, "d-2", "prod");
        String list = list(3, CD, "Deployment", 0, 3, 2, "prod");

        assertThat(flaws(new Bounds(2, 2))).isEmpty();
        assertThat(flaws(new Bounds(1, 2)))
                .containsExactly(
                        Map.entry(
                                new EventId(list),
                                "says that it agrees, but was not held against the deployments of the ledger: it has more than 1, which is all that an answer holds 1 list of deployments against"));
    }

    /** Every list is held against every deployment of its source. */
    @Test
    void theMoreListsStandTheFewerDeploymentsAreRead() {
        deploy(1, CD, "d-1", "prod");
        deploy(2, CD, "d-2", "prod");
        list(3, CD, "Deployment", 0, 3, 2, "prod");
        list(4, CD, "Deployment", 0, 4, 2, "prod");
        list(5, "https://laptop.example", "Deployment", 0, 5, 0, "prod");

        assertThat(flaws(new Bounds(100, 6))).isEmpty();
        assertThat(flaws(new Bounds(100, 5)))
                .hasSize(3)
                .containsValue(
                        "says that it agrees, but was not held against the deployments of the ledger: it has more than 1, which is all that an answer holds 3 lists of deployments against");
    }

    /** One thing is not said in two ways. */
    @Test
    void theDeploymentsSayTheSameOfEachList() {
        int flawed = 0;
        for (int seed = 0; seed < 40; seed++) {
            Map<EventId, String> said = randomStory(new Random(seed));
            flawed += said.size();
        }
        assertThat(flawed).as("both kinds of lists came up").isBetween(100, 400);
    }

    private static Map<EventId, String> randomStory(Random random) {
        ListFlawsTest test = new ListFlawsTest();
        String[] sources = {CD, CD + "/job/1", "https://laptop.example"};
        String[] places = {"prod-eu", "prod-us"};
        for (String place : places) {
            test.story.at(
                    BEGIN,
                    "watch",
                    "environment.snapshotted",
                    "Environment",
                    place,
                    Map.of("kind", "PRODUCTION"));
        }
        for (int minute = 1; minute < 40; minute++) {
            String source = sources[random.nextInt(3)];
            String[] to =
                    random.nextInt(4) == 0 ? places : new String[] {places[random.nextInt(2)]};
            if (random.nextInt(3) == 0) {
                int from = random.nextInt(minute);
                test.list(minute, source, "Deployment", from, minute, random.nextInt(8), to);
            } else {
                test.deploy(minute, source, "d-" + random.nextInt(12), to);
            }
        }
        Map<EventId, String> deployments = new TreeMap<>(test.byDeployments());
        assertThat(test.flaws()).isEqualTo(deployments);
        return deployments;
    }

    private Map<EventId, String> byDeployments() {
        Collection<Node> nodes = new ArrayList<>();
        story.graph().nodes().forEach(nodes::add);
        return ProductionDeployments.of(
                        story.graph(), nodes, PUMP, all -> all, NodeAllowance.UNBOUNDED)
                .orElseThrow()
                .environments()
                .stream()
                .flatMap(environment -> environment.lists().stream())
                .filter(list -> list.flaw().isPresent())
                .collect(
                        Collectors.toMap(
                                list -> new EventId(list.event()),
                                list -> list.flaw().orElseThrow(),
                                (one, other) -> {
                                    assertThat(one)
                                            .as("of each environment that it is about")
                                            .isEqualTo(other);
                                    return one;
                                }));
    }
}
