package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.NOON;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphRows.Applied;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.core.seal.Tile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log index against a Merkle tree of the same leaves in memory. */
class LogViewTest {

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final Random random = new Random(3);
    private final Map<Product, LogHead> heads = new HashMap<>();
    private final MerkleTree tree = new MerkleTree();
    private final List<Seal> seals = new ArrayList<>();
    private GraphDatabase database;
    private PendingRows rows;
    private long offset;

    @BeforeEach
    void open() {
        database = StoreFolder.open(root.resolve("store"), memory);
        rows = new PendingRows(database);
    }

    @AfterEach
    void close() {
        database.close();
        memory.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537})
    void provesWhatTheTreeInMemoryProves(int size) {
        grow(size);

        ask(
                log -> {
                    assertThat(log.size()).isEqualTo(size);
                    assertThat(Proofs.root(log.nodes(size), size)).isEqualTo(tree.root());
                    for (int i = 0; i < 20; i++) {
                        long part = 1 + random.nextInt(size);
                        long seq = random.nextLong(part);
                        assertThat(Proofs.inclusion(log.nodes(part), seq, part))
                                .isEqualTo(Proofs.inclusion(tree, seq, part));
                        assertThat(Proofs.consistency(log.nodes(size), part, size))
                                .isEqualTo(Proofs.consistency(tree, part, size));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 700, 65_537})
    void givesEveryTileAndBundleThatTheTreeHas(int size) {
        grow(size);

        ask(
                log -> {
                    for (int level = 0; size >> (Tile.HEIGHT * level) > 0; level++) {
                        long last = ((size >> (Tile.HEIGHT * level)) - 1) / Tile.WIDTH_FULL;
                        tileIsThere(log, Tile.inTree(level, 0, size));
                        tileIsThere(log, Tile.inTree(level, last, size));
                        tileIsThere(log, new Tile(level, 0, 1));
                    }
                    EntryBundle bundle = new EntryBundle((size - 1) / 256, (size - 1) % 256 + 1);
                    assertThat(bundle.decode(log.entries(bundle).orElseThrow()))
                            .isEqualTo(seals.subList((int) bundle.firstSeq(), size));
                });
    }

    private void tileIsThere(LogView log, Tile tile) {
        List<Digest> hashes = new ArrayList<>();
        for (int i = 0; i < tile.width(); i++) {
            hashes.add(tree.node(Tile.HEIGHT * tile.level(), tile.index() * Tile.WIDTH_FULL + i));
        }
        assertThat(tile.decode(log.tile(tile).orElseThrow())).isEqualTo(hashes);
    }

    @Test
    void hasNothingBeyondItsEnd() {
        grow(257);

        ask(
                log -> {
                    assertThat(log.tile(new Tile(0, 1, 2))).isEmpty();
                    assertThat(log.tile(new Tile(1, 0, 2))).isEmpty();
                    assertThat(log.tile(new Tile(2, 0, 1))).isEmpty();
                    assertThat(log.entries(new EntryBundle(1, 2))).isEmpty();
                    assertThatThrownBy(() -> log.nodes(258))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("257");
                });
    }

    /** Tiles are kept between looks; a look that is older must not see what came later. */
    @Test
    void aLookSeesTheTilesOfItsOwnTime() {
        grow(300);
        rows.write(offset);
        try (GraphReader before = new GraphReader(database, () -> true, () -> {})) {
            assertThat(before.log(PUMP).tile(new Tile(0, 1, 44))).isPresent();
            grow(700);
            ask(
                    log -> {
                        tileIsThere(log, new Tile(0, 1, 44));
                        tileIsThere(log, new Tile(0, 1, 45));
                        tileIsThere(log, new Tile(0, 1, 256));
                        tileIsThere(log, new Tile(1, 0, 2));
                    });
            assertThat(before.log(PUMP).tile(new Tile(0, 1, 44))).isPresent();
            assertThat(before.log(PUMP).tile(new Tile(0, 1, 45))).isEmpty();
            assertThat(before.log(PUMP).tile(new Tile(0, 1, 256))).isEmpty();
            assertThat(before.log(PUMP).tile(new Tile(1, 0, 2))).isEmpty();
        }
    }

    @Test
    void whatACallerDoesToATileIsItsOwnAffair() {
        grow(256);

        ask(log -> Arrays.fill(log.tile(new Tile(0, 0, 256)).orElseThrow(), (byte) 7));

        ask(log -> tileIsThere(log, new Tile(0, 0, 256)));
    }

    /** Products stand among each other in a partition, and a store is closed now and then. */
    @Test
    void keepsLogsApartAndGoesOnAfterReopening() {
        for (int i = 0; i < 600; i++) {
            append(PUMP);
            append(LAB);
            if (i % 101 == 0) {
                rows.write(offset);
                database.flush();
                database.close();
                open();
            }
        }

        ask(
                log -> {
                    assertThat(Proofs.root(log.nodes(600), 600)).isEqualTo(tree.root());
                    assertThat(Proofs.inclusion(log.nodes(600), 299, 600))
                            .isEqualTo(Proofs.inclusion(tree, 299, 600));
                });
    }

    private void grow(int size) {
        while (tree.size() < size) {
            append(PUMP);
            if (random.nextInt(500) == 0) {
                rows.write(offset);
            }
        }
    }

    private void append(Product product) {
        Sealed sealed =
                Chain.seal(
                        heads.getOrDefault(product, LogHead.EMPTY),
                        NOON.getEpochSecond() * 1_000_000 + offset,
                        EventSchema.HASH,
                        Digest.sha256("body " + offset));
        heads.put(product, sealed.next());
        rows.begin(offset++, sealed.seal(), sealed.seal().leaf());
        rows.advance(
                new LedgerEntry(
                        product,
                        sealed.seal().seq(),
                        sealed.seal().sealedAt(),
                        sealed.leaf(),
                        new LedgerEntry.Content.Opaque("no event")),
                Applied.NEW);
        if (product.equals(PUMP)) {
            tree.append(sealed.leaf());
            seals.add(sealed.seal());
        }
    }

    private void ask(Consumer<LogView> question) {
        rows.write(offset);
        try (GraphReader graph = new GraphReader(database, () -> true, () -> {})) {
            question.accept(graph.log(PUMP));
        }
    }
}
