package dev.goldthread.streams.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A registry elsewhere, reached over Confluent's REST API ("Schema Registry API Reference").
 *
 * <p>Works with any server that speaks it, so it branches on the HTTP status, asks the error code
 * only whether a 404 is a registry's, and ignores fields it does not know. What a registry would
 * not say (no answer in time, a page, half a text) and what may pass (429, 5xx) is tried at the
 * next address, and again after a pause; a refusal is not. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    /** Beyond any schema; what is longer is no registry's answer. */
    private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryConfig config;
    private final RetryPolicy retry;
    private final HttpClient client;

    public HttpSchemaRegistry(RegistryConfig config, RetryPolicy retry) {
        this.config = config;
        this.retry = retry;
        this.client = HttpClient.newBuilder().connectTimeout(retry.answerMax()).build();
    }

    @Override
    public int register(String subject, String schemaText) {
        RegistryAnswer answer =
                ask("POST", "/subjects/" + encoded(subject) + "/versions", schemaBody(schemaText));
        return answer.orRefuse("register a schema in subject " + subject).id();
    }

    @Override
    public OptionalInt idOf(String subject, String schemaText) {
        RegistryAnswer answer =
                ask("POST", "/subjects/" + encoded(subject), schemaBody(schemaText));
        return answer.isNotFound()
                ? OptionalInt.empty()
                : OptionalInt.of(answer.orRefuse("look up a schema in subject " + subject).id());
    }

    @Override
    public Optional<String> schemaText(int id) {
        RegistryAnswer answer = ask("GET", "/schemas/ids/" + id, null);
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        JsonNode body = answer.orRefuse("read schema " + id).body();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            return Optional.empty(); // no event of ours, and no reason to stop at its record
        }
        return Optional.of(answer.text("schema"));
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        ObjectNode body = JSON.createObjectNode().put("compatibility", level.name());
        ask("PUT", "/config/" + encoded(subject), body.toString())
                .orRefuse("set the compatibility of subject " + subject);
    }

    private static String schemaBody(String schemaText) {
        return JSON.createObjectNode().put("schema", schemaText).toString();
    }

    /** A subject is one path segment, whatever is in it. */
    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private RegistryAnswer ask(String method, String path, @Nullable String body) {
        String last = "";
        @Nullable Exception cause = null;
        for (int round = 0; round < retry.roundsMax(); round++) {
            if (round > 0) {
                pause(round - 1);
            }
            for (URI url : config.urls()) {
                try {
                    return RegistryAnswer.of(url, send(method, url + path, body));
                } catch (IOException e) {
                    last = "%s: %s".formatted(url, e.getMessage() == null ? e : e.getMessage());
                    cause = e;
                }
            }
        }
        throw new RegistryUnavailableException(
                "no schema registry of %s answers (tried %d times; last: %s); check %s and the registry"
                        .formatted(config.urls(), retry.roundsMax(), last, RegistryConfig.URL),
                cause);
    }

    private HttpResponse<String> send(String method, String url, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", CONTENT_TYPE + ", application/json")
                        .header("Content-Type", CONTENT_TYPE)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        config.credentials()
                .ifPresent(credentials -> request.header("Authorization", basic(credentials)));
        return awaited(
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
    }

    /** Waits for the whole answer; a request's own timeout ends with its headers. */
    private HttpResponse<String> awaited(CompletableFuture<HttpResponse<String>> answer)
            throws IOException {
        try {
            return answer.get(retry.answerMax().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no whole answer within %d ms".formatted(retry.answerMax().toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking a registry", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String basic(RegistryConfig.Credentials credentials) {
        String plain = credentials.user() + ":" + credentials.password();
        return "Basic "
                + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private void pause(int round) {
        try {
            Thread.sleep(retry.pauseAfter(round));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for a registry", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
