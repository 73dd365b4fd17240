package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How far it was searched is said of all pages together. */
class EnvironmentTextTest {

    private static JsonNode page(int nodes, int unasked, String partitions) throws IOException {
        return LedgerClient.JSON.readTree(
                "{\"searched\":{\"nodes\":%d,\"unasked\":%d,\"partitionsUnasked\":[%s]}}"
                        .formatted(nodes, unasked, partitions));
    }

    @Test
    void whatAPageCouldNotAskStaysSaid() throws IOException {
        String away = "{\"partition\":3,\"because\":\"it is away\"}";
        ObjectNode answer = LedgerClient.JSON.createObjectNode();

        EnvironmentText.joinSearched(answer, LedgerClient.JSON.createObjectNode());
        assertThat(answer.has("searched")).as("no page asked anybody").isFalse();
        EnvironmentText.joinSearched(answer, page(2, 0, ""));
        EnvironmentText.joinSearched(answer, page(5, 1, away));
        EnvironmentText.joinSearched(answer, page(1, 0, away));

        assertThat(answer.get("searched"))
                .hasToString(
                        "{\"nodes\":8,\"unasked\":1,\"partitionsUnasked\":[%s]}".formatted(away));
    }
}
