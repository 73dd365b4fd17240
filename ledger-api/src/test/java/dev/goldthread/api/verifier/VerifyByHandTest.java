package dev.goldthread.api.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.goldthread.core.bundle.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the commands of docs/verify-by-hand.md as they stand there, with nothing but the system's
 * tools.
 */
class VerifyByHandTest {

    private static final Path PAGE = Path.of("..", "docs", "verify-by-hand.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```bash\n(.*?)```");

    @TempDir Path folder;

    private record Run(int exitCode, String out) {}

    @BeforeEach
    void requireTools() {
        for (String tool : List.of("bash", "openssl", "sha256sum", "od", "base64")) {
            assumeThat(isThere(tool)).as("%s is not installed here", tool).isTrue();
        }
    }

    private static boolean isThere(String tool) {
        try {
            return new ProcessBuilder("which", tool).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private Run run() throws Exception {
        String commands =
                BLOCK.matcher(Files.readString(PAGE))
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining());
        Process bash =
                new ProcessBuilder("bash", "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(bash.waitFor(), out);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "4, 5", "5, 7", "123, 300", "299, 300"})
    void thePagesCommandsVerifyAnEvent(int seq, int size) throws Exception {
        EventFixture.write(folder, seq, size);

        Run run = run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("body: ok", "root: ok", "entry " + seq + ", sealed at 2026-05-28T")
                .contains("Signature Verified Successfully");
        assertThat(run.out()).doesNotContain("DIFFERENT");
    }

    @ParameterizedTest
    @CsvSource({
        "body.avro, 10",
        "schema.avsc, 100",
        "seal.bin, 0",
        "seal.bin, 5",
        "seal.bin, 16",
        "seal.bin, 30",
        "seal.bin, 112",
        "proof.txt, 29",
        "proof.txt, 60",
        "checkpoint, 3",
        "checkpoint, 30",
        "checkpoint, 120",
        "key, 5",
        "key, 60"
    })
    void thePagesCommandsFindAChange(String file, int at) throws Exception {
        EventFixture.write(folder, 123, 300);
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        bytes[at] ^= 3;
        Files.write(folder.resolve(file), bytes);

        Run run = run();

        assertThat(run.exitCode()).as(run.out()).isNotZero();
    }

    @Test
    void theProgramAgrees() throws Exception {
        EventFixture.write(folder, 123, 300);
        assertThat(Verified.event(folder, Trust.NONE).report().flaws()).isEmpty();
    }
}
