package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands from their arguments to their exit codes, against a server that answers by script. */
class GoldthreadTest {

    private static final String EVENT =
            """
            {"id":"e-%d","product":"pump","type":"commit.pushed",
             "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"ci"},
             "source":{"uri":"urn:git:pump","tool":"git"},
             "subject":{"type":"Commit","id":"4b825dc642cb6eb9a060e54bf8d69288fbee4904"},
             "data":{"repository":"pump","summary":"First","signatureState":"UNSIGNED"}}
            """;

    /** What the server was asked: method and path with query, token, Prefer, body. */
    private record Request(String line, String token, String prefer, String body) {}

    private record Answer(int status, String body) {}

    @TempDir Path root;
    private HttpServer server;
    private final Map<String, List<Answer>> script = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment.put("GOLDTHREAD_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        environment.put("GOLDTHREAD_DATA", root.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsAnObjectAnArrayOrLines() {
        String event = EVENT.formatted(1);
        for (String each : List.of(event, "[" + event + "]", event.replace("\n", "") + "\n\n")) {
            requests.clear();
            script("POST /v1/events", 202, accepted(1));
            input = each;

            assertThat(run("emit", "-f", "-")).isEqualTo(0);
            assertThat(requests).hasSize(1);
            assertThat(requests.getFirst().body().lines()).hasSize(1);
            assertThat(out).contains("accepted   pump e-1").contains("1 accepted, 0 duplicates");
        }
    }

    @Test
    void sendsAThousandEventsAtATime() {
        input = EVENT.formatted(1).repeat(2_001);
        script("POST /v1/events", 202, accepted(1));

        assertThat(run("emit", "-f", "-")).isEqualTo(0);
        assertThat(requests)
                .extracting(request -> request.body().lines().count())
                .containsExactly(1_000L, 1_000L, 1L);
    }

    @Test
    void emitNeedsAFileOrACommand() {
        assertThat(run("emit")).isEqualTo(3);
        assertThat(err).contains("-f FILE", "goldthread emit --help");
        assertThat(requests).isEmpty();
    }

    @Test
    void asksTheServerToWait() {
        input = EVENT.formatted(1);
        script("POST /v1/events", 200, accepted(1));

        run("emit", "-f", "-", "--wait=9");
        run("emit", "-f", "-", "--wait");

        assertThat(requests).extracting(Request::prefer).containsExactly("wait=9", "wait=5");
        assertThat(run("emit", "-f", "-", "--wait=31")).isEqualTo(3);
    }

    /** A value that only the server can judge is wrong usage all the same. */
    @Test
    void aValueThatTheLedgerRefusesIsWrongUsage() {
        script(
                "GET /v1/products/pump/pending?validAt=2026-13-01",
                400,
                "{\"detail\":\"validAt must be ISO 8601 with Z, but is 2026-13-01\"}");
        script(
                "GET /v1/products/pump/releases/1.0/trace?depth=-1",
                400,
                "{\"detail\":\"depth must be 0 to 64, but is -1\"}");

        assertThat(run("pending", "pump", "--valid-at", "2026-13-01")).isEqualTo(3);
        assertThat(err).contains("--valid-at must be ISO 8601").doesNotContain("validAt");
        assertThat(run("trace", "release", "pump", "1.0", "--depth", "-1")).isEqualTo(3);
        assertThat(err).contains("--depth must be 0 to 64, but is -1");
        assertThat(run("pending", "nobody")).as("what nobody knows is an error").isEqualTo(1);
    }

    @Test
    void tellsWhyAnEventWasRefused() {
        input = EVENT.formatted(1);
        script(
                "POST /v1/events",
                422,
                """
                {"accepted":0,"duplicates":0,"refused":1,"results":[{"status":"refused","id":"e-1",
                 "product":"pump","problem":{"violations":[{"field":"/type","rule":"unknown-event-type",
                 "value":"x","remedy":"send a type of the vocabulary"}]}}]}
                """);

        assertThat(run("emit", "-f", "-")).isEqualTo(1);
        assertThat(out)
                .contains("refused    pump e-1")
                .contains("/type breaks unknown-event-type: found x")
                .contains("→ send a type of the vocabulary");
    }

    @Test
    void triesAgainWhileTheLedgerIsAway() {
        input = EVENT.formatted(1);
        script("POST /v1/events", 503, "{\"detail\":\"the broker is away\"}");
        script("POST /v1/events", 202, accepted(1));

        assertThat(run("emit", "-f", "-")).isEqualTo(0);
        assertThat(requests).hasSize(2);
        assertThat(err).contains("the broker is away").contains("try 2 of 3");
    }

    @Test
    void whatCannotBeSentWaitsAndGoesFirstTheNextTime() throws IOException {
        input = EVENT.formatted(1);
        String away = "http://127.0.0.1:" + freePort();

        assertThat(run("emit", "-f", "-", "-o", "json", "--url", away)).isEqualTo(0);
        assertThat(out).contains("\"status\" : \"spooled\"").contains("\"spooled\" : 1");
        assertThat(err).contains("the ledger is away").contains("events wait in");
        assertThat(run("spool", "status")).isEqualTo(0);
        assertThat(out).contains("1 events wait");
        assertThat(run("spool", "send", "--url", away)).isEqualTo(5);

        script("POST /v1/events", 202, accepted(1));
        script("POST /v1/events", 202, accepted(2));
        input = EVENT.formatted(2);
        assertThat(run("emit", "-f", "-")).isEqualTo(0);

        assertThat(requests).hasSize(2);
        assertThat(requests.getFirst().body()).contains("\"e-1\"");
        assertThat(requests.getLast().body()).contains("\"e-2\"");
        assertThat(run("spool", "status")).isEqualTo(0);
        assertThat(out).contains("0 events wait");
    }

    @Test
    void withoutASpoolItEndsWithFive() throws IOException {
        input = EVENT.formatted(1);

        assertThat(run("emit", "-f", "-", "--no-spool", "--url", "http://127.0.0.1:" + freePort()))
                .isEqualTo(5);
        assertThat(root.resolve("data/spool")).doesNotExist();
    }

    @Test
    void whatTheTokenDoesNotAllowWaitsToo() {
        environment.put("GOLDTHREAD_RUN", "urn:run:1");
        environment.put("GOLDTHREAD_COMMIT", "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
        script("POST /v1/events", 401, "{}");
        String[] build = {
            "emit", "build", "--product", "pump", "--outcome", "succeeded", "--builder", "make"
        };

        assertThat(run(build)).isEqualTo(4);
        assertThat(err).contains("events wait in");

        script.clear();
        script("POST /v1/events", 202, accepted(1));
        assertThat(run("spool", "send")).isEqualTo(0);
        assertThat(requests.getLast().body()).contains("\"seq\":1").contains("urn:run:1");
    }

    @Test
    void aRetriedCommandSendsTheSameBytes() {
        environment.put("GOLDTHREAD_RUN", "urn:run:1");
        environment.put("GOLDTHREAD_COMMIT", "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
        script("POST /v1/events", 202, accepted(1));
        String[] build = {
            "emit", "build", "--product", "pump", "--outcome", "succeeded", "--builder", "make"
        };

        assertThat(run(build)).as(err).isEqualTo(0);
        assertThat(run(build)).as(err).isEqualTo(0);

        assertThat(requests).hasSize(2);
        assertThat(requests.getLast().body()).isEqualTo(requests.getFirst().body());
        assertThat(
                        run(
                                "emit",
                                "build",
                                "--product",
                                "pump",
                                "--outcome",
                                "FAILED",
                                "--builder",
                                "make"))
                .isEqualTo(1);
        assertThat(err).contains("emitted before with other content");
    }

    @Test
    void anEventThatTheGateWouldRefuseIsNeitherKeptNorCounted() {
        environment.put("GOLDTHREAD_RUN", "urn:run:1");
        environment.put("GOLDTHREAD_COMMIT", "4b825dc");

        assertThat(
                        run(
                                "emit",
                                "build",
                                "--product",
                                "pump",
                                "--outcome",
                                "SUCCEEDED",
                                "--builder",
                                "b"))
                .isEqualTo(1);
        assertThat(out).contains("/data/recipeDigest").contains("full sha");
        assertThat(requests).isEmpty();
        assertThat(root.resolve("data/spool")).doesNotExist();
    }

    @Test
    void aDryRunPrintsTheEvent() throws IOException {
        environment.put("GOLDTHREAD_RUN", "urn:run:1");
        environment.put("GOLDTHREAD_COMMIT", "4b825dc642cb6eb9a060e54bf8d69288fbee4904");

        assertThat(
                        run(
                                "emit",
                                "build",
                                "--dry-run",
                                "--product",
                                "pump",
                                "--outcome",
                                "SUCCEEDED",
                                "--builder",
                                "make"))
                .isEqualTo(0);
        assertThat(new ObjectMapper().readTree(out).path("type").asText())
                .isEqualTo("build.finished");
        assertThat(requests).isEmpty();
        assertThat(root.resolve("data/spool")).doesNotExist();
    }

    @Test
    void aPersonIsNamedByKeyNeverByLogin() throws IOException {
        environment.putAll(
                Map.of(
                        "GITLAB_CI", "true",
                        "CI_SERVER_HOST", "gitlab.example.org",
                        "CI_PROJECT_PATH", "acme/pump",
                        "CI_JOB_URL", "https://gitlab.example.org/acme/pump/-/jobs/77",
                        "CI_ENVIRONMENT_NAME", "production-eu",
                        "GITLAB_USER_LOGIN", "ada.lovelace"));
        String[] deploy = {
            "emit",
            "deploy",
            "--dry-run",
            "--product",
            "pump",
            "--outcome",
            "SUCCEEDED",
            "--release",
            "7.2.4"
        };

        assertThat(run(deploy)).as(err).isEqualTo(0);
        assertThat(err).contains("GOLDTHREAD_PERSON_SECRET");
        assertThat(out).contains("\"kind\" : \"SYSTEM\"").doesNotContain("ada");

        environment.put("GOLDTHREAD_PERSON_SECRET", "of the directory");
        assertThat(run(deploy)).as(err).isEqualTo(0);
        assertThat(out)
                .contains("\"kind\" : \"HUMAN\"")
                .containsPattern("\"person:[a-z2-7]{26}\"")
                .doesNotContain("ada");
    }

    private static int freePort() throws IOException {
        return LoopbackPorts.free(1).getFirst();
    }

    @Test
    void sendsNothingInADryRun() {
        input = EVENT.formatted(1) + "{\"id\":\"e-2\",\"product\":\"pump\"}";

        assertThat(run("emit", "-f", "-", "--dry-run")).isEqualTo(1);
        assertThat(requests).isEmpty();
        assertThat(out)
                .contains("accepted   pump e-1")
                .contains("refused    pump e-2")
                .contains("/type breaks missing")
                .contains("nothing was sent");
    }

    @Test
    void saysWhereInputIsNoJson() {
        input = EVENT.formatted(1) + "{\"id\": }";

        assertThat(run("emit", "-f", "-", "--dry-run")).isEqualTo(1);
        assertThat(err).contains("standard input, line 6, column").contains("is not JSON");

        input = "";
        assertThat(run("emit", "-f", "-", "--dry-run")).isEqualTo(1);
        assertThat(err).contains("holds no event");
    }

    @Test
    void endsWithFiveWhenNothingListens() {
        assertThat(run("products", "--url", "http://127.0.0.1:1")).isEqualTo(5);
        assertThat(err).contains("cannot be reached").contains("goldthread serve");
        assertThat(out).isEmpty();
    }

    @Test
    void endsWithFourWithoutTheRightToken() {
        script("GET /v1/products", 401, "{}");
        script("GET /v1/products", 403, "{\"detail\":\"reader needed\"}");

        assertThat(run("products")).isEqualTo(4);
        assertThat(err).contains("asks for a token");
        assertThat(run("products", "--token", "t")).isEqualTo(4);
        assertThat(err).contains("reader needed");
    }

    @Test
    void endsWithThreeForWrongUsage() {
        assertThat(run("nonsense")).isEqualTo(3);
        assertThat(run("trace", "release", "pump")).isEqualTo(3);
        assertThat(run("trace", "digest", "latest")).isEqualTo(3);
        environment.put("GOLDTHREAD_OUTPUT", "");
        assertThat(run("products")).isEqualTo(3);
        assertThat(err).contains("GOLDTHREAD_OUTPUT is set but empty");
    }

    @Test
    void countsAFlagMoreThanTheEnvironment() {
        String products = "{\"products\":[{\"product\":\"pump\",\"seq\":4,\"sealedAt\":\"now\"}]}";
        script("GET /v1/products", 200, products);
        environment.put("GOLDTHREAD_OUTPUT", "json");

        run("products");
        assertThat(out).startsWith("{");
        run("products", "-o", "table");
        assertThat(out).contains("pump").contains("5").doesNotContain("{");
    }

    @Test
    void findsTheOperatorsTokenOnThisMachine() throws IOException {
        script("GET /v1/products", 200, "{\"products\":[]}");
        Files.createDirectories(root.resolve("data"));
        Files.writeString(root.resolve("data/operator.token"), "secret-of-operator\n");

        run("products");
        run("products", "--token", "mine");

        assertThat(requests)
                .extracting(Request::token)
                .containsExactly("Bearer secret-of-operator", "Bearer mine");
        assertThat(out).contains("no products yet");
    }

    @Test
    void drawsATrace() {
        script("GET /v1/vocabulary", 200, Vocabulary.TEXT);
        script("GET /v1/products/infusion-pump/releases/7.2.4/trace", 200, fixture("release.json"));

        assertThat(run("trace", "release", "infusion-pump", "7.2.4")).isEqualTo(0);
        assertThat(out).isEqualTo(fixture("release.txt"));
        run("trace", "release", "infusion-pump", "7.2.4", "-o", "dot");
        assertThat(out).isEqualTo(fixture("release.dot"));
    }

    @Test
    void asksEveryProductForADigest() {
        String digest = "sha256:" + "1a2b3c4d5e6f" + "0".repeat(52);
        script("GET /v1/vocabulary", 200, Vocabulary.TEXT);
        script(
                "GET /v1/products",
                200,
                "{\"products\":[{\"product\":\"other\"},{\"product\":\"pump\"}]}");
        script("GET /v1/products/other/digests/%s/trace".formatted(digest), 404, "{}");
        script(
                "GET /v1/products/pump/digests/%s/trace".formatted(digest),
                200,
                fixture("clean.json"));

        assertThat(run("trace", "digest", digest)).isEqualTo(0);
        assertThat(out).isEqualTo(fixture("clean.txt"));
        assertThat(run("trace", "digest", digest, "-o", "jsonl")).isEqualTo(0);
        assertThat(out).as("as it came").isEqualTo(fixture("clean.json"));
    }

    @Test
    void aPictureIsOfOneTrace() {
        String digest = "sha256:" + "1a2b3c4d5e6f" + "0".repeat(52);
        script(
                "GET /v1/products",
                200,
                "{\"products\":[{\"product\":\"other\"},{\"product\":\"pump\"}]}");
        for (String product : List.of("other", "pump")) {
            script(
                    "GET /v1/products/%s/digests/%s/trace".formatted(product, digest),
                    200,
                    fixture("clean.json"));
        }

        assertThat(run("trace", "digest", digest, "-o", "svg")).isEqualTo(3);
        assertThat(err).contains("2 products know it").contains("--product");
    }

    @Test
    void followsThePagesOfAList() {
        String page =
                """
                {"product":"pump","asOf":{"seq":4,"sealedAt":"2026-03-01T10:00:00Z"},%s"pending":[
                 {"node":{"type":"ChangeRequest","id":"%s"},"waitsFor":"to be closed",
                  "since":"2026-01-06T08:00:00Z","ageDays":3,"overdue":false}]}
                """;
        script("GET /v1/products/pump/pending", 200, page.formatted("\"next\":\"NC4x\",", "CR-1"));
        script("GET /v1/products/pump/pending?after=NC4x", 200, page.formatted("", "CR-2"));

        assertThat(run("pending", "pump")).isEqualTo(0);
        assertThat(out).contains("CR-1", "CR-2");
        assertThat(run("pending", "pump", "-o", "json")).isEqualTo(0);
        assertThat(out).contains("CR-1", "CR-2").doesNotContain("next");
    }

    /** What a later page says counts for the exit code, too. */
    @Test
    void followsThePagesOfEveryQuestion() {
        String first =
                "{\"product\":\"pump\",\"release\":\"1.0\",\"asOf\":{\"seq\":4},\"next\":\"NC4x\",%s}";
        String second = "{\"product\":\"pump\",\"release\":\"1.0\",\"asOf\":{\"seq\":4},%s}";
        String hazards = "\"hazards\":[{\"hazard\":{\"type\":\"Hazard\",\"id\":\"HAZ-%d\"}}]";
        for (String path : List.of("hazards", "hazards?change=CR-1", "releases/1.0/hazards")) {
            pages(
                    path,
                    first.formatted(hazards.formatted(1)),
                    second.formatted(hazards.formatted(2)));
        }
        String decisions = "\"decisions\":[{\"type\":\"Approval\",\"id\":\"AP-%d\"}]";
        pages(
                "releases/1.0/approvals",
                first.formatted(decisions.formatted(1)),
                second.formatted(decisions.formatted(2)));
        String evidence =
                "\"events\":9,\"cited\":2,\"present\":%d,\"evidence\":[{\"name\":\"report-%d\",\"state\":\"%s\"}]";
        pages(
                "releases/1.0/evidence",
                first.formatted(evidence.formatted(1, 1, "PRESENT")),
                second.formatted(evidence.formatted(0, 2, "ABSENT")));
        String holes = "\"findings\":1,\"sources\":[{\"uri\":\"urn:source:%d\"}]";
        pages("holes", first.formatted(holes.formatted(1)), second.formatted(holes.formatted(2)));
        String tests = "\"sections\":{\"tests\":{\"added\":[%s],\"removed\":[%s],\"changed\":[]}}";
        String test = "{\"type\":\"TestCase\",\"id\":\"T-%d\"}";
        pages(
                "releases/1.0/difference?from=0.9",
                first.formatted(tests.formatted(test.formatted(1), "")),
                second.formatted(tests.formatted(test.formatted(2), test.formatted(3))));

        assertThat(run("hazards", "pump")).isEqualTo(0);
        assertThat(out).contains("HAZ-1", "HAZ-2");
        assertThat(run("hazards", "pump", "--change", "CR-1")).isEqualTo(0);
        assertThat(out).contains("HAZ-1", "HAZ-2");
        assertThat(run("hazards", "pump", "1.0", "-o", "markdown")).isEqualTo(0);
        assertThat(out).contains("HAZ-1", "HAZ-2");
        assertThat(run("approvals", "pump", "1.0")).isEqualTo(0);
        assertThat(out).contains("AP-1", "AP-2");
        assertThat(run("evidence", "check", "pump", "1.0")).isEqualTo(2);
        assertThat(out).contains("report-1", "report-2", "2 cited by 9 events, 1 of them present");
        assertThat(err).contains("report-2");
        assertThat(run("holes", "pump")).isEqualTo(2);
        assertThat(out).contains("urn:source:1", "urn:source:2");
        assertThat(run("diff", "pump", "0.9", "1.0")).isEqualTo(0);
        assertThat(out).contains("T-1", "T-2").containsPattern("removed +TestCase T-3");
        assertThat(run("diff", "pump", "0.9", "1.0", "-o", "json")).isEqualTo(0);
        assertThat(out).contains("T-1", "T-2", "T-3").doesNotContain("next");
    }

    @Test
    void aReleaseIsHeldAgainstOneOtherStateOnly() {
        assertThat(run("diff", "pump", "1.0")).isEqualTo(3);
        assertThat(err).contains("a second release, --since TIME or --since-approval ID");
        assertThat(run("diff", "pump", "0.9", "1.0", "--since", "2026-01-01T00:00:00Z"))
                .isEqualTo(3);
    }

    @Test
    void sourcesOfWhichALaterPageKnowsNothingAreNotKnown() {
        pages(
                "holes",
                "{\"product\":\"pump\",\"asOf\":{\"seq\":4},\"next\":\"NC4x\",\"findings\":0,\"sources\":[{}]}",
                "{\"product\":\"pump\",\"asOf\":{\"seq\":4},\"unknown\":\"too many things since\"}");

        assertThat(run("holes", "pump")).isEqualTo(1);
        assertThat(out).contains("not known: too many things since");
    }

    private void pages(String path, String first, String second) {
        String route = "GET /v1/products/pump/" + path;
        script(route, 200, first);
        script(route + (path.contains("?") ? "&" : "?") + "after=NC4x", 200, second);
    }

    @Test
    void importsAHistoryOnce() throws Exception {
        Path repository = historyOfOneCommit();
        script("POST /v1/events", 202, accepted(1));

        assertThat(run("import", "git", repository.toString(), "--product", "pump")).isEqualTo(0);
        assertThat(out).contains("1 commits and 0 tags").contains("1 accepted");
        assertThat(run("import", "git", repository.toString(), "--product", "pump")).isEqualTo(0);
        assertThat(out).contains("0 commits and 0 tags");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aRepositoryIsNamedAlikeForImportAndReconciliation() throws Exception {
        String repository = historyOfOneCommit().toString();
        for (String command : List.of("import", "reconcile")) {
            assertThat(
                            run(
                                    command,
                                    "git",
                                    repository,
                                    "--product",
                                    "pump",
                                    "--repository",
                                    "acme pump"))
                    .as(command)
                    .isEqualTo(3);
            assertThat(err).contains("acme pump").contains("--repository owner/name");
        }
        assertThat(requests).isEmpty();
    }

    private Path historyOfOneCommit() throws Exception {
        Path repository = root.resolve("pump");
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.commit().setAllowEmpty(true).setMessage("Begin").setSign(false).call();
        }
        return repository;
    }

    @Test
    void verifiesNothingWithoutALedger() {
        assertThat(run("verify")).isEqualTo(5);
        assertThat(err).contains("endpoint.json");
    }

    @Test
    void servesOnlyRolesThatExistAndGoTogether() {
        assertThat(run("serve", "--roles", "sealr")).isEqualTo(3);
        assertThat(err).contains("gate, sealer, projector, checkpointer, api").contains("sealr");
        assertThat(run("serve", "--roles", "sealer")).isEqualTo(3);
        assertThat(err).contains("set bootstrap.servers");
        assertThat(
                        run(
                                "serve",
                                "--roles",
                                "api",
                                "--bootstrap-servers",
                                "127.0.0.1:1",
                                "--schema-registry-url",
                                "http://127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(err).contains("role api needs gate and projector");
        assertThat(root.resolve("data")).doesNotExist();
    }

    private int run(String... args) {
        Prompt.Run run = new Prompt(environment).pipe(input, args);
        out = run.out();
        err = run.err();
        return run.exitCode();
    }

    /** Answers come in order; the last one stays. */
    private void script(String line, int status, String body) {
        script.computeIfAbsent(line, key -> new ArrayList<>()).add(new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                new Request(
                        line,
                        Objects.requireNonNullElse(
                                exchange.getRequestHeaders().getFirst("Authorization"), ""),
                        Objects.requireNonNullElse(
                                exchange.getRequestHeaders().getFirst("Prefer"), ""),
                        body));
        List<Answer> answers = script.getOrDefault(line, List.of(new Answer(404, "{}")));
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String accepted(int number) {
        return """
        {"accepted":1,"duplicates":0,"refused":0,
         "results":[{"status":"accepted","id":"e-%d","product":"pump"}]}
        """
                .formatted(number);
    }

    private static String fixture(String name) {
        try (InputStream in =
                GoldthreadTest.class.getResourceAsStream("/dev/goldthread/api/drawing/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
