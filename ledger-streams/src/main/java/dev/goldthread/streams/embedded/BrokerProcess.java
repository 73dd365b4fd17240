package dev.goldthread.streams.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The child process: one Kafka broker that lives as long as its standard input is open.
 *
 * <p>The parent writes the broker's properties to standard input (a 4-byte length, then UTF-8 text
 * in the form of {@link Properties}), so that the password is in no command line, and then keeps
 * the stream open. The operating system closes it when the parent ends, even by kill -9, and the
 * broker shuts down. Standard output carries one line, {@link #READY}; everything else goes to
 * standard error, which the parent has pointed at {@code broker.log}.
 */
public final class BrokerProcess {

    static final String READY = "ready";
    private static final int PROPERTIES_BYTES_MAX = 64 * 1024;
    private static final Duration PREDECESSOR_WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(9);
    private static final Duration LOCK_RETRY = Duration.ofMillis(50);

    private BrokerProcess() {}

    public static void main(String[] arguments) {
        try {
            PrintStream toParent = System.out;
            System.setOut(System.err);
            run(readProperties(new DataInputStream(System.in)), toParent);
            System.exit(0);
        } catch (Exception | LinkageError e) {
            e.printStackTrace(); // to broker.log
            Runtime.getRuntime().halt(1); // a broker half started has threads that never end
        }
    }

    private static void run(Properties properties, PrintStream toParent) throws Exception {
        Path logDirectory = Path.of(properties.getProperty("log.dirs"));
        try (FileChannel lock =
                FileChannel.open(
                        logDirectory.resolveSibling("broker.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            awaitLock(lock, logDirectory);
            format(logDirectory);
            SingleNode server = new SingleNode(new KafkaConfig(properties, false));
            server.start();
            toParent.println(READY);
            toParent.flush();
            awaitEnd();
            haltAfter(SHUTDOWN_MAX);
            server.stop();
        }
    }

    private static Properties readProperties(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > PROPERTIES_BYTES_MAX) {
            throw new IOException(
                    "the parent announced %d bytes of broker properties, 1 to %d are allowed"
                            .formatted(length, PROPERTIES_BYTES_MAX));
        }
        Properties properties = new Properties();
        properties.load(
                new StringReader(new String(in.readNBytes(length), StandardCharsets.UTF_8)));
        return properties;
    }

    /** Waits for a predecessor whose parent was killed and which is still shutting down. */
    private static void awaitLock(FileChannel channel, Path logDirectory) throws Exception {
        long deadline = System.nanoTime() + PREDECESSOR_WAIT_MAX.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "another broker still holds %s after %s; end that process"
                                .formatted(logDirectory, PREDECESSOR_WAIT_MAX));
            }
            Thread.sleep(LOCK_RETRY);
            lock = channel.tryLock();
        }
    }

    /** Writes cluster id and features on the first start, and leaves a formatted folder alone. */
    private static void format(Path logDirectory) throws Exception {
        if (Files.exists(logDirectory.resolve("meta.properties"))) {
            return; // written last when formatting, so all else is there too
        }
        new Formatter()
                .setPrintStream(System.err)
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(logDirectory.toString())
                .setMetadataLogDirectory(logDirectory.toString())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void awaitEnd() throws IOException {
        int ignored = System.in.read();
        while (ignored >= 0) {
            ignored = System.in.read();
        }
    }

    private static void haltAfter(Duration limit) {
        Thread.ofPlatform()
                .daemon()
                .name("broker-halt")
                .start(
                        () -> {
                            try {
                                Thread.sleep(limit);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime()
                                    .halt(1); // Kafka recovers its log at the next start
                        });
    }
}
