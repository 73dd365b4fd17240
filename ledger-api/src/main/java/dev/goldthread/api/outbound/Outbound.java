package dev.goldthread.api.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges with a server that may be slow, wrong or hostile. Built on HttpURLConnection, which
 * keeps connections alive and lets a command end at once. Safe for any thread.
 *
 * @param connectMax how long a connection may take
 * @param readMax how long the server may be silent
 */
public record Outbound(Duration connectMax, Duration readMax) {

    public static final Outbound DEFAULT =
            new Outbound(Duration.ofSeconds(5), Duration.ofSeconds(20));

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * The base address that {@code text} is, without slashes at its end.
     *
     * @throws IllegalArgumentException unless it is http or https with a host, and has neither
     *     user, query nor fragment
     */
    public static URI base(String text) {
        URI uri = URI.create(text.replaceAll("/+$", ""));
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "address must be http://HOST… or https://HOST…, but is \"%s\"".formatted(text));
        }
        return uri;
    }

    /**
     * Asks for {@code uri}.
     *
     * @param lengthMaxBytes of the answer's body
     * @throws IOException when there is no answer, or a longer one
     */
    public Answer get(URI uri, int lengthMaxBytes) throws IOException {
        return get(uri, Map.of(), lengthMaxBytes);
    }

    /**
     * Asks with headers; see {@link #get}.
     *
     * @param headers such as a token for this server
     */
    public Answer get(URI uri, Map<String, String> headers, int lengthMaxBytes) throws IOException {
        HttpURLConnection connection = connect(uri, "GET");
        headers.forEach(connection::setRequestProperty);
        return answer(connection, lengthMaxBytes);
    }

    /** Sends {@code body}; see {@link #get}. */
    public Answer post(URI uri, String contentType, byte[] body, int lengthMaxBytes)
            throws IOException {
        HttpURLConnection connection = connect(uri, "POST");
        connection.setRequestProperty("Content-Type", contentType);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection, lengthMaxBytes);
    }

    private HttpURLConnection connect(URI uri, String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false); // the address was chosen, not its neighbours
        connection.setConnectTimeout((int) connectMax.toMillis());
        connection.setReadTimeout((int) readMax.toMillis());
        connection.setUseCaches(false);
        return connection;
    }

    private static Answer answer(HttpURLConnection connection, int lengthMaxBytes)
            throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("it does not speak HTTP");
        }
        InputStream stream =
                status < 400 ? connection.getInputStream() : connection.getErrorStream();
        byte[] body = {};
        if (stream != null) {
            try (stream) {
                body = stream.readNBytes(lengthMaxBytes + 1);
            }
        }
        if (body.length > lengthMaxBytes) {
            connection.disconnect();
            throw new IOException("its answer is longer than %d bytes".formatted(lengthMaxBytes));
        }
        String type = Optional.ofNullable(connection.getContentType()).orElse("");
        return new Answer(status, type.split(";", 2)[0].strip(), body);
    }
}
