package dev.goldthread.api.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.api.routing.Forwarded;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Another instance as far as HTTP goes, on loopback: what it answers, and how well, a test says.
 */
final class Fellow implements AutoCloseable {

    /** What would be right to a question: its path and its body. */
    interface Knowledge {
        String answer(String path, String question);
    }

    /** How an answer is given. */
    interface Manner {
        void give(HttpExchange exchange, String answer) throws IOException;
    }

    static final Manner WELL = Fellow::send;

    static final Manner NOT_READY =
            status(503, "{\"type\":\"https://goldthread.dev/problems/not-ready\"}");

    /** The connection closes in the middle of it. */
    static final Manner BREAKING_OFF =
            (exchange, answer) -> {
                byte[] bytes = bytes(answer);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
            };

    /** The same, where no length was told before. */
    static final Manner BREAKING_OFF_A_CHUNK =
            (exchange, answer) -> {
                byte[] bytes = bytes(answer);
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                // Else the server would end it properly.
                throw new IOException("broken off by the test");
            };

    private final HttpServer server;
    private final Knowledge knowledge;
    private final List<Manner> manners;
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    /**
     * @param manners of the first answer, the second, and so on; the last one of all further
     */
    Fellow(Knowledge knowledge, Manner... manners) throws IOException {
        this.knowledge = knowledge;
        this.manners = List.of(manners);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(
                "%s %s %s"
                        .formatted(
                                path,
                                exchange.getRequestHeaders().getFirst("Authorization"),
                                exchange.getRequestHeaders().getFirst(Forwarded.HEADER)));
        String question =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Manner manner = manners.get(Math.min(answers.getAndIncrement(), manners.size() - 1));
        manner.give(exchange, knowledge.answer(path, question));
        exchange.close();
    }

    /** Something else is said, in full. */
    static Manner saying(String text) {
        return (exchange, _) -> send(exchange, text);
    }

    /** Something else is made of what would be right. */
    static Manner changing(UnaryOperator<String> change) {
        return (exchange, answer) -> send(exchange, change.apply(answer));
    }

    static Manner status(int status, String text) {
        return (exchange, _) -> {
            exchange.sendResponseHeaders(status, bytes(text).length);
            exchange.getResponseBody().write(bytes(text));
        };
    }

    /** What would be right, with blanks behind it. */
    static Manner longerThan(int bytes) {
        return (exchange, answer) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = new byte[64 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes(answer));
                for (long written = 0; written <= bytes; written += blanks.length) {
                    body.write(blanks);
                }
            }
        };
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, bytes(text).length);
        exchange.getResponseBody().write(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    HostInfo address() {
        return new HostInfo("127.0.0.1", server.getAddress().getPort());
    }

    /** Path, credential and who handed it on, of each question that came. */
    Queue<String> asked() {
        return asked;
    }

    /** From now on nobody listens there. */
    @Override
    public void close() {
        server.stop(0);
    }
}
