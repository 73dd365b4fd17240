package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The API over HTTP. Built on HttpURLConnection, because the JDK's newer client takes a third of a
 * second to end. Not thread-safe.
 */
final class LedgerClient {

    private static final int CONNECT_MAX_MS = 5_000;
    private static final int ANSWER_MAX_MS = 60_000;
    private static final int DOWNLOAD_MAX_MS = 600_000;
    static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<String> token;

    /**
     * An answer that is not an error of transport or rights.
     *
     * @param json the body, missing when it is no JSON
     * @param retryAfterSeconds what the server asks for
     */
    record Answer(int status, String text, JsonNode json, OptionalInt retryAfterSeconds) {

        boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** What a problem says (RFC 9457), else the status. */
        String problem() {
            String detail = json.path("detail").asText(json.path("title").asText(""));
            return detail.isBlank() ? "HTTP status " + status : detail;
        }
    }

    LedgerClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** Percent-encodes one part of a path or query (RFC 3986 section 2.1). */
    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The body of a successful answer.
     *
     * @throws CliException for any other
     */
    JsonNode get(String path) {
        return successful(path, exchange("GET", path, Map.of(), Optional.empty())).json();
    }

    /** Like {@link #get}, as text. */
    String text(String path) {
        return successful(path, exchange("GET", path, Map.of(), Optional.empty())).text();
    }

    /** Like {@link #get}, an answer that is no JSON. */
    String plain(String path) {
        Answer answer = exchange("GET", path, Map.of(), Optional.empty());
        requireSuccess(path, answer);
        return answer.text();
    }

    /** Like {@link #get}, in a form of its own. */
    String plain(String path, String mediaType) {
        Answer answer = exchange("GET", path, accept(mediaType), Optional.empty());
        requireSuccess(path, answer);
        return answer.text();
    }

    /** Copies a successful answer on as it comes; it may be long. */
    void lines(String path, String mediaType, OutputStream out) {
        try {
            HttpURLConnection connection = connect("GET", path, accept(mediaType));
            connection.setReadTimeout(DOWNLOAD_MAX_MS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                requireSuccess(path, checkRights(answer(connection)));
            }
            try (InputStream body = connection.getInputStream()) {
                body.transferTo(out);
            }
            out.flush();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static Map<String, String> accept(String mediaType) {
        return Map.of("Accept", mediaType + ", application/problem+json");
    }

    /** Like {@link #plain}; empty when the server does not know what was asked for. */
    Optional<String> findPlain(String path) {
        Answer answer = exchange("GET", path, Map.of(), Optional.empty());
        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        requireSuccess(path, answer);
        return Optional.of(answer.text());
    }

    /** Like {@link #get}; empty when the server does not know what was asked for. */
    Optional<JsonNode> find(String path) {
        Answer answer = exchange("GET", path, Map.of(), Optional.empty());
        return answer.status() == HttpURLConnection.HTTP_NOT_FOUND
                ? Optional.empty()
                : Optional.of(successful(path, answer).json());
    }

    /** Writes the body of a successful answer to a file; it may take minutes to come. */
    void download(String path, Path file) {
        try {
            HttpURLConnection connection = connect("GET", path, Map.of("Accept", "*/*"));
            connection.setReadTimeout(DOWNLOAD_MAX_MS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                requireSuccess(path, checkRights(answer(connection)));
            }
            try (InputStream body = connection.getInputStream()) {
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Sends a body; the caller judges the status. */
    Answer post(String path, String contentType, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", contentType);
        return exchange("POST", path, all, Optional.of(body));
    }

    /** Like {@link #post}, with PUT. */
    Answer put(String path, String contentType, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", contentType);
        return exchange("PUT", path, all, Optional.of(body));
    }

    private static void requireSuccess(String path, Answer answer) {
        if (RefusedQuery.isOne(answer)) {
            throw CliException.usage(RefusedQuery.inOptions(path, answer.problem()));
        }
        if (answer.status() == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw CliException.unreachable(
                    "the ledger cannot answer now: %s; try again".formatted(answer.problem()));
        }
        if (!answer.isOk()) {
            throw CliException.error(answer.problem());
        }
    }

    private Answer successful(String path, Answer answer) {
        requireSuccess(path, answer);
        if (answer.json().isMissingNode()) {
            throw CliException.error(
                    "%s answered %s with something else than JSON; is it a Goldthread ledger?"
                            .formatted(base, path));
        }
        return answer;
    }

    private Answer exchange(
            String method, String path, Map<String, String> headers, Optional<byte[]> body) {
        try {
            HttpURLConnection connection = connect(method, path, headers);
            if (body.isPresent()) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.get().length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.get());
                }
            }
            return checkRights(answer(connection));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private CliException unreachable(IOException e) {
        return CliException.unreachable(
                "the ledger at %s cannot be reached: %s; start it with goldthread serve, or set --url"
                        .formatted(base, e.getMessage()));
    }

    private HttpURLConnection connect(String method, String path, Map<String, String> headers)
            throws IOException {
        URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false); // the token is for this address alone
        connection.setConnectTimeout(CONNECT_MAX_MS);
        connection.setReadTimeout(ANSWER_MAX_MS);
        connection.setRequestProperty(
                "Accept", "application/json, application/problem+json, text/plain");
        headers.forEach(connection::setRequestProperty);
        token.ifPresent(
                secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("it does not speak HTTP");
        }
        InputStream stream =
                status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String text = "";
        if (stream != null) {
            try (stream) {
                text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        int retryAfter = connection.getHeaderFieldInt("Retry-After", -1);
        return new Answer(
                status,
                text,
                parse(text),
                retryAfter < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfter));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // the caller says that it is no JSON
        }
    }

    private Answer checkRights(Answer answer) {
        return switch (answer.status()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    throw CliException.auth(
                            token.isEmpty()
                                    ? "the ledger at %s asks for a token; give one by --token or --token-file"
                                            .formatted(base)
                                    : "the ledger at %s does not know this token; check --token or --token-file"
                                            .formatted(base));
            case HttpURLConnection.HTTP_FORBIDDEN ->
                    throw CliException.auth(
                            "this token does not allow it: %s; ask an operator for the role"
                                    .formatted(answer.problem()));
            default -> answer;
        };
    }
}
