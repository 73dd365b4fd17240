package dev.goldthread.api.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.witness.AddCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessCrashTest {

    private static final SampleLog PUMP = new SampleLog("pump", "a", 400);
    private static final SampleLog FORK = new SampleLog("pump", "b", 400);

    @TempDir Path root;
    private Process process;
    private URI address;

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    private void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingWitness.class.getName(),
                                root.resolve("w").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        address = URI.create(out.readLine() + "/add-checkpoint");
    }

    private Answer post(AddCheckpoint request) throws IOException {
        return Outbound.DEFAULT.post(address, "text/plain", request.toBytes(), 1 << 16);
    }

    private void crashesOn(AddCheckpoint request) throws Exception {
        assertThatThrownBy(() -> post(request)).isInstanceOf(IOException.class);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
        start();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aCrashAroundKeepingLeavesOneHistory() throws Exception {
        start();
        crashesOn(PUMP.request(0, 320)); // not yet kept
        assertThat(text(post(FORK.request(1, 350)))).as("nothing was cosigned").isEqualTo("0\n");

        crashesOn(PUMP.request(0, 321)); // kept, not answered
        assertThat(post(FORK.request(321, 350)).status()).as("another history").isEqualTo(422);
        assertThat(text(post(FORK.request(0, 350)))).isEqualTo("321\n");
        assertThat(post(PUMP.request(321, 321)).status()).as("the log asks again").isEqualTo(200);
        assertThat(post(PUMP.request(321, 322)).status()).isEqualTo(200);

        crashesOn(PUMP.request(322, 324)); // not yet kept
        assertThat(text(post(PUMP.request(0, 390)))).isEqualTo("322\n");
        assertThat(post(PUMP.request(322, 326)).status()).isEqualTo(200);
    }
}
