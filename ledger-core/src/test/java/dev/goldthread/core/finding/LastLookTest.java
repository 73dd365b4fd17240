package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLookTest {

    private static final NodeRef PROD = node("Environment", "prod");

    /** A tool that counts what it does not name, every few minutes for years. */
    private static Node looks(int count) {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "watch",
                                "environment.snapshotted",
                                "Environment",
                                "prod",
                                Map.of("runningCount", 9L),
                                link("runs", "Artifact", "a1"));
        Node one = story.graph().node(PROD);
        NodeFact fact = one.facts().getFirst();
        Edge runs = one.causes().getFirst();
        return new Node(
                PROD,
                IntStream.range(0, count).mapToObj(i -> at(fact, i)).toList(),
                IntStream.range(0, count).mapToObj(i -> at(runs, i)).toList());
    }

    private static NodeFact at(NodeFact fact, int minutes) {
        return new NodeFact(
                fact.product(),
                new EventId("look-" + minutes),
                fact.type(),
                fact.occurredAt().plus(Duration.ofMinutes(minutes)),
                fact.seq() + minutes,
                fact.sealedAt(),
                fact.actor(),
                fact.source(),
                fact.reason(),
                fact.data());
    }

    private static Edge at(Edge runs, int minutes) {
        return new Edge(
                runs.from(),
                runs.relation(),
                runs.to(),
                runs.revision(),
                runs.digest(),
                runs.outcome(),
                runs.strength(),
                runs.product(),
                new EventId("look-" + minutes),
                runs.place(),
                runs.occurredAt().plus(Duration.ofMinutes(minutes)),
                runs.seq() + minutes);
    }

    @Test
    void manyLooksThatAreNotWholeTakeNoTimeToSpeakOf() {
        Node environment = looks(60_000);

        assertThat(
                        assertTimeoutPreemptively(
                                Duration.ofSeconds(10), () -> LastLook.at(environment).last()))
                .isEmpty();
    }
}
