package dev.goldthread.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio Registry 3.3.3 as users run it; Maven's profile {@code apicurio} unpacks it. */
@Tag("apicurio")
class ApicurioContractIT extends RegistryContract {

    private static final Path HOME = Path.of("target", "apicurio").toAbsolutePath();
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:[0-9]+)");

    private static Process process;
    private static String address;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assertThat(HOME.resolve("quarkus-run.jar")).as("mvn -Papicurio").exists();
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        HOME.resolve("quarkus-run.jar").toString());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        CompletableFuture<String> listening = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("apicurio").start(() -> readOut(listening));
        address = listening.get(90, TimeUnit.SECONDS);
    }

    private static void readOut(CompletableFuture<String> listening) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
        listening.completeExceptionally(new IllegalStateException("Apicurio ended"));
    }

    @AfterAll
    static void stop() throws Exception {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    String url() {
        return address + "/apis/ccompat/v7";
    }

    @Override
    Map<String, String> headers() {
        return Map.of();
    }

    @Override
    Map<Documented, String> differences() {
        Map<Documented, String> differences = new EnumMap<>(Documented.class);
        differences.put(Documented.GLOBAL_LEVEL_AT_FIRST, "NONE");
        differences.put(Documented.LEVEL_OF_SUBJECT_WITHOUT, "NONE");
        differences.put(Documented.DELETE_LEVEL_OF_SUBJECT_WITHOUT, "NONE");
        differences.put(Documented.MODE_OF_SUBJECT_WITHOUT, "READWRITE");
        differences.put(Documented.UNKNOWN_MODE, "422 42201");
        differences.put(Documented.REGISTER_WHEN_READ_ONLY, "registered");
        differences.put(Documented.VERSION_ZERO, "404 40402");
        differences.put(Documented.VERSION_IN_WORDS, "404 40402");
        differences.put(Documented.NO_SCHEMA, "500 0");
        differences.put(Documented.BODY_NOT_JSON, "400");
        differences.put(Documented.DELETE_SUBJECT_FOR_GOOD_FIRST, "409 40405");
        differences.put(Documented.DELETE_VERSION_TWICE, "409 40406");
        differences.put(Documented.DELETE_VERSION_FOR_GOOD_FIRST, "409 40407");
        differences.put(Documented.SUBJECTS_BY_PREFIX, "all");
        differences.put(Documented.CONFLICT_MESSAGES, "absent");
        differences.put(Documented.TYPE_FOR_ANYTHING, "application/json");
        differences.put(Documented.CONTEXTS, "[:.:]");
        return differences;
    }
}
