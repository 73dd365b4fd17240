package dev.goldthread.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.SignedNote;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitViewTest {

    private static final SampleLog LOG = new SampleLog("a", 20);
    private static final SampleLog FORK = new SampleLog("b", 20);

    private static SplitView split(SignedNote smaller, int from, int to) {
        return new SplitView(smaller, FORK.note(to), FORK.root(from), FORK.proof(from, to));
    }

    @Test
    void twoHistoriesAreProven() {
        for (int to = 10; to <= 20; to++) {
            assertThat(split(LOG.note(10), 10, to).isProven(LOG.keys())).as("to %d", to).isTrue();
        }
    }

    @Test
    void oneHistoryIsNot() {
        assertThat(split(FORK.note(10), 10, 20).isProven(LOG.keys())).isFalse();
        assertThat(split(LOG.note(SampleLog.FORK), SampleLog.FORK, 20).isProven(LOG.keys()))
                .isFalse();
    }

    @Test
    void aClaimNeedsSignaturesAndItsProof() {
        SplitView proven = split(LOG.note(10), 10, 20);
        assertThat(proven.isProven(List.of())).isFalse();
        assertThat(
                        new SplitView(
                                        proven.smaller(),
                                        proven.larger(),
                                        LOG.root(9),
                                        proven.proof())
                                .isProven(LOG.keys()))
                .isFalse();
        Cosigner stranger = new Cosigner(new KeyName("w"), SampleLog.key(5));
        SignedNote made =
                new SignedNote(
                        LOG.note(10).text(), List.of(stranger.cosign(LOG.note(10).text(), 1)));
        assertThat(split(made, 10, 20).isProven(LOG.keys())).isFalse();
    }
}
