package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt;
import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.api.demo.StoryFiles.Found;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The story by the public routes of one node; every omission is a product of its own. */
class StoryIT {

    private static final StoryFiles STORY = StoryFiles.load();
    private static final String WHOLE = "infusion-pump";

    private static Node node;
    private static HttpClient client;
    private static String token;
    private static long last;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        client = HttpClient.newHttpClient();
        token = Files.readString(data.resolve("operator.token")).strip();
        last = tell(WHOLE, STORY.files());
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        node.close();
    }

    static List<StoryFiles.File> files() {
        return STORY.files();
    }

    @Test
    void theWholeStoryHasOnlyTheProblemsItMeansToHave() throws Exception {
        assertThat(problems(trace(WHOLE, "7.2.4", last)))
                .containsExactlyInAnyOrderElementsOf(
                        STORY.remains().stream().map(Found::toString).toList());
        assertThat(problems(trace(WHOLE, "7.2.3", last))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void leavingOutAFileIsSeenAsExactlyOneProblem(StoryFiles.File left) throws Exception {
        String product = "%s-without-%s".formatted(WHOLE, left.name().substring(0, 2));
        long seq =
                tell(product, STORY.files().stream().filter(file -> !file.equals(left)).toList());

        Set<String> added = problems(trace(product, left.trace(), seq));
        added.removeAll(problems(trace(WHOLE, left.trace(), last)));

        assertThat(LeftOut.problems(left, added))
                .as(left.about())
                .containsExactly(left.ifRemoved().toString());
    }

    /** The same answers as in memory, by every command, which asks the route of the same name. */
    @Test
    void everyQuestionIsAnsweredByItsCommand() throws Exception {
        String after = "--after-seq=" + last;

        assertThat(command("impact", WHOLE, "Requirement", "REQ-104", after))
                .contains("RC-9", "HAZ-7", "CL-3", "dep-2026-02-25-1");
        assertThat(command("path", WHOLE, "Artifact", STORY.production(), "Hazard", "HAZ-7", after))
                .contains("← tests", "executes →", "verifies →", "mitigates →");
        assertThat(command("trace", "deployment", WHOLE, "dep-2026-02-25-1", after))
                .contains("UN-12");
        assertThat(command("matrix", WHOLE, "7.2.4", after))
                .contains("UN-12 r1", "41 present of 41 required", "APPROVED_BEFORE");
        assertThat(command("matrix", WHOLE, "7.2.4", "-o", "markdown"))
                .contains("| NEED | REQUIREMENT |");
        assertThat(command("gaps", WHOLE, "7.2.3", after))
                .contains("12 present of 13 required", "artifact-scan is missing");
        assertThat(command("hazards", WHOLE, "7.2.4", after)).contains("HAZ-7", "ACCEPTABLE");
        assertThat(command("approvals", WHOLE, "7.2.4", after)).contains("AP-7.2.4-2", "u-3021");
        assertThat(command("diff", WHOLE, "7.2.3", "7.2.4", after))
                .contains("components", "11.1.0", "11.2.0");
        assertThat(command("deployments", WHOLE, after))
                .contains("3 listed, 3 of them not proven complete", "BY_EXCEPTION");
        assertThat(command("pending", WHOLE, after)).contains("smooth-ramp", "to be retired");
        assertThat(command("hazards", WHOLE, after)).contains("HAZ-7", "RC-9 r1", "REQ-104 r2");
        assertThat(command("hazards", WHOLE, "--change", "CR-310", after))
                .contains("HAZ-7", "ACCEPTABLE", "not judged since");
        assertThat(command("evidence", "check", WHOLE, "7.2.4", after))
                .contains("5 cited", "5 of them present");
    }

    @Test
    void whatRunsWhereIsAnsweredByItsCommands() throws Exception {
        String after = "--after-seq=" + last;

        assertThat(command("environments", WHOLE, after))
                .contains("bench-4", "production-eu", "staging");
        assertThat(command("environment", WHOLE, "production-eu", after))
                .contains("smooth-ramp r2, on", "NOT_AS_APPROVED", "deploy-2026-02-25-1-finished");
        assertThat(
                        command(
                                "environment",
                                WHOLE,
                                "production-eu",
                                "--valid-at",
                                "2026-02-21T12:00:00Z"))
                .contains("BY_EXCEPTION", "EXC-31", "None.")
                .doesNotContain("NOT_AS_APPROVED");
        assertThat(command("environment", "history", WHOLE, "production-eu", after))
                .contains("rollback.finished", "deploy-rb-2026-02-21-1");
    }

    @Test
    void aHistoryComesInPagesOfOneState() throws Exception {
        List<String> events = new ArrayList<>();
        String route = "/v1/products/" + WHOLE + "/environments/production-eu/history?limit=3";
        JsonNode page = json(client.send(get(route), BodyHandlers.ofString()));
        page.path("changes").forEach(change -> events.add(change.path("event").asText()));
        while (page.has("next")) {
            String mark = "&after=" + page.path("next").asText();
            page = json(client.send(get(route + mark), BodyHandlers.ofString()));
            page.path("changes").forEach(change -> events.add(change.path("event").asText()));
        }

        assertThat(events)
                .containsExactly(
                        "deploy-2025-11-20-1-finished",
                        "deploy-2026-02-21-1-finished",
                        "deploy-rb-2026-02-21-1",
                        "deploy-2026-02-25-1-finished",
                        "flags-exp-smooth-ramp-2",
                        "flags-exp-smooth-ramp-3",
                        "flags-smooth-ramp-2");
        assertThat(problem("/environments?limit=0", 400)).contains("limit must be 1 to 10000");
        assertThat(problem("/environments?after=x", 400)).contains("or from the beginning");
    }

    /** Written down by hand from the story's files. */
    @Test
    void eventsAreFoundByWhatTheyNameAndWhoSaysThem() throws Exception {
        assertThat(events("environment=production-eu&type=deployment.finished"))
                .containsExactly(
                        "deploy-2025-11-20-1-finished",
                        "deploy-2026-02-21-1-finished",
                        "deploy-2026-02-25-1-finished");
        assertThat(events("release=7.2.3&from=2026-02-17T00:00:00Z"))
                .containsExactly(
                        "oncall-inc-77-opened",
                        "oncall-inc-77-resolved",
                        "release-7.2.4-created",
                        "release-7.2.4-manifested",
                        "release-7.2.4-published");
        assertThat(events("commit=2f22765d04931a078909145ca628d2264c852d7d"))
                .containsExactly(
                        "git-push-2f22765d",
                        "ci-pump-firmware-1181-started",
                        "ci-pump-firmware-1181-finished",
                        "git-push-6b1f5330");
        assertThat(
                        events(
                                "digest=sha256:f4da65e6083dbe7fa3502cc45ac53f25bee9d1465a51cf42928501ee124b81cb"
                                        + "&service=fleet-watch"))
                .containsExactly(
                        "fleet-staging-2026-02-20",
                        "fleet-production-eu-2026-02-21-1",
                        "fleet-production-eu-2026-02-25-1");
        assertThat(events("nodeType=Exception&nodeId=EXC-31&actor=person:u-3021"))
                .containsExactly("qms-exc-31-granted", "qms-exc-31-closed");
        assertThat(events("service=https://scan.acme.example"))
                .containsExactly("scan-1207-sca-finished");
        assertThat(events("actor=person:u-2044&to=2026-02-01T00:00:00Z"))
                .containsExactly("git-mr-418-note-88219", "qms-cl-3-r2");
        assertThat(events("asOfSeq=1"))
                .containsExactly("qms-product-opened", "qms-change-policy-3");
        assertThat(problem("/events?release=nope&environment=production-eu", 404))
                .as("a misspelt name is no empty list")
                .contains("knows no Release nope;");
        assertThat(problem("/events?commit=2f22765d", 400)).contains("commit must be");
        assertThat(problem("/events?type=build.dreamt", 400)).contains("build.dreamt");
        assertThat(problem("/events?after=bm9uZQ", 400)).contains("same question");
        String[] wanted = {"--environment", "production-eu", "--type", "deployment.finished"};
        assertThat(command("events", WHOLE, wanted[0], wanted[1], wanted[2], wanted[3]))
                .contains("dep-2025-11-20-1", "dep-2026-02-21-1", "dep-2026-02-25-1");
        JsonNode all =
                StoryJson.JSON.readTree(
                        command("events", WHOLE, "-o", "json", "--as-of-seq=" + last));
        assertThat(all.path("events")).hasSize((int) last + 1);
        assertThat(all.at("/asOf/seq").asLong()).isEqualTo(last);
    }

    /** In pages of two. */
    private static List<String> events(String query) throws Exception {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            String path = "/v1/products/%s/events?limit=2&%s%s".formatted(WHOLE, query, after);
            HttpResponse<String> answer = client.send(get(path), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = json(answer);
            page.path("events").forEach(event -> ids.add(event.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return ids;
    }

    @Test
    void componentsAreFoundInWhatWasReleased() throws Exception {
        JsonNode exact = component("purl=pkg:generic/freertos@11.2.0");
        JsonNode older =
                component("purl=pkg:generic/freertos&vers=vers:generic/%3E=11.0%7C%3C11.2.0");
        JsonNode named = component("name=mbedtls&vers=vers:semver/%3E=3.6.0%7C%3C4.0.0");

        assertThat(exact.at("/artifact/id").asText()).startsWith("sha256:38b751df12c2");
        assertThat(exact.at("/releases/0/id").asText()).isEqualTo("7.2.4");
        assertThat(exact.at("/releases/0/state").asText()).isEqualTo("release.published");
        assertThat(exact.path("releases")).hasSize(1);
        assertThat(exact.path("runsIn"))
                .extracting(each -> each.path("id").asText())
                .containsExactly("production-eu", "staging");
        assertThat(exact.path("deployments"))
                .extracting(each -> each.path("id").asText())
                .containsExactly("dep-2026-02-20-1", "dep-2026-02-21-1", "dep-2026-02-25-1");
        assertThat(older.path("component").asText()).isEqualTo("pkg:generic/freertos@11.1.0");
        assertThat(older.at("/releases/0/id").asText()).isEqualTo("7.2.3");
        assertThat(named.path("component").asText())
                .isEqualTo("pkg:github/mbed-tls/mbedtls@v3.6.4");
        assertThat(named.path("compared").asBoolean()).isTrue();
        assertThat(command("components", "--purl", "pkg:generic/freertos@11.2.0"))
                .contains(WHOLE, "38b751df12c2", "7.2.4", "production-eu, staging");
        HttpResponse<String> bare =
                client.send(get("/v1/components?vers=vers:npm/1.0.0"), BodyHandlers.ofString());
        assertThat(bare.statusCode()).isEqualTo(400);
        assertThat(bare.body()).contains("purl or name");
        HttpResponse<String> empty =
                client.send(get("/v1/components?name="), BodyHandlers.ofString());
        assertThat(empty.statusCode()).as("nobody asked for anything").isEqualTo(400);
        assertThat(empty.body()).contains("give it a value");
    }

    @Test
    void anAnswerAboutComponentsNamesEveryLogThatItStandsOn() throws Exception {
        String route = "/v1/components?purl=pkg:generic/freertos@11.2.0";
        JsonNode now = json(client.send(get(route), BodyHandlers.ofString()));
        JsonNode none = json(client.send(get("/v1/components?name=none"), BodyHandlers.ofString()));
        JsonNode early =
                json(
                        client.send(
                                get(route + "&recordedAt=2020-01-01T00:00:00Z"),
                                BodyHandlers.ofString()));

        JsonNode log = ofStory(now);
        assertThat(log.path("seq").asLong()).isEqualTo(last);
        assertThat(log.at("/checkpoint/size").asLong()).isPositive();
        assertThat(none.path("components")).isEmpty();
        JsonNode asked = ofStory(none);
        assertThat(asked.path("seq").asLong()).isEqualTo(last);
        assertThat(asked.at("/checkpoint/size").asLong()).isPositive();
        assertThat(command("components", "--name", "none"))
                .contains("as of product ", " at seq ", "No artifact contains it.");
        assertThat(none.at("/asOf/partitions")).isNotEmpty();
        assertThat(none.at("/asOf/partitions"))
                .as("that nothing was found is told of every partition, how far it had come")
                .anyMatch(each -> each.path("offset").asLong() >= last);
        assertThat(early.path("components")).as("before all was recorded").isEmpty();
        assertThat(early.at("/asOf/recordedAt").asText()).isEqualTo("2020-01-01T00:00:00Z");
        HttpResponse<String> oneLog =
                client.send(get(route + "&asOfSeq=3"), BodyHandlers.ofString());
        assertThat(oneLog.statusCode()).isEqualTo(400);
        assertThat(oneLog.body()).contains("one product's log", "recordedAt");
    }

    private static JsonNode ofStory(JsonNode answer) {
        return answer.at("/asOf/products")
                .valueStream()
                .filter(each -> each.path("product").asText().equals(WHOLE))
                .findFirst()
                .orElseThrow();
    }

    /** The one in the whole story; other tests tell it to products of their own. */
    private static JsonNode component(String query) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        String after = "";
        do {
            HttpResponse<String> answer =
                    client.send(
                            get("/v1/components?limit=1&" + query + after),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = json(answer);
            for (JsonNode use : page.path("components")) {
                if (use.at("/artifact/product").asText().equals(WHOLE)) {
                    found.add(use);
                }
            }
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** The approvers had the flag before them switched off. */
    @Test
    void whatChangedSinceTheApproval() throws Exception {
        for (String since :
                List.of("--since-approval AP-7.2.4-2", "--since 2026-02-24T12:00:00Z")) {
            String[] flag = since.split(" ", 2);
            assertThat(command("diff", WHOLE, "7.2.4", flag[0], flag[1]))
                    .containsPattern("configuration +changed +Flag smooth-ramp +1 +2")
                    .contains("release 7.2.4 since 2026-02-24T")
                    .doesNotContain("contents ");
        }
        assertThat(problem("/releases/7.2.4/difference?sinceApproval=AP-9", 404))
                .contains("knows no Approval AP-9;");
        assertThat(problem("/releases/7.2.4/difference?sinceApproval=AP-7.2.3", 422))
                .contains("does not decide Release 7.2.4");
        assertThat(problem("/releases/7.2.4/difference?since=2199-01-01T00:00:00Z", 422))
                .contains("give an earlier time");
        assertThat(problem("/releases/7.2.4/difference?since=yesterday", 400))
                .contains("since must be ISO 8601");
        assertThat(problem("/releases/7.2.4/difference", 400))
                .contains("one of from, since and sinceApproval")
                .contains("but 0 are given");
        assertThat(problem("/releases/7.2.4/difference?from=7.2.3&sinceApproval=AP-7.2.4-2", 400))
                .contains("but 2 are given");
    }

    @Test
    void questionsThatCannotBeAnsweredSayWhy() throws Exception {
        assertThat(problem("/impact?type=Person&id=p-1", 400)).contains("but is Person");
        assertThat(problem("/impact?type=Claim&id=none", 404)).contains("knows no Claim none");
        assertThat(problem("/releases/7.2.4/trace?relations=likes", 400))
                .contains("the vocabulary has no likes");
        assertThat(problem("/releases/7.2.4/difference?from=9.9", 404))
                .contains("knows no Release 9.9;");
        assertThat(problem("/path?fromType=Release&fromId=7.2.4&toType=Hazard&toId=HAZ-99", 404))
                .as("the one that is there is not blamed")
                .contains("knows no Hazard HAZ-99;");
        assertThat(problem("/environments/nowhere", 404)).contains("environment nowhere");
        assertThat(problem("/hazards?change=CR-9", 404)).contains("change request CR-9");
        assertThat(problem("/releases/9.9/matrix", 404)).contains("release 9.9");
    }

    @Test
    void answersNameThePositionThatTheyStandOn() throws Exception {
        for (String route :
                List.of(
                        "/releases/7.2.4/matrix",
                        "/releases/7.2.4/gaps",
                        "/releases/7.2.4/hazards",
                        "/releases/7.2.4/approvals",
                        "/releases/7.2.4/difference?from=7.2.3",
                        "/impact?type=Requirement&id=REQ-104",
                        "/releases/7.2.4/evidence",
                        "/events",
                        "/deployments",
                        "/environments",
                        "/environments/production-eu",
                        "/environments/production-eu/history",
                        "/hazards",
                        "/hazards?change=CR-310",
                        "/holes",
                        "/path?fromType=Release&fromId=7.2.4&toType=Hazard&toId=HAZ-7",
                        "/pending")) {
            JsonNode answer =
                    json(
                            client.send(
                                    get("/v1/products/" + WHOLE + route), BodyHandlers.ofString()));

            assertThat(answer.at("/asOf/seq").asLong(-1))
                    .as("%s: %s", route, answer)
                    .isEqualTo(last);
        }
    }

    private static String problem(String route, int status) throws Exception {
        HttpResponse<String> answer =
                client.send(get("/v1/products/" + WHOLE + route), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static String command(String... args) {
        return prompt().run(args).result();
    }

    private static Prompt prompt() {
        return new Prompt(
                Map.of("GOLDTHREAD_URL", node.url().toString(), "GOLDTHREAD_TOKEN", token));
    }

    /** What does not fit is told otherwise; a word that is longer than the terminal stays whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "approvals WHOLE 7.2.4",
                "deployments WHOLE",
                "diff WHOLE 7.2.3 7.2.4",
                "environment WHOLE production-eu",
                "environment history WHOLE production-eu",
                "environments WHOLE",
                "event WHOLE deploy-2026-02-25-1-finished",
                "events WHOLE --release 7.2.3",
                "evidence check WHOLE 7.2.4",
                "gaps WHOLE 7.2.3",
                "hazards WHOLE 7.2.4",
                "matrix WHOLE 7.2.4",
                "path WHOLE Release 7.2.4 Hazard HAZ-7",
                "pending WHOLE"
            })
    void onANarrowTerminalEveryWordIsThereAndNoneIsBroken(String line) {
        String[] command = line.replace("WHOLE", WHOLE).split(" ");
        List<String> all = words(prompt().onScreen(400, command).out());
        for (int columns : new int[] {80, 60}) {
            String narrow = prompt().onScreen(columns, command).result();

            assertThat(words(narrow)).as("%d columns: %s", columns, narrow).containsAll(all);
            assertThat(narrow.lines())
                    .as("%d columns", columns)
                    .allMatch(
                            each ->
                                    each.length() <= columns
                                            || words(each).stream()
                                                    .anyMatch(
                                                            word -> word.length() > columns - 26));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Test
    void tellingItAgainChangesNothing() throws Exception {
        for (StoryFiles.File file : STORY.files()) {
            JsonNode answer = json(post(WHOLE, file, "wait=30"));

            assertThat(answer.get("accepted").asInt()).as(answer.toString()).isZero();
            assertThat(answer.get("refused").asInt()).isZero();
            assertThat(answer.get("duplicates").asInt()).isPositive();
        }
    }

    @Test
    void theBodyOfAReportIsKeptAsEvidence() throws Exception {
        StoryFiles.File report =
                STORY.files().stream()
                        .filter(file -> file.name().endsWith(".xml"))
                        .findFirst()
                        .orElseThrow();
        String digest = Digest.sha256(report.body()).hex();

        HttpResponse<byte[]> found =
                client.send(get("/v1/evidence/" + digest), BodyHandlers.ofByteArray());

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).isEqualTo(report.body());
        String unknown = Digest.sha256("unknown").hex();
        assertThat(
                        client.send(get("/v1/evidence/" + unknown), BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(404);
        assertThat(client.send(get("/v1/evidence/short"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aReportThatDoesNotSayWhatItTestedIsRefused() throws Exception {
        HttpResponse<String> answer =
                client.send(
                        request("/v1/reports/junit?product=" + WHOLE)
                                .header("Content-Type", "application/xml")
                                .POST(BodyPublishers.ofString("<testsuite/>"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("required-link").contains("sha256:");
    }

    /** Posts the files in order and gives the position of the last event: the log keeps order. */
    private static long tell(String product, List<StoryFiles.File> files) throws Exception {
        long seq = -1;
        for (StoryFiles.File file : files) {
            boolean isLast = file.equals(files.getLast());
            JsonNode answer = json(post(product, file, isLast ? "wait=30" : "wait=0"));
            assertThat(answer.path("refused").asInt(-1)).as("%s: %s", file, answer).isZero();
            for (JsonNode result : answer.get("results")) {
                seq = Math.max(seq, result.at("/receipt/seq").asLong(-1));
            }
        }
        return seq;
    }

    private static HttpResponse<String> post(String product, StoryFiles.File file, String prefer)
            throws Exception {
        String body =
                new String(file.body(), StandardCharsets.UTF_8)
                        .replaceAll("(\"product\": ?)\"infusion-pump\"", "$1\"" + product + "\"");
        String path = file.post().replace("product=infusion-pump", "product=" + product);
        return client.send(
                request(path)
                        .header("Content-Type", contentType(file.name()))
                        .header("Prefer", prefer)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String contentType(String name) {
        if (name.endsWith(".ndjson")) {
            return "application/x-ndjson";
        }
        return name.endsWith(".xml") ? "application/xml" : "application/json";
    }

    private static JsonNode trace(String product, String release, long seq) throws Exception {
        return json(
                client.send(
                        get(
                                "/v1/products/%s/releases/%s/trace?afterSeq=%d"
                                        .formatted(product, release, seq)),
                        BodyHandlers.ofString()));
    }

    /**
     * Of the product that was asked: where it lacks the origin of a commit, the trace goes on into
     * one of the other tellings of the story, which lie in the same ledger.
     */
    private static Set<String> problems(JsonNode trace) {
        Set<String> problems = new TreeSet<>();
        for (JsonNode each : trace.get("nodes")) {
            if (each.has("product")) {
                continue;
            }
            for (JsonNode finding : each.get("findings")) {
                String code = finding.get("code").textValue();
                if (LedgerInMemory.isProblem(code)) {
                    problems.add(
                            new Found(
                                            each.get("type").textValue(),
                                            each.get("id").textValue(),
                                            code)
                                    .toString());
                }
            }
        }
        return problems;
    }

    private static HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return StoryJson.JSON.readTree(answer.body());
    }
}
