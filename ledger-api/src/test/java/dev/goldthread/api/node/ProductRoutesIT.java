package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.api.node.LedgerHttp.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all routes about a product have in common, of the story and of a product that is not. */
class ProductRoutesIT {

    private static final String PRODUCT = "infusion-pump";
    private static final String BELOW = "/v1/products/{product}/";
    private static final String RELEASE = "releases/7.2.4/";

    /** What was refused is told of a product that has no log yet, too. */
    private static final String REFUSALS = BELOW + "refusals";

    private static Node node;
    private static LedgerHttp http;
    private static int added;

    /**
     * A list that comes in pages.
     *
     * @param members pointers to where its items stand
     */
    private record Listing(String route, List<String> members) {

        static Listing of(String route, String member) {
            return new Listing(route, List.of("/" + member));
        }

        String path(String query) {
            return "/v1/products/%s/%s%s%s"
                    .formatted(PRODUCT, route, route.contains("?") ? "&" : "?", query);
        }

        /** The items of an answer, by the member that they stand in. */
        Map<String, List<JsonNode>> items(JsonNode answer) {
            Map<String, List<JsonNode>> items = new TreeMap<>();
            for (String member : members) {
                assertThat(answer.at(member).isArray()).as(route + member).isTrue();
                answer.at(member)
                        .forEach(items.computeIfAbsent(member, _ -> new ArrayList<>())::add);
            }
            return items;
        }

        @Override
        public String toString() {
            return route;
        }
    }

    @BeforeAll
    static void tellTheStory(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
        for (StoryFiles.File file : StoryFiles.load().files()) {
            Answer answer =
                    http.send(
                            http.request(file.post())
                                    .header("Content-Type", file.contentType())
                                    .header("Prefer", "wait=30")
                                    .POST(BodyPublishers.ofByteArray(file.body())));
            assertThat(answer.json().path("refused").asInt(-1)).as(answer.body()).isZero();
        }
        addHazard("HAZ-90");
        addHazard("HAZ-91");
        http.postUntilSealed(
                Events.any(
                        PRODUCT,
                        "more-rc",
                        "control.recorded",
                        "RiskControl RC-90",
                        String.join(
                                ",",
                                Events.link("mitigates", "Hazard HAZ-90"),
                                Events.link("mitigates", "Hazard HAZ-91"),
                                Events.link("implementedBy", "Requirement REQ-104")),
                        "\"revision\":\"1\",\"title\":\"Stop\",\"kind\":\"PROTECTIVE_MEASURE\""));
        http.postUntilSealed(
                Events.any(
                        PRODUCT,
                        "more-cr",
                        "change_request.opened",
                        "ChangeRequest CR-90",
                        Stream.of("addresses:Requirement REQ-104", "affects:Hazard HAZ-90")
                                .map(each -> each.split(":", 2))
                                .map(each -> Events.link(each[0], each[1]))
                                .reduce((a, b) -> a + "," + b)
                                .orElseThrow(),
                        "\"kind\":\"CODE\",\"category\":\"improvement\",\"title\":\"Change it\""));
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    private static void addHazard(String id) throws Exception {
        http.postUntilSealed(
                Events.any(
                        PRODUCT,
                        "more-" + id,
                        "hazard.recorded",
                        "Hazard " + id,
                        "",
                        """
                        "revision":"1","title":"More","severity":"SERIOUS","residualRisk":"ACCEPTABLE",\
                        "kind":"SAFETY"\
                        """));
    }

    static List<Listing> lists() {
        return List.of(
                Listing.of("hazards", "hazards"),
                Listing.of("hazards?change=CR-90", "hazards"),
                Listing.of(RELEASE + "hazards", "hazards"),
                Listing.of(RELEASE + "approvals", "decisions"),
                Listing.of(RELEASE + "evidence", "evidence"),
                Listing.of("holes", "sources"),
                new Listing(RELEASE + "difference?from=7.2.3", sections()));
    }

    private static List<String> sections() {
        return Stream.of(
                        "changes",
                        "requirements",
                        "contents",
                        "components",
                        "tests",
                        "configuration")
                .flatMap(
                        section ->
                                Stream.of("added", "removed", "changed", "notKnown")
                                        .map(list -> "/sections/%s/%s".formatted(section, list)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pagesTogetherAreTheWholeListAlthoughMoreArrivesBetweenThem(Listing listing)
            throws Exception {
        JsonNode whole = http.get(listing.path("limit=10000")).json();
        assertThat(whole.has("next")).isFalse();

        Map<String, List<JsonNode>> joined = new TreeMap<>();
        String after = "";
        int pages = 0;
        do {
            Answer answer = http.get(listing.path("limit=1" + after));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            JsonNode page = answer.json();
            assertThat(page.at("/asOf/seq")).isEqualTo(whole.at("/asOf/seq"));
            listing.items(page)
                    .forEach(
                            (member, items) ->
                                    joined.computeIfAbsent(member, _ -> new ArrayList<>())
                                            .addAll(items));
            after = page.has("next") ? "&after=" + page.get("next").asText() : "";
            if (pages++ == 0) {
                addHazard("HAZ-LATE-" + added++);
            }
        } while (!after.isEmpty());

        assertThat(joined).isEqualTo(listing.items(whole));
        assertThat(pages).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aMarkOfAnotherListAndALimitThatIsNoneAreRefused(Listing listing) throws Exception {
        String mark =
                http.get("/v1/products/" + PRODUCT + "/pending?limit=1")
                        .json()
                        .at("/next")
                        .asText();

        assertThat(http.get(listing.path("after=" + mark)).body()).contains("foreign-cursor");
        assertThat(http.get(listing.path("limit=0")).body()).contains("limit must be 1 to 10000");
    }

    @Test
    void aDifferenceCountsWhatOtherPagesHave() throws Exception {
        String route = "/v1/products/%s/%sdifference?from=7.2.3".formatted(PRODUCT, RELEASE);
        JsonNode whole = http.get(route).json();
        JsonNode page = http.get(route + "&limit=1").json();

        assertThat(page.at("/sections/components/added")).isEmpty();
        assertThat(page.at("/sections/components/counts")).isNotEmpty();
        whole.path("sections")
                .properties()
                .forEach(
                        section ->
                                section.getValue()
                                        .path("counts")
                                        .properties()
                                        .forEach(
                                                count -> {
                                                    assertThat(
                                                                    section.getValue()
                                                                            .path(count.getKey()))
                                                            .hasSize(count.getValue().asInt());
                                                    assertThat(
                                                                    page.at(
                                                                            "/sections/%s/counts/%s"
                                                                                    .formatted(
                                                                                            section
                                                                                                    .getKey(),
                                                                                            count
                                                                                                    .getKey())))
                                                            .isEqualTo(count.getValue());
                                                }));
    }

    @Test
    void eachPageOfEvidenceCountsAllThatIsCitedAndWhatOfItselfIsThere() throws Exception {
        String route = "/v1/products/%s/%sevidence".formatted(PRODUCT, RELEASE);
        JsonNode whole = http.get(route).json();
        JsonNode page = http.get(route + "?limit=2").json();

        assertThat(whole.path("cited").asInt()).isEqualTo(whole.path("evidence").size());
        assertThat(page.path("evidence")).hasSize(2);
        assertThat(page.path("cited")).isEqualTo(whole.path("cited"));
        assertThat(page.path("present").asInt()).isEqualTo(2);
    }

    /** All of it was recorded just now, and happened long ago. */
    @Test
    void silenceIsHeldAgainstTheClockOnEveryPage() throws Exception {
        String route = "/v1/products/%s/holes?silentAfter=PT0.001S".formatted(PRODUCT);
        JsonNode whole = http.get(route).json();
        JsonNode first = http.get(route + "&limit=1").json();
        JsonNode second =
                http.get(route + "&limit=1000&after=" + first.path("next").asText()).json();

        assertThat(whole.path("sources").findValuesAsText("code"))
                .hasSameSizeAs(whole.path("sources"))
                .containsOnly("SILENT");
        assertThat(second.path("sources").findValuesAsText("code"))
                .hasSize(whole.path("sources").size() - 1);
        assertThat(second.path("findings")).isEqualTo(whole.path("findings"));
    }

    @Test
    void everyRouteSaysThatThereIsNoSuchProduct() throws Exception {
        JsonNode description = new YAMLMapper().readTree(http.get("/openapi.yaml").body());
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            if (!path.getKey().startsWith(BELOW)
                    || path.getKey().equals(REFUSALS)
                    || !path.getValue().has("get")) {
                continue;
            }
            String route = path.getKey();
            Answer answer = asked(route);

            assertThat(answer.status()).as(route + answer.body()).isEqualTo(404);
            assertThat(answer.json().path("detail").asText())
                    .as(route)
                    .startsWith("there is no product nosuch");
            told.add(route);
        }
        assertThat(told).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "99999999999", "ten"})
    void everyListRefusesALimitThatIsNone(String limit) throws Exception {
        JsonNode description = new YAMLMapper().readTree(http.get("/openapi.yaml").body());
        List<String> lists = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            List<String> taken = path.getValue().at("/get/parameters").findValuesAsText("name");
            if (!path.getKey().startsWith(BELOW) || !taken.contains("limit")) {
                continue;
            }
            String list =
                    path.getKey()
                            .replace("{product}", PRODUCT)
                            .replace("{version}", "7.2.4")
                            .replace("{environment}", "production-eu");
            String needed = list.endsWith("/difference") ? "&from=7.2.3" : "";
            Answer answer = http.get("%s?limit=%s%s".formatted(list, limit, needed));

            assertThat(answer.status()).as(list + answer.body()).isEqualTo(400);
            assertThat(answer.body()).as(list).contains("limit", limit);
            lists.add(list);
        }
        assertThat(lists).hasSizeGreaterThan(10);
        Answer components = http.get("/v1/components?name=freertos&limit=" + limit);
        assertThat(components.status()).isEqualTo(400);
        assertThat(components.body()).contains("limit", limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asOfSeq=7",
                "recordedAt=2026-01-01T00:00:00Z",
                "validAt=2026-01-01T00:00:00Z"
            })
    void aProductThatIsNotHasNoEarlierStateEither(String state) throws Exception {
        for (String route : List.of("events", "holes", "pending", RELEASE + "gaps")) {
            Answer answer = http.get("/v1/products/nosuch/%s?%s".formatted(route, state));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("detail").asText())
                    .as(route)
                    .startsWith("there is no product nosuch");
        }
    }

    /** It is there; only nothing had been recorded of it by then. */
    @Test
    void aProductThatHadNoEventThenIsToldSo() throws Exception {
        for (String route : List.of("events", "holes", "pending")) {
            Answer answer =
                    http.get(
                            "/v1/products/%s/%s?recordedAt=2020-01-01T00:00:00Z"
                                    .formatted(PRODUCT, route));

            assertThat(answer.status()).as(route + answer.body()).isEqualTo(404);
            assertThat(answer.json().path("detail").asText())
                    .as(route)
                    .startsWith("product infusion-pump had no event then");
        }
        assertThat(http.get("/v1/products/%s/releases/9/gaps".formatted(PRODUCT)).body())
                .contains("product infusion-pump knows no release 9");
    }

    /** With whatever the route says that it needs. */
    private static Answer asked(String path) throws Exception {
        String filled =
                path.replace("{product}", "nosuch")
                        .replace("{digest}", "sha256:" + "ab".repeat(32))
                        .replaceAll("\\{[a-z]+}", "some-1");
        if (path.endsWith("/difference")) {
            return http.get(filled + "?from=some-2"); // one of three, so none of them is required
        }
        Answer bare = http.get(filled);
        List<String> query =
                bare.json().path("violations").findValuesAsText("field").stream()
                        .map(name -> name + "=" + value(name, path))
                        .toList();
        return query.isEmpty() ? bare : http.get(filled + "?" + String.join("&", query));
    }

    private static String value(String name, String path) {
        if (path.endsWith("/consistency")) {
            return "1";
        }
        return name.toLowerCase(Locale.ROOT).endsWith("type") ? "Requirement" : "some-1";
    }
}
