package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file of connections says, and how it says what is wrong with it. */
class ConnectionsFileTest {

    private static final String WHOLE =
            """
            {"connections": [{
              "name": "pump-gitlab",
              "format": "gitlab",
              "authentication": {"scheme": "gitlab-token", "secret": {"env": "HOOK_SECRET"}},
              "products": [
                {"match": "acme/infusion-pump", "product": "infusion-pump"},
                {"match": "acme/boot*", "product": "pump-bootloader"}
              ],
              "environments": {"prod": "production-eu"},
              "requirementPattern": "SRS-.*",
              "protectedBranches": ["main", "release/*"]
            }]}
            """;

    @TempDir private Path data;

    private ConnectionsFile file(String text) throws IOException {
        OwnerFiles.write(data.resolve(ConnectionsFile.NAME), text);
        return new ConnectionsFile(data, Map.of("HOOK_SECRET", "0123456789abcdef", "EMPTY", ""));
    }

    @Test
    void withoutAFileThereAreNone() {
        assertThat(new ConnectionsFile(data, Map.of()).read()).isEmpty();
    }

    @Test
    void rulesAreAskedInTheirOrder() throws IOException {
        ConnectionSettings settings = file(WHOLE).read().getFirst();
        ConnectionRules rules = new ConnectionRules(settings, PersonDirectory.open(data));

        assertThat(rules.product("acme/infusion-pump")).hasValue(new Product("infusion-pump"));
        assertThat(rules.product("acme/bootloader")).hasValue(new Product("pump-bootloader"));
        assertThat(rules.product("acme/infusion-pump-2")).isEmpty();
        assertThat(rules.environment("prod")).isEqualTo("production-eu");
        assertThat(rules.environment("staging")).isEqualTo("staging");
        assertThat(rules.isProtected("release/7.2")).isTrue();
        assertThat(rules.isProtected("mainline")).isFalse();
        assertThat(rules.trackerKeys("SRS-1 and REQ-2"))
                .extracting(key -> key.type() + " " + key.key())
                .containsExactly("ChangeRequest REQ-2", "Requirement SRS-1");
    }

    private static String trusting(String trust) {
        return WHOLE.replace(
                "\"requirementPattern\"", "\"trust\": " + trust + ", \"requirementPattern\"");
    }

    @Test
    void keysAndRootsThatCountAreReadFromTheirFiles() throws Exception {
        PublicKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        Files.createDirectory(data.resolve("trust"));
        Files.writeString(data.resolve("trust/builder.pem"), pem(key));
        Files.writeString(data.resolve("trust/root.json"), "{}");
        ConnectionSettings settings =
                file(trusting(
                                """
                                {"keys": [{"name": "builder", "file": "trust/builder.pem"}],
                                 "sigstoreRoot": "trust/root.json",
                                 "identities": [{"name": "release", "issuer": "https://i.example.org",
                                                 "subject": "https://git.example.org/acme/x"}]}
                                """))
                        .read()
                        .getFirst();

        Trust trust = new ConnectionRules(settings, PersonDirectory.open(data)).trust();

        assertThat(trust.keys()).containsExactly(new Trust.Key("builder", key));
        assertThat(trust.sigstoreRoot()).hasValue(new Bytes("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(trust.identities())
                .containsExactly(
                        new Trust.Identity(
                                "release",
                                "https://i.example.org",
                                "https://git.example.org/acme/x"));
    }

    @Test
    void aKeyThatCannotCountIsNamedWithItsPlace() throws Exception {
        Files.writeString(data.resolve("no-key.pem"), "hello");
        for (String file : List.of("no-key.pem", "away.pem")) {
            ConnectionsFile wrong =
                    file(trusting("{\"keys\": [{\"name\": \"k\", \"file\": \"" + file + "\"}]}"));
            assertThatThrownBy(wrong::read)
                    .isInstanceOf(ConnectionsException.class)
                    .hasMessageContaining("/connections/0/trust/keys/0/file")
                    .hasMessageContaining(file);
        }
        ConnectionsFile slip = file(trusting("{\"key\": []}"));
        assertThatThrownBy(slip::read).hasMessageContaining("/connections/0/trust/key");
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }

    @Test
    void anAccountIsOnePersonWhateverIsSaidOfIt() throws IOException {
        ConnectionRules rules =
                new ConnectionRules(file(WHOLE).read().getFirst(), PersonDirectory.open(data));

        String key = rules.person("Weaver", Optional.empty(), Optional.empty());

        assertThat(rules.person("weaver", Optional.of("A. Weaver"), Optional.of("w@example.org")))
                .isEqualTo(key)
                .matches("person:[a-z2-7]{26}");
        assertThat(rules.person("other", Optional.empty(), Optional.empty())).isNotEqualTo(key);
        assertThat(rules.person("", Optional.of("A. Weaver"), Optional.of("w@example.org")))
                .isEqualTo(PersonDirectory.open(data).keyOf("A. Weaver", "w@example.org").value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pump-gitlab\"|\"Pump\"|/connections/0/name|connection-name",
                "\"gitlab\",|\"subversion\",|/connections/0/format|unknown-format",
                "\"gitlab-token\"|\"rot13\"|/connections/0/authentication/scheme|unknown-scheme",
                "{\"env\": \"HOOK_SECRET\"}|{}|/connections/0/authentication/secret|one-secret",
                "HOOK_SECRET|EMPTY|/connections/0/authentication/secret/env|secret-variable",
                "HOOK_SECRET|UNSET|/connections/0/authentication/secret/env|secret-variable",
                "\"gitlab-token\"|\"standard-webhooks\"|/connections/0/authentication/secret|secret-form",
                "{\"env\": \"HOOK_SECRET\"}|{\"inline\": \"short\"}|/connections/0/authentication/secret|secret-form",
                "{\"env\": \"HOOK_SECRET\"}|{\"file\": \"nowhere\"}|/connections/0/authentication/secret/file|secret-file",
                "\"infusion-pump\"}|\"Infusion Pump\"}|/connections/0/products/0/product|product-form",
                "SRS-.*|SRS-(|/connections/0/requirementPattern|pattern",
                "protectedBranches|protectedBranch|/connections/0/protectedBranch|unknown-member",
            })
    void whatIsWrongIsNamedWithItsPlaceAndRemedy(String good, String bad, String field, String rule)
            throws IOException {
        assertThat(WHOLE).contains(good);
        ConnectionsFile file = file(WHOLE.replace(good, bad));

        assertThatThrownBy(file::read)
                .isInstanceOf(ConnectionsException.class)
                .hasMessageContaining(field + " breaks " + rule)
                .hasMessageNotContaining("0123456789abcdef");
    }

    @Test
    void aSecretThatOthersCanReadIsNone() throws IOException {
        assumeTrue(
                Files.getFileStore(data).supportsFileAttributeView("posix"),
                "this file system knows no owner");
        Path secret = data.resolve("open-secret");
        Files.writeString(secret, "0123456789abcdef");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        ConnectionsFile file =
                file(WHOLE.replace("{\"env\": \"HOOK_SECRET\"}", "{\"file\": \"open-secret\"}"));

        assertThatThrownBy(file::read)
                .hasMessageContaining("owner-only")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void addingKeepsWhatIsThereAndAWrongOneChangesNothing() throws IOException {
        ConnectionsFile file = file(WHOLE);
        ObjectNode second = (ObjectNode) new ObjectMapper().readTree(WHOLE).at("/connections/0");
        String before = Files.readString(file.path());

        assertThatThrownBy(() -> file.add(second)).hasMessageContaining("unique-name");
        assertThat(Files.readString(file.path())).isEqualTo(before);

        assertThat(file.add(second.put("name", "pump-two")).name()).isEqualTo("pump-two");
        assertThat(file.read())
                .extracting(ConnectionSettings::name)
                .containsExactly("pump-gitlab", "pump-two");
        assertThat(OwnerFiles.isOwnersOnly(file.path())).isTrue();
    }

    @Test
    void aGenericConnectionMapsByItsOwnRules() throws IOException {
        ConnectionSettings settings =
                file("""
                                {"connections": [{
                                  "name": "acme-ci", "format": "generic", "product": "infusion-pump",
                                  "authentication": {"secret": {"env": "HOOK_SECRET"}},
                                  "mappings": [{
                                    "when": {"/kind": "build"},
                                    "type": "build.finished",
                                    "id": "/run",
                                    "occurredAt": "/ended",
                                    "source": "https://ci.example.org",
                                    "subject": {"type": "Build", "id": "/url"},
                                    "links": [
                                      {"relation": "builtFrom", "to": {"type": "Commit", "id": "/sha"}, "strength": "OBSERVED"}
                                    ],
                                    "data": {
                                      "outcome": {"pointer": "/status", "values": {"ok": "SUCCEEDED"}},
                                      "builder": "acme-ci",
                                      "recipeDigest": "/recipe",
                                      "hermeticity": "UNKNOWN",
                                      "rebuild": "NOT_ATTEMPTED"
                                    }
                                  }]
                                }]}
                                """)
                        .read()
                        .getFirst();
        String sha = "4e1b0c9d8a7f6e5d4c3b2a190817263544536271";
        Trial.Sample sample =
                new Trial.Sample(
                        Map.of(),
                        new Bytes(
                                """
                                {"kind": "build", "run": 7, "ended": "2026-02-05T10:00:00Z", "status": "ok",
                                 "url": "https://ci.example.org/7", "sha": "%s", "recipe": "gitCommit:%s"}
                                """
                                        .formatted(sha, sha)
                                        .getBytes(StandardCharsets.UTF_8)));

        var event =
                Readings.admitted(
                                Trial.read(
                                        settings, PersonDirectory.open(data), sample, Readings.NOW))
                        .getFirst();

        assertThat(event.path("id").asText()).isEqualTo("acme-ci:build.finished:7");
        assertThat(event.at("/data/outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(Readings.links(event)).containsExactly("builtFrom Commit " + sha + " OBSERVED");
    }
}
