package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 0, 1, tile/0/000.p/1",
        "1, 999, 256, tile/1/999",
        "0, 1000, 17, tile/0/x001/000.p/17",
        "3, 1234067, 255, tile/3/x001/x234/067.p/255",
        "0, 36028797018963967, 256, tile/0/x036/x028/x797/x018/x963/967",
    })
    void writesAndReadsPaths(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);
        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parsePath(path)).isEqualTo(tile);
        EntryBundle bundle = new EntryBundle(index, width);
        String entries = path.replaceFirst("tile/[0-9]/", "tile/entries/");
        assertThat(bundle.path()).isEqualTo(entries);
        assertThat(EntryBundle.parsePath(entries)).isEqualTo(bundle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "0",
                "00",
                "0000",
                "x000",
                "x000/001",
                "000/001",
                "x001/",
                "x001/1",
                "X001/234",
                "001.p",
                "001.p/",
                "001.p/0",
                "001.p/01",
                "001.p/256",
                "001.p/257",
                "001.p/-1",
                "001.P/1",
                "001.p/1/",
                "../001",
                "%30%30%30",
                "٠٠١",
                "999/999/999/999/999/999",
                "x999/x999/x999/x999/x999/x999/999",
                "x036/x028/x797/x018/x963/968"
            })
    void refusesEveryOtherPath(String end) {
        assertThatThrownBy(() -> Tile.parsePath("tile/0/" + end))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> EntryBundle.parsePath("tile/entries/" + end))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/8/000",
                "tile/00/000",
                "tile/-1/000",
                "tile//000",
                "tile/entries/000",
                "0/000",
                "/tile/0/000"
            })
    void refusesEveryOtherLevel(String path) {
        assertThatThrownBy(() -> Tile.parsePath(path)).isInstanceOf(MalformedException.class);
    }

    /** The example of C2SP tlog-tiles, "Partial Tiles": a tree of 70,000. */
    @Test
    void knowsHowWideEachTileOfATreeIs() {
        assertThat(Tile.inTree(0, 272, 70_000)).isEqualTo(new Tile(0, 272, 256));
        assertThat(Tile.inTree(0, 273, 70_000)).isEqualTo(new Tile(0, 273, 112));
        assertThat(Tile.inTree(1, 0, 70_000)).isEqualTo(new Tile(1, 0, 256));
        assertThat(Tile.inTree(1, 1, 70_000)).isEqualTo(new Tile(1, 1, 17));
        assertThat(Tile.inTree(2, 0, 70_000)).isEqualTo(new Tile(2, 0, 1));
        assertThat(Tile.inTree(1, 0, 256)).isEqualTo(new Tile(1, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 274, 70000",
        "1, 2, 70000",
        "3, 0, 70000",
        "0, 1, 256",
        "0, 0, 0",
        "0, -1, 70000",
        "0, 9223372036854775807, 70000",
        "0, 72057594037927935, 70000",
        "9, 0, 70000"
    })
    void hasNoTileOutsideTheTree(int level, long index, long size) {
        assertThatThrownBy(() -> Tile.inTree(level, index, size))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void readsTheHashesItWrites() {
        Random random = new Random(5);
        List<Digest> hashes = new ArrayList<>();
        for (int width = 1; width <= 256; width++) {
            hashes.add(SealTest.randomDigest(random));
            Tile tile = new Tile(0, 0, width);
            assertThat(tile.decode(tile.encode(hashes))).isEqualTo(hashes);
            byte[] tooLong = new byte[32 * width + 1];
            assertThatThrownBy(() -> tile.decode(tooLong))
                    .hasMessageContaining("length of tile/0/");
            assertThatThrownBy(() -> tile.encode(List.of())).hasMessageContaining("but is 0");
        }
    }

    @Test
    void entryBundleHoldsTheStoredSealsBehindTheirLength() {
        List<Seal> seals = new ArrayList<>();
        List<byte[]> stored = new ArrayList<>();
        for (JsonNode entry : GoldenVectors.entries()) {
            stored.add(GoldenVectors.hex(entry, "seal"));
            seals.add(Seal.parse(stored.getLast()));
        }
        EntryBundle bundle = new EntryBundle(0, seals.size());
        byte[] bytes = bundle.encode(seals);

        assertThat(bytes).hasSize(115 * seals.size());
        for (int i = 0; i < stored.size(); i++) {
            assertThat(Arrays.copyOfRange(bytes, 115 * i, 115 * i + 2)).containsExactly(0, 113);
            assertThat(Arrays.copyOfRange(bytes, 115 * i + 2, 115 * (i + 1)))
                    .isEqualTo(stored.get(i));
        }
        assertThat(bundle.decode(bytes)).isEqualTo(seals);
    }

    @Test
    void entryBundleRefusesOtherLengthsAndPositions() {
        List<Seal> seals =
                GoldenVectors.entries().stream()
                        .map(entry -> Seal.parse(GoldenVectors.hex(entry, "seal")))
                        .toList();
        EntryBundle bundle = new EntryBundle(0, seals.size());
        byte[] bytes = bundle.encode(seals);

        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> bundle.decode(cut)).hasMessageContaining("1035 bytes");
        byte[] otherLength = bytes.clone();
        otherLength[1] = 112;
        assertThatThrownBy(() -> bundle.decode(otherLength)).hasMessageContaining("but is 112");
        byte[] otherSeq = bytes.clone();
        otherSeq[2 + 16] ^= 1;
        assertThatThrownBy(() -> bundle.decode(otherSeq))
                .hasMessageStartingWith("seq of entry 0 in tile/entries/000.p/9 must be 0");
        assertThatThrownBy(() -> new EntryBundle(1, seals.size()).encode(seals))
                .hasMessageContaining("must be 256");
        assertThatThrownBy(() -> new EntryBundle(0, 8).encode(seals))
                .hasMessageContaining("8 in number");
    }
}
