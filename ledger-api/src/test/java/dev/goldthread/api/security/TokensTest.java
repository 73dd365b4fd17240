package dev.goldthread.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.embedded.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    @TempDir private Path folder;

    @Test
    void theFirstStartMakesTheOperatorsTokenAndKeepsItsHashOnly() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            Tokens tokens = Tokens.of(data);
            String token = Files.readString(folder.resolve("operator.token")).strip();

            assertThat(token).matches("gt_[0-9a-f]{64}");
            assertThat(tokens.principal(token))
                    .hasValue(new Principal("operator", Set.of(Role.OPERATOR)));
            assertThat(tokens.principal(token + "0")).isEmpty();
            assertThat(tokens.principal("")).isEmpty();
            assertThat(Files.readString(folder.resolve("secrets/tokens"))).doesNotContain(token);
        }
    }

    @Test
    void theHashStandsWhenTheTokenFileIsTakenAway() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            Tokens.of(data);
            String token = Files.readString(folder.resolve("operator.token")).strip();
            Files.delete(folder.resolve("operator.token"));

            assertThat(Tokens.of(data).principal(token)).isPresent();
            assertThat(folder.resolve("operator.token")).doesNotExist();
        }
    }

    @Test
    void otherPrincipalsActInTheirRolesOnly() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            Tokens.of(data);
            byte[] salt = new byte[16];
            Digest hash = Digest.sha256(salt, "secret".getBytes(StandardCharsets.UTF_8));
            Files.writeString(
                    folder.resolve("secrets/tokens"),
                    "ci PRODUCER,READER %s %s\n".formatted(HexFormat.of().formatHex(salt), hash));

            Principal ci = Tokens.of(data).principal("secret").orElseThrow();

            assertThat(ci.mayActAs(Set.of(Role.READER))).isTrue();
            assertThat(ci.mayActAs(Set.of(Role.AUDITOR))).isFalse();
            assertThat(ci.mayActAs(Set.of())).isFalse();
        }
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            Tokens.of(data);
            Files.writeString(folder.resolve("secrets/tokens"), "operator OPERATOR\n");

            assertThatThrownBy(() -> Tokens.of(data)).hasMessageContaining("4 parts");
        }
    }
}
