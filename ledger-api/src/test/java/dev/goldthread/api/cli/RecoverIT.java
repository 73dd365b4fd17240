package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that lost what it can rebuild, from the refusal to the command to going on. */
class RecoverIT {

    private static final List<String> GROUPS = List.of("goldthread-sealer", "goldthread-projector");

    @TempDir private Path root;
    private String err = "";
    private String out = "";

    @Test
    void headsThatWereDeletedAreRebuiltByTheCommandThatTheRefusalNames() throws Exception {
        JsonNode first = serveAndEmit("e-1");
        withBrokerAlone(this::deleteHeads);
        delete(data().resolve("sealer"));

        assertThat(run("serve", "--data", data().toString(), "--port", "0")).isEqualTo(1);
        assertThat(err).contains("heads").contains("is gone").contains("goldthread recover heads");

        assertThat(run("recover", "heads", "--data", data().toString())).as(err).isZero();
        assertThat(out).contains("1 sealed events verified, heads of 1 logs rebuilt");

        assertThat(serveAndEmit("e-1")).isEqualTo(first);
        assertThat(serveAndEmit("e-2").get("seq").asLong()).isEqualTo(1);
    }

    @Test
    void groupsAndLocalStateThatWereResetChangeNothing() throws Exception {
        JsonNode first = serveAndEmit("e-1");
        withBrokerAlone(RecoverIT::deleteGroups);
        delete(data().resolve("sealer"));
        delete(data().resolve("projector"));

        assertThat(serveAndEmit("e-1")).isEqualTo(first);
        assertThat(serveAndEmit("e-2").get("seq").asLong()).isEqualTo(1);
    }

    private Path data() {
        return root.resolve("data");
    }

    private int run(String... arguments) {
        Prompt.Run run = new Prompt(Map.of()).run(arguments);
        out = run.out();
        err = run.err();
        return run.exitCode();
    }

    /** The event's receipt. */
    private JsonNode serveAndEmit(String id) throws Exception {
        NodeOptions options = NodeOptions.embedded(data()).withPort(0);
        try (Node node = Node.start(options, NodeListener.SILENT);
                HttpClient client = HttpClient.newHttpClient()) {
            String token = Files.readString(data().resolve("operator.token")).strip();
            HttpRequest request =
                    HttpRequest.newBuilder(node.url().resolve("/v1/events"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .header("Prefer", "wait=30")
                            .POST(BodyPublishers.ofString(event(id)))
                            .build();
            long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
            while (true) { // on a busy machine the first receipt may take longer than 30 s
                String answer = client.send(request, BodyHandlers.ofString()).body();
                JsonNode receipt = LedgerClient.JSON.readTree(answer).at("/results/0/receipt");
                if (receipt.isObject()) {
                    return receipt;
                }
                assertThat(System.nanoTime()).as(answer).isLessThan(deadline);
            }
        }
    }

    private static String event(String id) {
        return """
        {"id":"%s","product":"pump","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
        "subject":{"type":"Requirement","id":"REQ-%s"},\
        "data":{"revision":"1","title":"Stop","level":"SOFTWARE"}}"""
                .formatted(id, id);
    }

    private interface AdminStep {
        void run(Admin admin) throws Exception;
    }

    private void withBrokerAlone(AdminStep step) throws Exception {
        try (DataFolder folder = DataFolder.open(data());
                EmbeddedBroker broker = EmbeddedBroker.start(folder, BrokerOptions.DEFAULT);
                Admin admin = Admin.create(broker.clientConfig())) {
            step.run(admin);
        }
    }

    private void deleteHeads(Admin admin) throws Exception {
        List<String> heads =
                admin.listTopics().names().get(60, TimeUnit.SECONDS).stream()
                        .filter(name -> name.startsWith("goldthread-sealer-"))
                        .filter(name -> name.endsWith("-changelog"))
                        .toList();
        assertThat(heads).hasSize(1);
        admin.deleteTopics(heads).all().get(60, TimeUnit.SECONDS);
    }

    /** A group can be deleted when its static member's session, 6 s, is over. */
    private static void deleteGroups(Admin admin) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        for (String group : GROUPS) {
            while (!isDeleted(admin, group)) {
                assertThat(System.nanoTime()).as(group).isLessThan(deadline);
            }
        }
    }

    private static boolean isDeleted(Admin admin, String group) throws Exception {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfAny(GroupNotEmptyException.class, GroupIdNotFoundException.class);
            return e.getCause() instanceof GroupIdNotFoundException;
        }
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
