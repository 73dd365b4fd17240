package dev.goldthread.streams.embedded;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real single-node Kafka broker in a child process, with its data under {@code <data>/kafka}.
 *
 * <p>The broker listens on loopback only and asks for a password made at the first start. It ends
 * with {@link #close}, and also when this process ends in any other way. Data and ports survive
 * restarts, also after either process was killed. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Usually 2 s; more on a busy machine, and when a large log is recovered after a crash. */
    private static final Duration START_MAX = Duration.ofMinutes(2);

    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final long OLD_LOG_BYTES_MAX = 8L * 1024 * 1024;
    private static final int LOG_TAIL_LINES = 30;
    private static final int PASSWORD_BYTES = 32;

    private final Process process;
    private final Map<String, Object> clientConfig;

    private EmbeddedBroker(Process process, Map<String, Object> clientConfig) {
        this.process = process;
        this.clientConfig = clientConfig;
    }

    /**
     * Starts the broker and returns when it answers requests, usually after 2 s.
     *
     * @param data stays open for as long as the broker runs
     * @throws BrokerStartException when the broker ends or does not answer within two minutes
     */
    public static EmbeddedBroker start(DataFolder data, BrokerOptions options) {
        Path home = data.directory("kafka");
        Path log = home.resolve("broker.log");
        BrokerPorts ports = BrokerPorts.choose(home.resolve("ports"));
        String password = data.secret("kafka/client.password", PASSWORD_BYTES);
        Properties properties = BrokerConfig.broker(data.directory("kafka/log"), ports, password);
        Process process = spawn(home, log, options);
        EmbeddedBroker broker = new EmbeddedBroker(process, BrokerConfig.client(ports, password));
        try {
            handOver(process, properties);
            awaitReady(process);
            broker.awaitAnswer();
            return broker;
        } catch (TimeoutException e) {
            throw broker.failed("no answer within %d s".formatted(START_MAX.toSeconds()), log, e);
        } catch (IOException | ExecutionException e) {
            throw broker.failed("its process ended before it was ready", log, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BrokerStartException("interrupted while the embedded broker started", e);
        }
    }

    private static Process spawn(Path home, Path log, BrokerOptions options) {
        ProcessBuilder builder = BrokerJvm.in(home, options);
        try {
            rotate(log);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded broker's process cannot be started: %s"
                            .formatted(builder.command()),
                    e);
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > OLD_LOG_BYTES_MAX) {
            Files.move(
                    log, log.resolveSibling("broker.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * See {@link BrokerProcess} for the form. The stream stays open: it is the child's life line.
     */
    private static void handOver(Process process, Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(process.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static void awaitReady(Process process)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("embedded-broker-ready")
                .start(() -> listen(process, ready));
        ready.get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void listen(Process process, CompletableFuture<Void> ready) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (BrokerProcess.READY.equals(lines.readLine())) {
                ready.complete(null);
            } else {
                ready.completeExceptionally(new IOException("the broker's standard output ended"));
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void awaitAnswer() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
            admin.describeCluster().nodes().get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private BrokerStartException failed(String reason, Path log, Exception cause) {
        process.destroyForcibly();
        return new BrokerStartException(
                "the embedded broker did not start: %s; the end of %s:%n%s"
                        .formatted(reason, log, tail(log)),
                cause);
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: %s)".formatted(e.getMessage());
        }
    }

    /**
     * What a Kafka client needs to reach this broker: bootstrap.servers, security.protocol,
     * sasl.mechanism and sasl.jaas.config. Holds the password: never log it.
     */
    public Map<String, Object> clientConfig() {
        return clientConfig;
    }

    /** The child, for those who watch it: its exit is the end of the broker. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Ends the child in good order within 10 s, else by force. Idempotent. */
    @Override
    public void close() {
        closeLifeLine();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What the operating system does when this process ends. */
    void closeLifeLine() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // the pipe is broken: the child is gone or must go
        }
    }
}
