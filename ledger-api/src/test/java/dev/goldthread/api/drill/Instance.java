package dev.goldthread.api.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several {@code goldthread serve} on one cluster, in a process of its own, and how it is
 * asked. Questions may come from any thread.
 */
final class Instance implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

    /** What has to be the same on every instance, but for the evidence. */
    private static final List<String> SHARED =
            List.of("secrets/tokens", "secrets/nonce.secret", "operator.token");

    private final String address;
    private final Path data;
    private final Part part;

    Instance(String name, int port, Outside outside) throws IOException {
        address = "127.0.0.1:" + port;
        data = outside.data(name);
        List<String> arguments =
                new ArrayList<>(outside.arguments(name, "gate,sealer,projector,api", port));
        arguments.addAll(List.of("--advertise", "http://" + address));
        part = new Part(name, outside.folder(), arguments);
    }

    /** Gives a folder what its instance has to share with the first one. */
    static void share(Path first, Path other) throws IOException {
        for (String file : SHARED) {
            Path to = other.resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(first.resolve(file), to);
        }
    }

    Part part() {
        return part;
    }

    Path data() {
        return data;
    }

    /** As other instances and answers call it. */
    String address() {
        return address;
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body, int waitSeconds)
            throws IOException, InterruptedException {
        HttpRequest request =
                request(path)
                        .header("Content-Type", type)
                        .header("Prefer", "wait=" + waitSeconds)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(ANSWER_MAX)
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(data.resolve("operator.token")).strip());
    }

    JsonNode answer(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return json(response.body());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        part.close();
    }
}
