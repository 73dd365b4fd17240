package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.seal.Seal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in, receipts and refusals out, over real HTTP and a real broker. */
class EventsIT extends BesideANode {

    @Test
    void oneObjectGetsItsReceipt() throws Exception {
        Answer answer = http.post(Events.requirement("one-object", "e-1", "REQ-1", "Stop"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(1);
        JsonNode receipt = answer.json().at("/results/0/receipt");
        assertThat(receipt.get("product").asText()).isEqualTo("one-object");
        assertThat(receipt.get("id").asText()).isEqualTo("e-1");
        assertThat(receipt.get("seq").asLong()).isZero();
        assertThat(receipt.get("leaf").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void anArrayKeepsItsOrder() throws Exception {
        String events =
                IntStream.range(0, 50)
                        .mapToObj(i -> Events.requirement("array", "e-" + i, "REQ-" + i, "Stop"))
                        .collect(Collectors.joining(", ", "\n [", "]\n"));

        Answer answer = http.post(events);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        for (int i = 0; i < 50; i++) {
            JsonNode result = answer.json().at("/results/" + i);
            assertThat(result.at("/id").asText()).isEqualTo("e-" + i);
            assertThat(result.at("/receipt/seq").asLong()).isEqualTo(i);
        }
    }

    @Test
    void aBrokenLineDoesNotSpoilTheOthers() throws Exception {
        String lines =
                Events.requirement("lines", "e-1", "REQ-1", "Stop")
                        + "\n\n{\"id\": oops\n"
                        + Events.requirement("lines", "e-2", "REQ-2", "Stop")
                        + "\n";

        Answer answer = http.post(lines, "application/x-ndjson", "wait=30");

        assertThat(answer.status()).as(answer.body()).isEqualTo(207);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/results/1/status").asText()).isEqualTo("refused");
        assertThat(answer.json().at("/results/1/problem/type").asText())
                .isEqualTo("https://goldthread.dev/problems/not-json");
    }

    @Test
    void withoutWaitingItIsTaken() throws Exception {
        Answer answer =
                http.post(
                        Events.requirement("unwaited", "e-1", "REQ-1", "Stop"),
                        "application/json",
                        "respond-async");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/results/0/receipt").isMissingNode()).isTrue();
    }

    @Test
    void theSameEventAgainIsADuplicateWithTheFirstReceipt() throws Exception {
        String event = Events.requirement("duplicate", "e-1", "REQ-1", "Stop");
        JsonNode first = http.post(event).json();

        Answer again = http.post(event);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().at("/duplicates").asInt()).isEqualTo(1);
        assertThat(again.json().at("/results/0/receipt")).isEqualTo(first.at("/results/0/receipt"));
    }

    @Test
    void anotherEventUnderTheSameIdIsRefusedAndLookedUp() throws Exception {
        http.post(Events.requirement("conflict", "e-1", "REQ-1", "Stop"));

        Answer other = http.post(Events.requirement("conflict", "e-1", "REQ-1", "Go on"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/results/0/problem/violations/0/rule").asText())
                .isEqualTo("id-conflict");
        assertThat(awaitRefusal("conflict", "e-1").get("rule").asText()).isEqualTo("id-conflict");
    }

    @Test
    void twoContentsUnderOneIdInOneRequestGiveOneEvent() throws Exception {
        String events =
                "[%s,%s]"
                        .formatted(
                                Events.requirement("rivals", "e-1", "REQ-1", "Stop"),
                                Events.requirement("rivals", "e-1", "REQ-1", "Go on"));

        Answer answer = http.post(events);

        assertThat(answer.status()).as(answer.body()).isEqualTo(207);
        assertThat(answer.json().at("/results/0/status").asText()).isEqualTo("accepted");
        assertThat(answer.json().at("/results/1/status").asText()).isEqualTo("refused");
    }

    @Test
    void aRefusedEventSaysFieldRuleValueAndRemedy() throws Exception {
        String event =
                Events.requirement("refused", "e-1", "REQ-1", "Stop")
                        .replace("requirement.recorded", "requirement.dreamt");

        Answer answer = http.post(event);

        assertThat(answer.status()).isEqualTo(422);
        JsonNode violation = answer.json().at("/results/0/problem/violations/0");
        assertThat(violation.get("field").asText()).isEqualTo("/type");
        assertThat(violation.get("rule").asText()).isEqualTo("unknown-event-type");
        assertThat(violation.get("value").asText()).isEqualTo("requirement.dreamt");
        assertThat(violation.get("remedy").asText()).isNotBlank();
        JsonNode refusal = awaitRefusal("refused", "e-1");
        assertThat(refusal.get("field").asText()).isEqualTo("/type");
        assertThat(refusal.get("source").asText()).isEqualTo("gate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"id\":", "\"text\"", "{} {}", "[1,2"})
    void whatIsNoJsonAtAllIsABadRequest(String body) throws Exception {
        Answer answer = http.post(body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(400);
    }

    @Test
    void tooManyEventsAndTooManyBytesAreRefusedWithTheRemedy() throws Exception {
        Answer many = http.post("[" + "1,".repeat(10_000) + "1]");
        Answer large = http.post(" ".repeat(32 * 1024 * 1024 + 1));

        assertThat(many.status()).isEqualTo(413);
        assertThat(many.json().get("detail").asText()).contains("several requests");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.json().get("detail").asText()).contains("several requests");
    }

    @Test
    void aSealedEventIsReadBackWithTheSealItsReceiptNames() throws Exception {
        String event = Events.requirement("read-back", "e/1-ü", "REQ-1", "Stop");
        Answer posted = http.post(event);
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        JsonNode receipt = posted.json().at("/results/0/receipt");

        Answer answer = http.get("/v1/products/read-back/event?id=e%2F1-%C3%BC");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode found = answer.json();

        assertThat(found.at("/event/id").asText()).isEqualTo("e/1-ü");
        assertThat(found.at("/event/submission/principal").asText()).isEqualTo("operator");
        assertThat(found.at("/event/requestDigest").asText()).matches("[0-9a-f]{64}");
        assertThat(found.at("/event/nonce").asText()).matches("[0-9a-f]{32}");
        Seal seal = Seal.parse(HexFormat.of().parseHex(found.at("/seal/bytes").asText()));
        assertThat(seal.leaf().hex()).isEqualTo(receipt.get("leaf").asText());
        assertThat(found.at("/seal/leaf")).isEqualTo(receipt.get("leaf"));
        assertThat(found.at("/seal/sealedAt").asText()).isEqualTo(seal.sealedAt().toString());
        assertThat(http.get("/v1/products/read-back/event?id=e-2").status()).isEqualTo(404);
    }

    @Test
    void productsTellHowLongTheirLogsAre() throws Exception {
        http.post(Events.requirement("listed", "e-1", "REQ-1", "Stop"));
        http.post(Events.requirement("listed", "e-2", "REQ-2", "Stop"));

        JsonNode products = http.get("/v1/products").json().get("products");

        assertThat(products)
                .filteredOn(product -> product.get("product").asText().equals("listed"))
                .singleElement()
                .satisfies(product -> assertThat(product.get("seq").asLong()).isEqualTo(1));
    }

    @Test
    void otherContentTypesAreRefused() throws Exception {
        Answer answer = http.post("<event/>", "application/xml", "wait=1");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().get("type").asText()).contains("unsupported-media-type");
    }

    @Test
    void nothingButHealthAnswersWithoutTheToken() throws Exception {
        for (String path :
                new String[] {
                    "/v1/products", "/v1/status", "/v1/vocabulary", "/openapi.yaml", "/nowhere", "/"
                }) {
            Answer none = http.send(http.anonymous(path).GET());
            Answer wrong =
                    http.send(http.anonymous(path).header("Authorization", "Bearer gt_00").GET());
            assertThat(none.status()).as(path).isEqualTo(401);
            assertThat(wrong.status()).as(path).isEqualTo(401);
            assertThat(none.response().headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
        }
        Answer post =
                http.send(
                        http.anonymous("/v1/events")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
        assertThat(post.status()).isEqualTo(401);
        assertThat(http.send(http.anonymous("/health/live").GET()).status()).isEqualTo(200);
        assertThat(http.send(http.anonymous("/health/ready").GET()).status()).isEqualTo(200);
    }

    @Test
    void anUnknownPathIsAProblem() throws Exception {
        Answer answer = http.get("/nowhere");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("detail").asText()).contains("/nowhere");
    }

    @Test
    void theDescriptionNamesTheRoutesAndTheVocabularyIsVerbatim() throws Exception {
        assertThat(http.get("/openapi.yaml").body())
                .contains("/v1/events", "releaseTrace", "/health/ready");
        assertThat(http.get("/v1/vocabulary").body())
                .isEqualTo(dev.goldthread.core.event.Vocabulary.TEXT);
    }

    @Test
    void statusCountsWhatWasSealed() throws Exception {
        http.post(Events.requirement("counted", "e-1", "REQ-1", "Stop"));

        JsonNode stages = http.get("/v1/status").json().get("stages");

        assertThat(stages)
                .filteredOn(stage -> stage.get("stage").asText().equals("sealer"))
                .singleElement()
                .satisfies(
                        sealer -> assertThat(sealer.at("/counters/sealed").asLong()).isPositive());
    }

    /** The index follows the topic; the refusal is there soon. */
    private static JsonNode awaitRefusal(String product, String id) throws Exception {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (true) {
            JsonNode refusals =
                    http.get("/v1/products/%s/refusals?id=%s".formatted(product, id))
                            .json()
                            .get("refusals");
            if (!refusals.isEmpty()) {
                return refusals.get(0);
            }
            assertThat(System.nanoTime()).as("refusal of %s", id).isLessThan(deadline);
        }
    }
}
