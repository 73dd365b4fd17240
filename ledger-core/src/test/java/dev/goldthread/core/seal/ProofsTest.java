package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {

    private static final int SIZE_MAX = 130;

    private static List<Digest> leaves(int count) {
        Random random = new Random(count);
        List<Digest> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(SealTest.randomDigest(random));
        }
        return leaves;
    }

    private static MerkleTree tree(List<Digest> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::append);
        return tree;
    }

    @Test
    void compactRangeHasTheNaiveRootAtEverySize() {
        List<Digest> leaves = leaves(SIZE_MAX);
        MerkleTree whole = tree(leaves);
        CompactRange range = CompactRange.EMPTY;
        for (int size = 0; size <= SIZE_MAX; size++) {
            Digest root = NaiveMerkle.root(leaves.subList(0, size));
            assertThat(range.size()).isEqualTo(size);
            assertThat(range.root()).isEqualTo(root);
            assertThat(Proofs.root(whole, size)).isEqualTo(root);
            assertThat(CompactRange.parse(range.toBytes())).isEqualTo(range);
            if (size < SIZE_MAX) {
                range = range.append(leaves.get(size));
            }
        }
    }

    @Test
    void compactRangeRefusesOtherBytes() {
        CompactRange range = CompactRange.EMPTY;
        for (Digest leaf : leaves(11)) {
            range = range.append(leaf);
        }
        byte[] good = range.toBytes();
        for (int i = 0; i < 9; i++) {
            byte[] changed = good.clone();
            changed[i] ^= (byte) 0x80;
            assertThatThrownBy(() -> CompactRange.parse(changed))
                    .as("byte %d", i)
                    .isInstanceOf(MalformedException.class);
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> CompactRange.parse(cut))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void inclusionProofsAreTheNaiveOnesAndVerify() {
        List<Digest> leaves = leaves(SIZE_MAX);
        MerkleTree tree = tree(leaves);
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<Digest> d = leaves.subList(0, size);
            Digest root = NaiveMerkle.root(d);
            for (int seq = 0; seq < size; seq++) {
                List<Digest> path = Proofs.inclusion(tree, seq, size);
                assertThat(path).isEqualTo(NaiveMerkle.path(seq, d));
                assertThat(ProofVerifier.verifyInclusion(d.get(seq), seq, size, path, root))
                        .isTrue();
                assertNoOtherInclusion(d, seq, path, root);
            }
        }
    }

    /** No other leaf, position, size or length of path passes with this proof. */
    private static void assertNoOtherInclusion(
            List<Digest> d, int seq, List<Digest> path, Digest root) {
        int size = d.size();
        Digest leaf = d.get(seq);
        Digest other = d.get((seq + 1) % size);
        if (size > 1) {
            assertThat(ProofVerifier.verifyInclusion(other, seq, size, path, root)).isFalse();
            assertThat(ProofVerifier.verifyInclusion(leaf, (seq + 1) % size, size, path, root))
                    .isFalse();
        }
        assertThat(ProofVerifier.verifyInclusion(leaf, seq, size, plus(path, other), root))
                .isFalse();
        if (!path.isEmpty()) {
            List<Digest> shorter = path.subList(0, path.size() - 1);
            assertThat(ProofVerifier.verifyInclusion(leaf, seq, size, shorter, root)).isFalse();
        }
        assertThat(ProofVerifier.verifyInclusion(leaf, seq, size, path, other))
                .isEqualTo(size == 1);
        assertThat(ProofVerifier.verifyInclusion(leaf, seq, 4L * size, path, root))
                .as("too short for a larger tree, whatever root is claimed")
                .isFalse();
        assertThat(ProofVerifier.verifyInclusion(leaf, size, size, path, root)).isFalse();
        assertThat(ProofVerifier.verifyInclusion(leaf, -1, size, path, root)).isFalse();
        assertThat(ProofVerifier.verifyInclusion(leaf, seq, 0, path, root)).isFalse();
        assertThat(ProofVerifier.verifyInclusion(leaf, seq, -1, path, root)).isFalse();
    }

    @Test
    void consistencyProofsAreTheNaiveOnesAndVerify() {
        List<Digest> leaves = leaves(SIZE_MAX);
        MerkleTree tree = tree(leaves);
        List<Digest> roots = new ArrayList<>();
        for (int size = 0; size <= SIZE_MAX; size++) {
            roots.add(NaiveMerkle.root(leaves.subList(0, size)));
        }
        for (int to = 1; to <= SIZE_MAX; to++) {
            for (int from = 1; from <= to; from++) {
                List<Digest> path = Proofs.consistency(tree, from, to);
                assertThat(path).isEqualTo(NaiveMerkle.proof(from, leaves.subList(0, to)));
                assertThat(verify(from, to, path, roots)).isTrue();
                assertNoOtherConsistency(from, to, path, roots);
            }
        }
    }

    private static boolean verify(int from, int to, List<Digest> path, List<Digest> roots) {
        return ProofVerifier.verifyConsistency(from, roots.get(from), to, roots.get(to), path);
    }

    private static void assertNoOtherConsistency(
            int from, int to, List<Digest> path, List<Digest> roots) {
        Digest other = roots.getFirst();
        assertThat(verify(from, to, plus(path, other), roots)).isFalse();
        if (!path.isEmpty()) {
            assertThat(verify(from, to, path.subList(0, path.size() - 1), roots)).isFalse();
            assertThat(verify(from, to, path.subList(1, path.size()), roots)).isFalse();
        }
        assertThat(ProofVerifier.verifyConsistency(from, other, to, roots.get(to), path)).isFalse();
        assertThat(ProofVerifier.verifyConsistency(from, roots.get(from), to, other, path))
                .isFalse();
        if (from < to) {
            assertThat(
                            ProofVerifier.verifyConsistency(
                                    to, roots.get(to), from, roots.get(from), path))
                    .isFalse();
        }
        assertThat(
                        ProofVerifier.verifyConsistency(
                                from, roots.get(from), 4L * to, roots.get(to), path))
                .as("too short for a larger tree, whatever root is claimed")
                .isFalse();
        assertThat(ProofVerifier.verifyConsistency(0, other, to, roots.get(to), path)).isFalse();
        assertThat(ProofVerifier.verifyConsistency(-1, other, to, roots.get(to), path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 21, 64, 100, 130})
    void everyChangedByteOfAPathIsRefused(int size) {
        List<Digest> d = leaves(size);
        MerkleTree tree = tree(d);
        int seq = size / 3;
        List<Digest> inclusion = Proofs.inclusion(tree, seq, size);
        for (List<Digest> changed : mutations(inclusion)) {
            assertThat(ProofVerifier.verifyInclusion(d.get(seq), seq, size, changed, tree.root()))
                    .isFalse();
        }
        int from = seq + 1;
        Digest fromRoot = Proofs.root(tree, from);
        for (List<Digest> changed : mutations(Proofs.consistency(tree, from, size))) {
            assertThat(ProofVerifier.verifyConsistency(from, fromRoot, size, tree.root(), changed))
                    .isFalse();
        }
    }

    private static List<List<Digest>> mutations(List<Digest> path) {
        List<List<Digest>> mutations = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            for (int j = 0; j < Digest.LENGTH_BYTES; j++) {
                byte[] bytes = path.get(i).toBytes();
                bytes[j] ^= (byte) (1 << (j % 8));
                List<Digest> changed = new ArrayList<>(path);
                changed.set(i, Digest.of(bytes));
                mutations.add(changed);
            }
        }
        assertThat(mutations).isNotEmpty();
        return mutations;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 511, 513, 1000, 66_000})
    void proofsFromTilesAreThoseFromMemory(int size) {
        MerkleTree tree = tree(leaves(size));
        Map<String, byte[]> published = publish(tree, size);
        TileNodes tiles =
                new TileNodes(size, tile -> Optional.ofNullable(published.get(tile.path())));
        assertThat(Proofs.root(tiles, size)).isEqualTo(tree.root());
        Random random = new Random(size);
        for (int i = 0; i < 50; i++) {
            long seq = random.nextInt(size);
            assertThat(Proofs.inclusion(tiles, seq, size))
                    .isEqualTo(Proofs.inclusion(tree, seq, size));
            assertThat(Proofs.consistency(tiles, seq + 1, size))
                    .isEqualTo(Proofs.consistency(tree, seq + 1, size));
        }
    }

    /** The tiles of C2SP tlog-tiles for this size, partial ones only on the right. */
    private static Map<String, byte[]> publish(MerkleTree tree, long size) {
        Map<String, byte[]> published = new HashMap<>();
        for (int level = 0; size >> (8 * level) > 0; level++) {
            long hashes = size >> (8 * level);
            for (long index = 0; index * 256 < hashes; index++) {
                Tile tile = Tile.inTree(level, index, size);
                List<Digest> content = new ArrayList<>();
                for (int i = 0; i < tile.width(); i++) {
                    content.add(tree.node(8 * level, index * 256 + i));
                }
                published.put(tile.path(), tile.encode(content));
            }
        }
        return published;
    }

    @Test
    void missingTilesAndNodesAreErrors() {
        TileNodes nothing = new TileNodes(300, tile -> Optional.empty());
        assertThatThrownBy(() -> Proofs.inclusion(nothing, 0, 300))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> nothing.node(0, 300)).hasMessageContaining("index 300");
        MerkleTree five = tree(leaves(5));
        assertThatThrownBy(() -> five.node(2, 1)).hasMessageContaining("level 2, index 1");
        assertThatThrownBy(() -> Proofs.inclusion(five, 0, 6))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refusesToMakeImpossibleProofs() {
        MerkleTree five = tree(leaves(5));
        assertThatThrownBy(() -> Proofs.inclusion(five, 5, 5)).hasMessageContaining("but is 5");
        assertThatThrownBy(() -> Proofs.inclusion(five, -1, 5)).hasMessageContaining("but is -1");
        assertThatThrownBy(() -> Proofs.inclusion(five, 0, 0)).hasMessageContaining("size 0");
        assertThatThrownBy(() -> Proofs.consistency(five, 0, 5)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> Proofs.consistency(five, 5, 4)).hasMessageContaining("but is 5");
        assertThatThrownBy(() -> Proofs.root(five, -1)).hasMessageContaining("but is -1");
    }

    private static List<Digest> plus(List<Digest> path, Digest last) {
        List<Digest> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }
}
