package dev.goldthread.api.evidence;

import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Adobe's S3Mock, a server that speaks S3, as a process of its own on loopback. */
final class S3Server implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static S3Server start(Path folder) throws IOException, InterruptedException {
        int port = LoopbackPorts.free(1).getFirst();
        Path log = folder.resolve("s3.log");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Djava.io.tmpdir=" + folder,
                                        "-jar",
                                        jar().toString(),
                                        "--server.address=127.0.0.1",
                                        "--server.port=0",
                                        "--http.port=" + port))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        S3Server server = new S3Server(process, URI.create("http://127.0.0.1:" + port));
        Instant end = Instant.now().plus(START_MAX);
        while (!server.answers()) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                server.close();
                throw new IllegalStateException("S3Mock did not start: " + Files.readString(log));
            }
        }
        return server;
    }

    URI endpoint() {
        return endpoint;
    }

    private boolean answers() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(endpoint)
                                            .timeout(Duration.ofSeconds(20))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** A dependency of the tests, of which nothing but its path is used. */
    private static Path jar() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.contains("s3mock") && each.endsWith("-exec.jar"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
