package dev.goldthread.api.witness;

import com.sun.net.httpserver.HttpServer;
import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.disk.WholeFile;
import dev.goldthread.streams.embedded.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A running witness. Its folder holds its key, {@code logs/} with the last checkpoint of each log,
 * and {@code evidence/} with requests that speak against a log; it is locked while this runs.
 */
public final class WitnessServer implements AutoCloseable {

    private static final int BACKLOG = 128;

    /**
     * Bounds of the JDK's server, which takes them from the system's properties alone: seconds for
     * a request to arrive and for an answer to leave, connections at once.
     */
    private static final Map<String, String> BOUNDS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", "15",
                    "sun.net.httpserver.maxRspTime", "15",
                    "jdk.httpserver.maxConnections", "512",
                    "sun.net.httpserver.nodelay", "true");

    private final DataFolder data;
    private final VerifierKey key;
    private final HttpServer server;
    private final ExecutorService threads;

    private WitnessServer(
            DataFolder data, VerifierKey key, HttpServer server, ExecutorService threads) {
        this.data = data;
        this.key = key;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the folder and begins to listen.
     *
     * @throws IllegalArgumentException when options and folder do not go together
     * @throws IOException when a remembered checkpoint cannot be read, or the port is taken
     * @throws dev.goldthread.streams.embedded.DataFolderInUseException when another witness runs
     *     there
     */
    public static WitnessServer start(WitnessOptions options) throws IOException {
        return start(options, memory -> memory);
    }

    /** For tests that want to see, or to end, what happens between keeping and answering. */
    static WitnessServer start(WitnessOptions options, UnaryOperator<Memory> around)
            throws IOException {
        checkFolder(options.data());
        DataFolder data = DataFolder.open(options.data());
        try {
            return listen(options, data, around);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** A variable meant for the ledger's folder must not make a witness move in there. */
    private static void checkFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || WitnessKey.isIn(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            boolean isTaken =
                    files.map(file -> file.getFileName().toString())
                            .anyMatch(
                                    name ->
                                            !name.equals(DataFolder.LOCK_FILE)
                                                    && !name.startsWith(WitnessKey.FILES));
            if (isTaken) {
                throw new IllegalArgumentException(
                        "folder of a witness must be empty or a witness's already, but %s holds something else; give --data another one"
                                .formatted(folder));
            }
        }
    }

    private static WitnessServer listen(
            WitnessOptions options, DataFolder data, UnaryOperator<Memory> around)
            throws IOException {
        Cosigner cosigner = WitnessKey.open(data, options.name());
        Path logs = data.directory("logs");
        Path evidence = data.directory("evidence");
        WholeFile.syncFolder(data.root());
        Witness witness =
                new Witness(
                        cosigner,
                        options.logs(),
                        around.apply(new FileMemory(logs)),
                        new Misbehaviour(evidence),
                        InstantSource.system());
        BOUNDS.forEach(
                (name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByName(options.host()), options.port()),
                        BACKLOG);
        RequestRate rate = new RequestRate(options.requestsPerSecond(), System::nanoTime);
        server.createContext("/", new AddCheckpointHandler(witness, rate));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.start();
        return new WitnessServer(data, cosigner.verifierKey(), server, threads);
    }

    /** What those need who trust this witness. */
    public VerifierKey verifierKey() {
        return key;
    }

    /** The submission prefix. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create(
                "http://%s:%d"
                        .formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
    }

    @Override
    public void close() {
        server.stop(1);
        threads.close();
        data.close();
    }
}
