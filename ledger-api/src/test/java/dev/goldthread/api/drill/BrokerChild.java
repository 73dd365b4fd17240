package dev.goldthread.api.drill;

import dev.goldthread.streams.embedded.BrokerLogProvider;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One broker of a cluster in a process of its own, which ends when this process does. */
final class BrokerChild {

    private final Process process;
    private final Path log;
    private final CompletableFuture<Boolean> ready;

    private BrokerChild(Process process, Path log) {
        this.process = process;
        this.log = log;
        ready = CompletableFuture.supplyAsync(this::saysReady, each -> daemon(each));
    }

    private static void daemon(Runnable each) {
        Thread.ofPlatform().daemon().name("broker-ready").start(each);
    }

    /** Returns when the process runs; see {@link ClusterBroker} for what it is told and how. */
    static BrokerChild start(Path home, Properties properties) throws IOException {
        Path log = home.resolve("broker.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dslf4j.provider=" + BrokerLogProvider.class.getName(),
                                ClusterBroker.class.getName()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        StringWriter text = new StringWriter();
        properties.store(text, null);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(process.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
        return new BrokerChild(process, log);
    }

    private boolean saysReady() {
        try {
            return new BufferedReader(
                                    new InputStreamReader(
                                            process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine()
                    != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @throws AssertionError when it ended, or takes longer, with what it said
     */
    void awaitReady(Duration atMost) throws IOException, InterruptedException {
        try {
            if (!ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("a broker ended:%n%s".formatted(Files.readString(log)));
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(
                    "a broker is not ready after %s:%n%s".formatted(atMost, Files.readString(log)),
                    e);
        }
    }

    /** Waits until it ends by itself. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("a broker should have ended within " + atMost);
        }
    }

    /**
     * @throws AssertionError when it ends meanwhile
     */
    void run(Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("a broker ended:%n%s".formatted(Files.readString(log)));
        }
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP: it holds its connections, and does nothing. */
    void pause() throws IOException, InterruptedException {
        Signals.pause(process.toHandle());
    }

    /** SIGCONT: it goes on where it was. */
    void goOn() throws IOException, InterruptedException {
        Signals.goOn(process.toHandle());
    }
}
