package dev.goldthread.api.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class InflationTest {

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void whatWentIntoGzipComesOut() throws Exception {
        byte[] content = "<testsuite/>".getBytes(StandardCharsets.UTF_8);

        assertThat(Inflation.ofGzip(gzip(content))).isEqualTo(content);
        assertThat(Inflation.ofGzip(content)).as("no gzip").isSameAs(content);
    }

    @Test
    void aBombIsRefusedBeforeItIsLarge() throws Exception {
        byte[] bomb = gzip(new byte[Inflation.SIZE_BYTES_MAX + 1]);

        assertThatThrownBy(() -> Inflation.ofGzip(bomb)).hasMessageContaining("inflates-too-much");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new ZipEntry("part" + i));
                zip.write(new byte[4 * 1024 * 1024]);
            }
        }
        assertThatThrownBy(() -> Inflation.ofZip(out.toByteArray()))
                .hasMessageContaining("inflates-too-much");
    }

    @Test
    void halfAnArchiveIsNone() throws Exception {
        byte[] whole = gzip("0123456789".repeat(50).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Inflation.ofGzip(Arrays.copyOf(whole, whole.length / 2)))
                .hasMessageContaining("not-gzip");
    }
}
