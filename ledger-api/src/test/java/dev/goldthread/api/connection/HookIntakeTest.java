package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.connection.authentication.Attempt;
import dev.goldthread.api.connection.authentication.Secret;
import dev.goldthread.api.evidence.EvidenceFolder;
import dev.goldthread.api.gate.BrokerAwayException;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a delivery, with files as they are and a gate that only notes what it is given. */
class HookIntakeTest {

    private static final String SECRET = "a-secret-that-nobody-guesses";
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir private Path data;
    private final Gate gate = new Gate();
    private HookIntake hooks;

    /** Takes everything, unless its broker is away. */
    private static final class Gate implements Door {
        private final List<JsonNode> taken = new ArrayList<>();
        private final List<Submission> submissions = new ArrayList<>();
        private boolean isAway;

        @Override
        public void requireRoom() {}

        @Override
        public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
            if (isAway) {
                throw new BrokerAwayException(new IOException("away"));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (byte[] event : events) {
                try {
                    JsonNode json = new ObjectMapper().readTree(event);
                    taken.add(json);
                    submissions.add(submission);
                    outcomes.add(
                            new Outcome.Accepted(
                                    new EventId(json.path("id").asText()),
                                    new Product(json.path("product").asText()),
                                    Optional.empty()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return outcomes;
        }
    }

    @BeforeEach
    void connect() throws IOException {
        OwnerFiles.createFolder(data.resolve("secrets"));
        OwnerFiles.write(data.resolve("secrets/github"), SECRET);
        configure("\"product\": \"infusion-pump\"");
        hooks = start();
    }

    private void configure(String products) throws IOException {
        OwnerFiles.write(
                data.resolve(ConnectionsFile.NAME),
                """
                {"connections": [{
                  "name": "pump-github", "format": "github", %s,
                  "authentication": {"secret": {"file": "secrets/github"}}
                }]}
                """
                        .formatted(products));
    }

    private HookIntake start() {
        return new HookIntake(
                new Connections(
                        new ConnectionsFile(data, Map.of()),
                        data.resolve("hooks"),
                        PersonDirectory.open(data)),
                new EvidenceFolder(data.resolve("evidence"), HookIntake.BODY_BYTES_MAX),
                gate);
    }

    private static String sample() {
        return new String(
                Trial.sample("github").orElseThrow().body().toBytes(), StandardCharsets.UTF_8);
    }

    private Hook deliver(String event, String deliveryId, String body) {
        return deliver(event, deliveryId, body, signature(body));
    }

    private Hook deliver(String event, String deliveryId, String body, String signature) {
        return hooks.receive(
                "github",
                "pump-github",
                new Attempt(
                        Map.of(
                                "X-GitHub-Event", event,
                                "X-GitHub-Delivery", deliveryId,
                                "X-Hub-Signature-256", signature,
                                "Authorization", "Bearer gt_not-for-the-journal"),
                        Optional.empty(),
                        new Bytes(body.getBytes(StandardCharsets.UTF_8)),
                        NOW),
                Duration.ZERO);
    }

    private static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HookIntake.Condition condition() {
        return hooks.conditions().getFirst();
    }

    private List<Path> kept() throws IOException {
        Path evidence = data.resolve("evidence");
        if (!Files.exists(evidence)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(evidence)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aSignedDeliveryBecomesEventsThatNameItsBody() throws IOException {
        Hook hook = deliver("push", "d-1", sample());

        assertThat(hook).isInstanceOf(Hook.Submitted.class);
        Digest body = Digest.sha256(sample());
        assertThat(gate.taken)
                .extracting(event -> event.path("type").asText())
                .containsExactly("commit.pushed", "pipeline_component.changed");
        assertThat(gate.taken)
                .allSatisfy(
                        event ->
                                assertThat(event.at("/evidence/0/sha256").asText())
                                        .isEqualTo(body.hex()));
        assertThat(gate.submissions.getFirst())
                .isEqualTo(new Submission("hook.pump-github", "hooks/github", Optional.of(body)));
        assertThat(Files.readString(kept().getFirst())).isEqualTo(sample());
        assertThat(condition().waiting()).isEmpty();
        assertThat(condition().counters().results()).isEqualTo(Map.of("mapped", 1L));
        assertThat(condition().last()).hasValue(NOW);
    }

    @Test
    void whoDoesNotProveWhoTheyAreLeavesACounterAndNothingElse() throws IOException {
        assertThat(deliver("push", "d-1", sample(), signature(sample() + " ")))
                .isEqualTo(new Hook.Denied("wrong"));
        assertThat(deliver("push", "d-1", sample(), "")).isEqualTo(new Hook.Denied("missing"));
        assertThat(
                        hooks.receive(
                                "gitlab",
                                "pump-github",
                                new Attempt(
                                        Map.of(), Optional.empty(), new Bytes(new byte[0]), NOW),
                                Duration.ZERO))
                .as("another tool's address")
                .isEqualTo(new Hook.Denied("unknown-connection"));

        assertThat(kept()).isEmpty();
        assertThat(data.resolve("hooks/pump-github.journal")).doesNotExist();
        assertThat(gate.taken).isEmpty();
        assertThat(condition().counters().denied()).isEqualTo(Map.of("wrong", 1L, "missing", 1L));
        assertThat(hooks.strangers()).isEqualTo(Map.of("unknown-connection", 1L));
    }

    @Test
    void theSameDeliveryAgainGivesTheSameEventsAndAnotherBodyUnderItsIdIsRefused()
            throws IOException {
        deliver("push", "d-1", sample());
        List<JsonNode> first = List.copyOf(gate.taken);
        gate.taken.clear();
        hooks = start(); // as after a restart

        Hook again = deliver("push", "d-1", sample());
        Hook other = deliver("push", "d-1", sample().replace("REQ-102", "REQ-103"));

        assertThat(again).isInstanceOf(Hook.Submitted.class);
        assertThat(gate.taken).isEqualTo(first);
        assertThat(other).isEqualTo(new Hook.Replayed());
        assertThat(deliver("pull_request", "d-2", sample()))
                .as("no signature covers the header that names the kind")
                .isEqualTo(new Hook.Replayed());
        assertThat(kept()).hasSize(1);
        assertThat(condition().counters().results()).isEqualTo(Map.of("repeated", 1L));
        assertThat(condition().counters().denied()).isEqualTo(Map.of("replayed", 2L));
    }

    @Test
    void whatNoRuleMapsIsKeptOverARestartAndMappedWhenOneDoes() throws IOException {
        configure("\"products\": [{\"match\": \"acme/other\", \"product\": \"other\"}]");
        Hook hook = deliver("push", "d-1", sample());
        assertThat(hook).isInstanceOf(Hook.Unmapped.class);
        assertThat(((Hook.Unmapped) hook).because()).contains("acme/infusion-pump");

        hooks = start();
        assertThat(condition().waiting()).hasSize(1);
        assertThat(condition().waiting().getFirst().kind()).isEqualTo("push");
        assertThat(hooks.remap("pump-github", Duration.ZERO).orElseThrow().mapped()).isZero();

        configure("\"products\": [{\"match\": \"acme/*\", \"product\": \"infusion-pump\"}]");
        HookIntake.Remapped remapped = hooks.remap("pump-github", Duration.ZERO).orElseThrow();

        assertThat(remapped.mapped()).isEqualTo(1);
        assertThat(remapped.waiting()).isZero();
        List<JsonNode> late = List.copyOf(gate.taken);
        gate.taken.clear();
        deliver("push", "d-1", sample());
        assertThat(gate.taken).as("the ids are what they would have been").isEqualTo(late);
        assertThat(hooks.remap("no-such", Duration.ZERO)).isEmpty();
    }

    @Test
    void aBodyThatIsNotWhatTheToolSendsIsKeptToo() throws IOException {
        Hook hook = deliver("push", "d-1", "{\"repository\": 1}");

        assertThat(hook).isInstanceOf(Hook.Unreadable.class);
        assertThat(((Hook.Unreadable) hook).violations().getFirst().field())
                .isEqualTo("/repository/full_name");
        assertThat(kept()).hasSize(1);
        assertThat(condition().waiting()).hasSize(1);
        assertThat(condition().counters().results()).isEqualTo(Map.of("refused", 1L));
    }

    @Test
    void aBrokerThatIsAwayLosesNothing() throws IOException {
        gate.isAway = true;
        assertThatThrownBy(() -> deliver("push", "d-1", sample()))
                .isInstanceOf(BrokerAwayException.class);
        assertThat(kept()).hasSize(1);
        assertThat(condition().waiting().getFirst().kind()).isEqualTo("not-sent");

        gate.isAway = false;
        assertThat(hooks.remap("pump-github", Duration.ZERO).orElseThrow().mapped()).isEqualTo(1);
        assertThat(gate.taken).hasSize(2);
    }

    @Test
    void aRetryAfterTheBrokerWasAwayLeavesNothingWaiting() {
        gate.isAway = true;
        assertThatThrownBy(() -> deliver("push", "d-1", sample()))
                .isInstanceOf(BrokerAwayException.class);
        gate.isAway = false;

        deliver("push", "d-1", sample());

        assertThat(condition().waiting()).isEmpty();
    }

    @Test
    void noCredentialIsWrittenDown() throws IOException {
        deliver("push", "d-1", sample());

        assertThat(Files.readString(data.resolve("hooks/pump-github.journal")))
                .contains("x-github-event")
                .doesNotContain("gt_not-for-the-journal", "sha256=", SECRET);
    }

    @Test
    void personsAreKnownToTheDirectoryAloneBeforeTheirEventsAreSent() throws IOException {
        deliver("push", "d-1", sample());

        assertThat(gate.taken.getFirst().at("/actor/id").asText()).matches("person:[a-z2-7]{26}");
        assertThat(gate.taken.toString()).doesNotContain("Weaver", "weaver@");
        assertThat(Files.readString(data.resolve("directory/persons.json")))
                .contains("A. Weaver", "weaver@example.org", "account:github/weaver");
    }

    @Test
    void aFileThatIsBrokenWhileTheLedgerServesChangesNothingButSaysSo() throws IOException {
        OwnerFiles.write(data.resolve(ConnectionsFile.NAME), "{\"connections\": [{}]}");

        assertThat(deliver("push", "d-1", sample())).isInstanceOf(Hook.Submitted.class);
        assertThat(hooks.problem().orElseThrow()).contains("/connections/0/name");
        assertThatThrownBy(this::start).isInstanceOf(ConnectionsException.class);
    }

    @Test
    void aSecretThatIsReplacedCountsFromTheNextDelivery() throws IOException {
        OwnerFiles.write(data.resolve("secrets/github-2"), "another-secret-of-length");
        OwnerFiles.write(
                data.resolve(ConnectionsFile.NAME),
                Files.readString(data.resolve(ConnectionsFile.NAME))
                        .replace("secrets/github", "secrets/github-2"));

        assertThat(deliver("push", "d-1", sample())).isEqualTo(new Hook.Denied("wrong"));
        assertThat(new Secret("another-secret-of-length").toString()).isEqualTo("secret");
    }
}
