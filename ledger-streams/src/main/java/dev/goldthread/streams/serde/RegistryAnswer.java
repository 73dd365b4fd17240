package dev.goldthread.streams.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;

/**
 * What a registry said, for good: its yes or its no.
 *
 * @param url the registry, without its user
 * @param body a JSON object; where a refusal came without one, a missing node
 */
record RegistryAnswer(URI url, int status, JsonNode body) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads an answer.
     *
     * @throws IOException when no registry says so, or it cannot just now: 429, 5xx, a page, half a
     *     text, or a "not found" that is a web server's. Such a 404 must not pass for the
     *     registry's, because "no such schema" refuses a record for ever
     */
    static RegistryAnswer of(URI url, HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw new IOException("answers %d".formatted(status));
        }
        JsonNode body = parse(response.body());
        boolean isYes = status >= 200 && status < 300;
        boolean isRegistrys404 = body.path("error_code").asInt() / 100 == 404;
        if ((isYes && !body.isObject()) || (status == 404 && !isRegistrys404)) {
            throw new IOException(
                    "answers %d with %s that no Confluent-compatible registry sends; is the address a registry's, with its whole path?"
                            .formatted(
                                    status,
                                    response.headers()
                                            .firstValue("Content-Type")
                                            .orElse("a body")));
        }
        return new RegistryAnswer(url, status, body);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // the status tells enough
        }
    }

    boolean isNotFound() {
        return status == 404;
    }

    /**
     * @throws RegistryRefusedException when it said no
     */
    RegistryAnswer orRefuse(String what) {
        if (status >= 200 && status < 300) {
            return this;
        }
        throw new RegistryRefusedException(
                status,
                body.path("error_code").asInt(status),
                "the schema registry %s refuses to %s: status %d, %s; %s"
                        .formatted(
                                url,
                                what,
                                status,
                                body.path("message").asText("no reason given"),
                                remedy()));
    }

    private String remedy() {
        return switch (status) {
            case 401, 403 ->
                    "check the user (%s, or in %s) and what it may do"
                            .formatted(RegistryConfig.USER_INFO, RegistryConfig.URL);
            case 409 -> "change the schema so that it may follow the subject's versions";
            case 422 -> "see the reason";
            default ->
                    status < 400
                            ? "%s must be the address it leads to".formatted(RegistryConfig.URL)
                            : "check %s and the registry".formatted(RegistryConfig.URL);
        };
    }

    /** The schema id, from 1. */
    int id() {
        JsonNode id = body.path("id");
        if (!id.isInt() || id.intValue() < 1) {
            throw unusable("id", "a number from 1", id);
        }
        return id.intValue();
    }

    String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw unusable(field, "a text", value);
        }
        return value.textValue();
    }

    private RegistryUnavailableException unusable(String field, String wanted, JsonNode seen) {
        return new RegistryUnavailableException(
                "the answer of %s (status %d) must hold %s in field %s, but holds %s; is it a Confluent-compatible registry?"
                        .formatted(
                                url,
                                status,
                                wanted,
                                field,
                                seen.isMissingNode() ? "nothing" : seen.getNodeType()),
                null);
    }
}
