package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.seal.MalformedException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {

    private static final SampleLog LOG = new SampleLog("a", 100);
    private static final String HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

    private static String note() {
        return new String(LOG.note(100).toBytes(), UTF_8);
    }

    private static AddCheckpoint parse(String body) {
        return AddCheckpoint.parse(body.getBytes(UTF_8));
    }

    @Test
    void readsWhatItWrites() {
        for (int from : new int[] {0, 1, 64, 77, 100}) {
            AddCheckpoint request = LOG.request(from, 100);
            assertThat(AddCheckpoint.parse(request.toBytes())).isEqualTo(request);
        }
    }

    @Test
    void hasTheFormOfTheProtocol() {
        assertThat(new String(LOG.request(0, 100).toBytes(), UTF_8))
                .isEqualTo("old 0\n\n" + note());
        assertThat(parse("old 20852014\n" + HASH + HASH + "\n" + note()))
                .satisfies(request -> assertThat(request.oldSize()).isEqualTo(20852014))
                .satisfies(request -> assertThat(request.proof()).hasSize(2))
                .satisfies(request -> assertThat(request.checkpoint().size()).isEqualTo(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "old 1\n",
                "old 1\n\n",
                "old -1\n\n%s",
                "old 01\n\n%s",
                "old\n\n%s",
                "old  1\n\n%s",
                "old 1 \n\n%s",
                "Old 1\n\n%s",
                "old 9223372036854775808\n\n%s",
                "old 1\r\n\n%s",
                "old 1\n%s",
                "old 1\nAAAA\n\n%s",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n\n%s",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw\n\n%s",
                "old 1\n PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\n%s",
                "old 1\n\n\n%s",
                "old 1\n\ntext\n\n— name AAAAAAA=\n",
                "old 1\n\n%sx",
            })
    void refusesEveryOtherForm(String form) {
        assertThatThrownBy(() -> parse(form.contains("%s") ? form.formatted(note()) : form))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void boundsProofAndLength() {
        assertThat(parse("old 1\n" + HASH.repeat(63) + "\n" + note()).proof()).hasSize(63);
        assertThatThrownBy(() -> parse("old 1\n" + HASH.repeat(64) + "\n" + note()))
                .hasMessageContaining("at most 63");
        byte[] body = LOG.request(0, 100).toBytes();
        assertThatThrownBy(
                        () ->
                                AddCheckpoint.parse(
                                        Arrays.copyOf(body, AddCheckpoint.LENGTH_MAX_BYTES + 1)))
                .hasMessageContaining("at most 64 KiB");
    }

    @Test
    void everyChangedOrMissingByteIsRefusedOrReadAsSomethingElse() {
        AddCheckpoint request = LOG.request(77, 100);
        byte[] body = request.toBytes();
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertOther(changed, request);
            assertOther(Arrays.copyOf(body, i), request);
        }
    }

    private static void assertOther(byte[] body, AddCheckpoint request) {
        try {
            assertThat(AddCheckpoint.parse(body)).isNotEqualTo(request);
        } catch (MalformedException e) {
            assertThat(e.field()).isNotEmpty();
        }
    }

    @Test
    void theCheckpointIsTheNotes() {
        assertThatThrownBy(
                        () ->
                                new AddCheckpoint(
                                        0, List.of(), LOG.note(5), LOG.request(0, 6).checkpoint()))
                .isInstanceOf(MalformedException.class);
    }
}
