package dev.goldthread.api.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.VerifierKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedLogTest {

    private static final VerifierKey ONE =
            new NoteSigner(new KeyName("log.example/a"), SampleLog.key(1)).verifierKey();
    private static final VerifierKey TWO =
            new NoteSigner(new KeyName("log.example/a"), SampleLog.key(2)).verifierKey();

    @Test
    void readsKeysAndOrigins() {
        List<WatchedLog> logs =
                WatchedLog.parse(
                        List.of(
                                "# ours",
                                "",
                                ONE.text(),
                                "  " + TWO.text() + "  ",
                                ONE.text() + "\ta database's tree"));
        assertThat(logs)
                .containsExactly(
                        new WatchedLog("log.example/a", List.of(ONE, TWO)),
                        new WatchedLog("a database's tree", List.of(ONE)));
    }

    @Test
    void refusesKeysOfWitnesses() {
        String witness = new Cosigner(new KeyName("w"), SampleLog.key(3)).verifierKey().text();
        assertThatThrownBy(() -> WatchedLog.parse(List.of(witness)))
                .hasMessageContaining("must be of type 0x01");
        assertThatThrownBy(() -> WatchedLog.parse(List.of("nonsense")))
                .hasMessageContaining("verifier key");
    }
}
