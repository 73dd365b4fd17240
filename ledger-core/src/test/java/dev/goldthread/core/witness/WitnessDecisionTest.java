package dev.goldthread.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.witness.WitnessDecision.Cosign;
import dev.goldthread.core.witness.WitnessDecision.NotConsistent;
import dev.goldthread.core.witness.WitnessDecision.OldAboveNew;
import dev.goldthread.core.witness.WitnessDecision.OtherRoot;
import dev.goldthread.core.witness.WitnessDecision.OtherSize;
import dev.goldthread.core.witness.WitnessDecision.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessDecisionTest {

    private static final SampleLog LOG = new SampleLog("a", 40);
    private static final SampleLog FORK = new SampleLog("b", 40);

    private static WitnessDecision decide(int known, AddCheckpoint request) {
        return WitnessDecision.of(LOG.keys(), Optional.of(LOG.note(known)), request);
    }

    private static WitnessDecision decideFirst(AddCheckpoint request) {
        return WitnessDecision.of(LOG.keys(), Optional.empty(), request);
    }

    @Test
    void cosignsEveryStepForward() {
        for (int from = 1; from <= 40; from++) {
            for (int to = from; to <= 40; to++) {
                assertThat(decide(from, LOG.request(from, to)))
                        .as("%d to %d", from, to)
                        .isInstanceOf(Cosign.class);
            }
        }
        assertThat(decideFirst(LOG.request(0, 40)).status()).isEqualTo(200);
        assertThat(decideFirst(LOG.request(0, 0)).status()).isEqualTo(200);
        assertThat(decide(0, LOG.request(0, 40)).status()).isEqualTo(200);
    }

    @Test
    void asksForTheSizeItKnows() {
        assertThat(decide(10, LOG.request(9, 20))).isEqualTo(new OtherSize(10));
        assertThat(decide(10, LOG.request(0, 20))).isEqualTo(new OtherSize(10));
        assertThat(decide(10, LOG.request(11, 20))).isEqualTo(new OtherSize(10));
        assertThat(decideFirst(LOG.request(5, 20))).isEqualTo(new OtherSize(0));
        assertThat(decide(10, LOG.request(5, 9)).status()).as("a smaller tree").isEqualTo(409);
    }

    @Test
    void refusesATreeBelowItsOwnStart() {
        AddCheckpoint request = AddCheckpoint.of(10, List.of(), LOG.note(9));
        assertThat(decide(10, request)).isEqualTo(new OldAboveNew(10, 9));
        assertThat(decide(10, request).status()).isEqualTo(400);
    }

    @Test
    void refusesAForkWithTheProofThatItIsOne() {
        assertThat(decide(10, FORK.request(10, 10)))
                .isInstanceOfSatisfying(
                        OtherRoot.class,
                        other -> {
                            assertThat(other.status()).isEqualTo(409);
                            assertThat(other.knownSize()).isEqualTo(10);
                            assertThat(other.split().isProven(LOG.keys())).isTrue();
                        });
        assertThat(decide(10, FORK.request(10, 20))).isEqualTo(new NotConsistent(10, 20));
        assertThat(decide(10, FORK.request(10, 20)).status()).isEqualTo(422);
        assertThat(decide(SampleLog.FORK, FORK.request(SampleLog.FORK, 20)).status())
                .as("both stories begin alike")
                .isEqualTo(200);
    }

    @Test
    void refusesEveryDamagedProof() {
        List<Digest> proof = LOG.proof(13, 37);
        for (int i = 0; i < proof.size(); i++) {
            List<Digest> changed = new ArrayList<>(proof);
            changed.set(i, Digest.ZERO);
            assertThat(decide(13, AddCheckpoint.of(13, changed, LOG.note(37))).status())
                    .isEqualTo(422);
            changed.remove(i);
            assertThat(decide(13, AddCheckpoint.of(13, changed, LOG.note(37))).status())
                    .isEqualTo(422);
        }
        assertThat(decideFirst(AddCheckpoint.of(0, proof, LOG.note(37))).status())
                .as("from nothing there is nothing to prove")
                .isEqualTo(422);
    }

    @Test
    void believesTheLogsKeysOnly() {
        Cosigner stranger = new Cosigner(new KeyName("w.example"), SampleLog.key(7));
        SignedNote note = LOG.note(20);
        SignedNote extra = note.with(stranger.cosign(note.text(), 1));
        assertThat(decide(10, AddCheckpoint.of(10, LOG.proof(10, 20), extra)))
                .isInstanceOfSatisfying(
                        Cosign.class, cosign -> assertThat(cosign.note()).isEqualTo(note));
        SignedNote unsigned = new SignedNote(note.text(), List.of(stranger.cosign(note.text(), 1)));
        AddCheckpoint request = AddCheckpoint.of(10, LOG.proof(10, 20), unsigned);
        assertThat(decide(10, request)).isInstanceOf(Untrusted.class);
        assertThat(decide(10, request).status()).isEqualTo(403);
        assertThat(WitnessDecision.of(List.of(), Optional.empty(), LOG.request(0, 20)).status())
                .isEqualTo(403);
    }
}
