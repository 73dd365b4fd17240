package dev.goldthread.streams.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The embedded registry over HTTP on loopback, for consumers in other processes.
 *
 * <p>Every request needs basic authentication: any user name, and the token as the password.
 * Thread-safe.
 */
public final class RegistryEndpoint implements AutoCloseable {

    private static final int BODY_BYTES_MAX = 1024 * 1024;
    private static final int TOKEN_LENGTH_MIN = 16;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryRoutes routes;
    private final byte[] token;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RegistryEndpoint(EmbeddedRegistry registry, String token, HttpServer server) {
        this.routes = new RegistryRoutes(registry);
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.server = server;
    }

    /**
     * Serves {@code registry} until {@link #close}.
     *
     * @param port 0 takes a free one
     * @param token at least 16 characters; keep it as a secret file
     */
    public static RegistryEndpoint start(EmbeddedRegistry registry, int port, String token) {
        if (token.length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "the registry's token must have at least %d characters, but has %d; generate one"
                            .formatted(TOKEN_LENGTH_MIN, token.length()));
        }
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
            HttpServer server = HttpServer.create(address, 0);
            RegistryEndpoint endpoint = new RegistryEndpoint(registry, token, server);
            server.setExecutor(endpoint.threads);
            server.createContext("/", endpoint::handle);
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the schema registry cannot listen on port %d; choose another".formatted(port),
                    e);
        }
    }

    /** What {@code schema.registry.url} is for consumers on this machine. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isAuthorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange);
            } else {
                exchange.getResponseHeaders()
                        .set("WWW-Authenticate", "Basic realm=\"schema registry\"");
                fail(exchange, 401, 401, "Unauthorized: give the token as the password");
            }
        }
    }

    private boolean isAuthorized(@Nullable String header) {
        if (header == null || !header.startsWith("Basic ")) {
            return false;
        }
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
        String text = new String(pair, StandardCharsets.UTF_8);
        byte[] password = text.substring(text.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(password, token); // in constant time
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            requireReadable(exchange);
            send(exchange, 200, routes.answer(call(exchange)));
        } catch (RegistryRefusedException e) {
            fail(exchange, e.status(), e.errorCode(), String.valueOf(e.getMessage()));
        } catch (RegistryUnavailableException e) {
            fail(exchange, 500, 50001, "Error in the backend data store: " + e.getMessage());
        } catch (RuntimeException e) {
            fail(exchange, 500, 50001, "Error in the schema registry: " + e);
        }
    }

    private static void requireReadable(HttpExchange exchange) {
        if (MediaTypes.answer(header(exchange, "Accept")).isEmpty()) {
            throw new RegistryRefusedException(
                    406, 406, "HTTP 406 Not Acceptable: accept " + MediaTypes.preferred());
        }
        if (!MediaTypes.isRead(header(exchange, "Content-Type"))) {
            throw new RegistryRefusedException(
                    415, 415, "HTTP 415 Unsupported Media Type: send " + MediaTypes.preferred());
        }
    }

    /** Several headers of one name are one list (RFC 9110, section 5.3). */
    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().get(name))
                .map(values -> String.join(",", values));
    }

    private static RegistryCall call(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        List<String> path =
                Arrays.stream(uri.getRawPath().split("/"))
                        .filter(segment -> !segment.isEmpty())
                        .map(segment -> decoded(segment.replace("+", "%2B")))
                        .toList();
        return new RegistryCall(
                exchange.getRequestMethod(),
                path,
                query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                body(exchange));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusedException(400, 400, "the address is not percent-encoded");
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw new RegistryRefusedException(
                    413, 413, "the body must have at most %d bytes".formatted(BODY_BYTES_MAX));
        }
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RegistryRefusedException(400, 400, "the body must be JSON");
        }
    }

    private static void fail(HttpExchange exchange, int status, int errorCode, String message)
            throws IOException {
        send(
                exchange,
                status,
                JSON.createObjectNode().put("error_code", errorCode).put("message", message));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        MediaTypes.answer(header(exchange, "Accept"))
                                .orElse(MediaTypes.preferred()));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
