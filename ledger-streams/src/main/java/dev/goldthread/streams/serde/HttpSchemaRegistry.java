package dev.goldthread.streams.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.jspecify.annotations.Nullable;

/**
 * A registry elsewhere, reached over Confluent's REST API ("Schema Registry API Reference").
 *
 * <p>Works with any server that speaks it, so it branches on the HTTP status only and ignores
 * fields it does not know. Timeouts, 429 and 5xx are tried at the next address, and again after a
 * pause. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
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
        Answer answer =
                ask("POST", "/subjects/" + encoded(subject) + "/versions", schemaBody(schemaText));
        return number(answer.orRefuse("register a schema in subject " + subject), "id");
    }

    @Override
    public OptionalInt idOf(String subject, String schemaText) {
        Answer answer = ask("POST", "/subjects/" + encoded(subject), schemaBody(schemaText));
        if (answer.status == 404) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                number(answer.orRefuse("look up a schema in subject " + subject), "id"));
    }

    @Override
    public Optional<String> schemaText(int id) {
        Answer answer = ask("GET", "/schemas/ids/" + id, null);
        if (answer.status == 404) {
            return Optional.empty();
        }
        JsonNode body = answer.orRefuse("read schema " + id);
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            throw new RegistryRefusedException(
                    422,
                    422,
                    "schema %d must be Avro without references, but is %s with %d references; register it as one text"
                            .formatted(id, type, body.path("references").size()));
        }
        if (!body.path("schema").isTextual()) {
            throw unusable("schema");
        }
        return Optional.of(body.path("schema").asText());
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

    private Answer ask(String method, String path, @Nullable String body) {
        String last = "";
        @Nullable IOException cause = null;
        for (int round = 0; round < retry.roundsMax(); round++) {
            if (round > 0) {
                pause(round - 1);
            }
            for (URI url : config.urls()) {
                try {
                    HttpResponse<String> response = send(method, url + path, body);
                    if (response.statusCode() < 500 && response.statusCode() != 429) {
                        return new Answer(response.statusCode(), response.body());
                    }
                    last = "%s answers %d".formatted(url, response.statusCode());
                } catch (IOException e) {
                    last = "%s: %s".formatted(url, e);
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
                        .timeout(retry.answerMax())
                        .header("Accept", CONTENT_TYPE + ", application/json")
                        .header("Content-Type", CONTENT_TYPE)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        config.credentials()
                .ifPresent(credentials -> request.header("Authorization", basic(credentials)));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking " + url, e);
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

    private static int number(JsonNode body, String field) {
        if (!body.path(field).isInt()) {
            throw unusable(field);
        }
        return body.path(field).asInt();
    }

    private static RegistryUnavailableException unusable(String field) {
        return new RegistryUnavailableException(
                "the registry's answer must hold the field %s, but does not; is it a Confluent-compatible registry?"
                        .formatted(field),
                null);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // a proxy's page, say; the status tells enough
        }
    }

    private record Answer(int status, String text) {

        JsonNode orRefuse(String what) {
            JsonNode body = parse(text);
            if (status >= 200 && status < 300) {
                return body;
            }
            throw new RegistryRefusedException(
                    status,
                    body.path("error_code").asInt(status),
                    "the schema registry refuses to %s: status %d, %s"
                            .formatted(
                                    what, status, body.path("message").asText("no reason given")));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
