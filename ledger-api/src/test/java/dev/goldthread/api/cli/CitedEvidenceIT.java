package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.core.event.Digest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Evidence that events cite: there, missing, erased, whole. */
class CitedEvidenceIT extends BesideANode {

    @Test
    void evidenceThatIsCitedButNotThereIsIncomplete() throws Exception {
        Path report = Files.writeString(folder.resolve("report.txt"), "report");
        assertThat(run("evidence", "put", report.toString()).exitCode()).isZero();
        emit(
                "cited.json",
                fleet(
                                Digest.sha256("report").hex(),
                                Digest.sha256("missing").hex(),
                                Digest.sha256("erased").hex())
                        .replace("\"fleet\"", "\"cited\""));

        Run checked = run("evidence", "check", "cited", "1.0", "-o", "json");
        JsonNode check = checked.json();

        assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(checked.err())
                .contains("missing.txt " + Digest.sha256("missing").hex().substring(0, 12))
                .contains("is ABSENT", "goldthread evidence put FILE")
                .doesNotContain("erased.txt");
        Map<String, String> states = new HashMap<>();
        Map<String, String> codes = new HashMap<>();
        for (JsonNode each : check.path("evidence")) {
            states.put(each.path("name").asText(), each.path("state").asText());
            codes.put(each.path("name").asText(), each.at("/findings/0/code").asText("none"));
        }
        assertThat(states)
                .containsOnly(
                        Map.entry("there.txt", "PRESENT"),
                        Map.entry("missing.txt", "ABSENT"),
                        Map.entry("erased.txt", "ERASED"));
        assertThat(codes)
                .containsOnly(
                        Map.entry("there.txt", "none"),
                        Map.entry("missing.txt", "INCOMPLETE"),
                        Map.entry("erased.txt", "ERASED"));
        assertThat(check.path("present").asInt()).isEqualTo(1);

        Path missing = Files.writeString(folder.resolve("missing.txt"), "missing");
        assertThat(run("evidence", "put", missing.toString()).exitCode()).isZero();
        Run again = run("evidence", "check", "cited", "1.0");
        assertThat(again.exitCode()).as("what was erased is on record").isZero();
        assertThat(again.err()).isEmpty();
    }

    @Test
    void anErasureThatWasTakenBackErasedNothing() throws Exception {
        String product = "undone-erasure";
        emit("erasing.json", erasing(product));
        String[] check = {"evidence", "check", product, "1.0", "-o", "json"};
        JsonNode before = run(check).json();
        assertThat(states(before)).containsEntry("erased.txt", "ERASED");
        emit("back.json", supersedes(product, "f-5"));

        Run after = run(check);

        assertThat(after.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(after.err()).contains("erased.txt");
        assertThat(states(after.json())).containsEntry("erased.txt", "ABSENT");
        Run then =
                run(
                        "evidence",
                        "check",
                        product,
                        "1.0",
                        "-o",
                        "json",
                        "--as-of-seq",
                        before.at("/asOf/seq").asText());
        assertThat(states(then.json()))
                .as("nobody had taken it back by then")
                .containsEntry("erased.txt", "ERASED");
    }

    private static Map<String, String> states(JsonNode check) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode each : check.path("evidence")) {
            states.put(each.path("name").asText(), each.path("state").asText());
        }
        return states;
    }

    /** A release with evidence, of which one report was erased on record. */
    private static String erasing(String product) {
        return fleet(
                        Digest.sha256("report").hex(),
                        Digest.sha256("missing").hex(),
                        Digest.sha256("erased").hex())
                .replace("\"fleet\"", "\"" + product + "\"");
    }

    @Test
    void evidenceComesInPiecesAndGoesOutWhole() throws Exception {
        byte[] content = new byte[9 * 1024 * 1024]; // more than one piece
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("recording.bin"), content);
        String digest = Digest.sha256(content).hex();
        Path back = folder.resolve("back.bin");

        Run put = run("evidence", "put", file.toString());
        Run again = run("evidence", "put", file.toString());
        Run get = run("evidence", "get", digest, "--out", back.toString());

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(put.out().strip()).isEqualTo(digest);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(get.exitCode()).as(get.err()).isZero();
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        HttpRequest part =
                HttpRequest.newBuilder(node.url().resolve("/v1/evidence/" + digest))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Files.readString(node.data().resolve("operator.token"))
                                                .strip())
                        .header("Range", "bytes=5-8")
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(part, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, 5, 9));
            assertThat(answer.headers().firstValue("Content-Range"))
                    .hasValue("bytes 5-8/" + content.length);
        }
        assertThat(run("evidence", "get", "0".repeat(64), "--out", back.toString()).exitCode())
                .isEqualTo(1);
    }
}
