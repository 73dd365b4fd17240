package dev.goldthread.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.goldthread.api.listing.Repository.Period;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as the documentation of the tools' APIs says. */
class RepositoryTest {

    private static final Period FEBRUARY =
            new Period(
                    Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"));
    private static final URI GITHUB = URI.create("https://github.com/acme/pump");
    private static final URI GITLAB = URI.create("https://gitlab.example.org/acme/pump");

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String uri = exchange.getRequestURI().toString();
                    synchronized (asked) {
                        asked.add(
                                exchange.getRequestHeaders().getFirst("Authorization") + " " + uri);
                    }
                    byte[] body = answers.getOrDefault(uri, "").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Optional<URI> api() {
        return Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private GitHubRepository gitHub() {
        return new GitHubRepository(GITHUB, api(), Optional.of("secret"));
    }

    private GitLabRepository gitLab() {
        return new GitLabRepository(GITLAB, api(), Optional.empty());
    }

    private void pages(String path, String... pages) {
        for (int i = 0; i < pages.length; i++) {
            answers.put("%sper_page=100&page=%d".formatted(path, i + 1), pages[i]);
        }
    }

    @Test
    void gitHubListsTheCommitsOfABranchPageByPageForItsToken() throws Exception {
        pages(
                "/repos/acme/pump/commits?sha=release%2F7&since=2026-02-01T00:00:00Z&until=2026-03-01T00:00:00Z&",
                "[{\"sha\": \"b\"}, {\"sha\": \"a\"}]", "[{\"sha\": \"c\"}]", "[]");

        assertThat(gitHub().commits("release/7", FEBRUARY)).containsExactly("a", "b", "c");
        assertThat(asked).hasSize(3).allMatch(each -> each.startsWith("Bearer secret "));
    }

    @Test
    void gitHubListsEveryAttemptOfARunThatHasBegun() throws Exception {
        pages(
                "/repos/acme/pump/actions/runs?created=2026-02-01T00%3A00%3A00Z..2026-03-01T00%3A00%3A00Z&",
                """
                {"total_count": 3, "workflow_runs": [
                  {"id": 30, "run_attempt": 2, "status": "completed"},
                  {"id": 31, "run_attempt": 2, "status": "queued"},
                  {"id": 32, "run_attempt": 1, "status": "queued"}]}
                """,
                "{\"total_count\": 3, \"workflow_runs\": []}");

        assertThat(gitHub().runs(FEBRUARY))
                .containsExactly(
                        "https://github.com/acme/pump/actions/runs/30/attempts/1",
                        "https://github.com/acme/pump/actions/runs/30/attempts/2",
                        "https://github.com/acme/pump/actions/runs/31/attempts/1");
    }

    @Test
    void aListThatEndsEarlyIsNoList() {
        pages(
                "/repos/acme/pump/actions/runs?created=2026-02-01T00%3A00%3A00Z..2026-03-01T00%3A00%3A00Z&",
                "{\"total_count\": 1200, \"workflow_runs\": [{\"id\": 1}]}",
                "{\"total_count\": 1200, \"workflow_runs\": []}");

        assertThatThrownBy(() -> gitHub().runs(FEBRUARY))
                .isInstanceOf(ListingException.class)
                .hasMessageContaining("gives 1 of 1,200");
    }

    @Test
    void gitHubListsDeploymentsOfTheTimeAsked() throws Exception {
        pages(
                "/repos/acme/pump/deployments?",
                """
                [{"id": 1, "created_at": "2026-01-31T23:59:59Z"},
                 {"id": 2, "created_at": "2026-02-01T00:00:00Z"},
                 {"id": 3, "created_at": "2026-03-01T00:00:00Z"}]
                """,
                "[]");

        assertThat(gitHub().deployments(FEBRUARY))
                .containsExactly("https://github.com/acme/pump/deployments/2");
    }

    @Test
    void gitLabListsCommitsPipelinesAndDeploymentsByTheirPages() throws Exception {
        pages(
                "/projects/acme%2Fpump/repository/commits?ref_name=main&since=2026-02-01T00:00:00Z&until=2026-03-01T00:00:00Z&",
                "[{\"id\": \"a\"}]", "[]");
        pages(
                "/projects/acme%2Fpump/pipelines?updated_after=2026-02-01T00:00:00Z&",
                """
                [{"id": 5, "status": "success", "created_at": "2026-02-05T10:00:00.000+01:00"},
                 {"id": 6, "status": "skipped", "created_at": "2026-02-05T10:00:00.000+01:00"},
                 {"id": 7, "status": "failed", "created_at": "2026-03-01T00:30:00.000+01:00"},
                 {"id": 8, "status": "failed", "created_at": "2026-03-01T01:30:00.000+01:00"}]
                """,
                "[]");
        pages(
                "/projects/acme%2Fpump/deployments?",
                "[{\"id\": 9, \"status\": \"created\", \"created_at\": \"2026-02-05T10:00:00Z\"},"
                        + " {\"id\": 10, \"status\": \"success\", \"created_at\": \"2026-02-05T10:00:00Z\"}]",
                "[]");

        assertThat(gitLab().commits("main", FEBRUARY)).containsExactly("a");
        assertThat(gitLab().runs(FEBRUARY))
                .containsExactly(
                        "https://gitlab.example.org/acme/pump/-/pipelines/5",
                        "https://gitlab.example.org/acme/pump/-/pipelines/7");
        assertThat(gitLab().deployments(FEBRUARY))
                .containsExactly("https://gitlab.example.org/acme/pump/-/deployments/10");
        assertThat(asked).allMatch(each -> each.startsWith("null "));
    }

    @Test
    void whatIsNoListIsSaidWithWhatHelps() {
        answers.put("/repos/acme/pump/deployments?per_page=100&page=1", "{\"message\": \"no\"}");

        assertThatThrownBy(() -> gitHub().deployments(FEBRUARY))
                .hasMessageContaining("no list; is it the tool's API?");
        assertThatThrownBy(() -> gitLab().deployments(FEBRUARY))
                .hasMessageContaining("status 404; check the address, and the token's right");
    }
}
