package dev.goldthread.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage of the bench that asks every question, of a small ledger and for no time. */
class QuestionBenchIT {

    private static final String PRODUCT = "/v1/products/bench-questions";

    @TempDir private Path data;

    @Test
    void everyQuestionIsAnsweredOfBothProductsAndFindsWhatWasRecorded() throws Exception {
        try (Node node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
                HttpClient http = HttpClient.newHttpClient()) {
            String token = Files.readString(node.data().resolve("operator.token")).strip();
            NodeClient client = new NodeClient(http, node.url(), token);
            List<String> told = new ArrayList<>();

            List<Figure> figures =
                    new QuestionBench(client, told::add, Duration.ZERO, Duration.ZERO).run(200);

            assertThat(told).contains("recording a product of 200 events");
            assertThat(figures).extracting(Figure::name).doesNotHaveDuplicates();
            assertThat(figures)
                    .extracting(Figure::name)
                    .contains("pending", "component in a range", "pending, large product");
            assertThat(figures)
                    .allSatisfy(
                            figure -> {
                                assertThat(figure.value()).isPositive();
                                assertThat(figure.median()).isPresent();
                            });
            assertStory(client);
        }
    }

    private static void assertStory(NodeClient client) throws Exception {
        JsonNode deployments = client.ask(PRODUCT + "/deployments").path("deployments");
        assertThat(deployments.findValuesAsText("verdict"))
                .containsExactly("APPROVED_BEFORE", "APPROVED_BEFORE");
        List<String> open = new ArrayList<>();
        for (JsonNode item : client.ask(PRODUCT + "/pending").path("pending")) {
            if (item.path("waitsFor").asText().equals("to be closed")) {
                open.add(item.at("/node/id").asText());
            }
        }
        assertThat(open)
                .as("the second release closes what the first was for")
                .containsExactly("CR-1");
        assertThat(client.ask(PRODUCT + "/environments").findValuesAsText("environment"))
                .contains("production", "staging");
        JsonNode places = client.ask("/v1/components?name=part-2&limit=1000");
        assertThat(places.toString()).contains(PRODUCT.substring(PRODUCT.lastIndexOf('/') + 1));
    }
}
