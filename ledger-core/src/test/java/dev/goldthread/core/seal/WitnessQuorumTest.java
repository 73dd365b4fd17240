package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.WitnessQuorum.Outcome;
import dev.goldthread.core.seal.WitnessQuorum.Vote;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WitnessQuorumTest {

    private static final Origin ORIGIN = Origin.parse("ledger.example.org/infusion-pump");
    private static final NoteSigner LOG = new NoteSigner(ORIGIN.keyName(), key(9));
    private static final Cosigner FIRST = new Cosigner(new KeyName("w.example/1"), key(1));
    private static final Cosigner SECOND = new Cosigner(new KeyName("w.example/2"), key(2));
    private static final Cosigner THIRD = new Cosigner(new KeyName("w.example/3"), key(3));
    private static final SignedNote NOTE =
            LOG.sign(new Checkpoint(ORIGIN.text(), 7, Digest.sha256("root")));
    private static final WitnessQuorum TWO_OF_THREE =
            new WitnessQuorum(
                    List.of(FIRST.verifierKey(), SECOND.verifierKey(), THIRD.verifierKey()), 2);

    private static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[0] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    private static List<Outcome> outcomes(SignedNote note) {
        return TWO_OF_THREE.count(note).votes().stream().map(Vote::outcome).toList();
    }

    @Test
    void countsEachTrustedWitnessOnce() {
        SignedNote once = NOTE.with(FIRST.cosign(NOTE.text(), 100));
        SignedNote again = once.with(FIRST.cosign(NOTE.text(), 200));
        assertThat(TWO_OF_THREE.count(NOTE).cosigned()).isZero();
        assertThat(TWO_OF_THREE.count(again).isReached()).isFalse();
        assertThat(TWO_OF_THREE.count(again).votes().getFirst().timeSeconds())
                .isEqualTo(OptionalLong.of(200));
        SignedNote two = again.with(THIRD.cosign(NOTE.text(), 0));
        assertThat(TWO_OF_THREE.count(two).isReached()).isTrue();
        assertThat(outcomes(two))
                .containsExactly(Outcome.COSIGNED, Outcome.MISSING, Outcome.COSIGNED);
        assertThat(TWO_OF_THREE.count(two).message())
                .isEqualTo("2 of 3 witnesses cosigned, 2 required: w.example/2 is missing");
    }

    @Test
    void aWitnessUnknownOrUnderAnotherNameDoesNotCount() {
        Cosigner stranger = new Cosigner(new KeyName("w.example/4"), key(4));
        Cosigner renamed = new Cosigner(new KeyName("w.example/5"), key(1));
        SignedNote note =
                NOTE.with(stranger.cosign(NOTE.text(), 100)).with(renamed.cosign(NOTE.text(), 100));
        assertThat(outcomes(note)).containsOnly(Outcome.MISSING);
    }

    @Test
    void oneInvalidLineSpoilsItsWitness() {
        SignedNote note =
                NOTE.with(FIRST.cosign(NOTE.text(), 100))
                        .with(FIRST.cosign(NOTE.text() + "more\n", 100))
                        .with(SECOND.cosign(NOTE.text(), 100));
        assertThat(outcomes(note))
                .containsExactly(Outcome.INVALID, Outcome.COSIGNED, Outcome.MISSING);
        assertThat(TWO_OF_THREE.count(note).isReached()).isFalse();
    }

    @Test
    void theLogsOwnSignatureIsNoCosignature() {
        VerifierKey asWitness =
                new VerifierKey(
                        LOG.verifierKey().name(),
                        SignatureType.COSIGNATURE_V1,
                        LOG.verifierKey().publicKey());
        assertThat(new WitnessQuorum(List.of(asWitness), 1).count(NOTE).isReached()).isFalse();
    }

    @Test
    void refusesPoliciesThatMeanSomethingElseThanTheySay() {
        List<VerifierKey> one = List.of(FIRST.verifierKey());
        assertThatThrownBy(() -> new WitnessQuorum(one, 0)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> new WitnessQuorum(one, 2)).hasMessageContaining("but is 2");
        assertThatThrownBy(() -> new WitnessQuorum(List.of(LOG.verifierKey()), 1))
                .hasMessageContaining("of type 0x01");
        VerifierKey renamed = new Cosigner(new KeyName("other"), key(1)).verifierKey();
        assertThatThrownBy(() -> new WitnessQuorum(List.of(FIRST.verifierKey(), renamed), 1))
                .hasMessageContaining("one key stands twice");
    }
}
