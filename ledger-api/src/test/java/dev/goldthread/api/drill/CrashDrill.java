package dev.goldthread.api.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills a ledger under load at random moments and then counts. The same drill runs in the build
 * with few kills, and from {@code deploy/drills/crash} with many.
 */
final class CrashDrill {

    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final int kills;
    private final long seed;
    private final Path folder;

    /**
     * @param kills of each part
     * @param seed decides the moments
     * @param folder empty, for everything that the drill writes
     */
    CrashDrill(int kills, long seed, Path folder) {
        this.kills = kills;
        this.seed = seed;
        this.folder = folder;
    }

    /** Everything in one process; the broker, its child, sees it end and ends. */
    Account whole() throws Exception {
        Path own = Files.createDirectory(folder.resolve("whole"));
        Path data = own.resolve("data");
        int port = freePort();
        List<String> arguments = List.of("--data", data.toString(), "--port", "" + port);
        try (Part all = new Part("all", own, arguments)) {
            warmUp(all);
            HttpWriter writer = new HttpWriter("http", port, data);
            try (writer) {
                new Killer(all, kills, seed).start().join();
            }
            try (LedgerContent ledger = new LedgerContent(clientOf(data))) {
                ledger.awaitSealed(writer.remembered());
                all.stop();
                try (OneBroker _ = new OneBroker(data)) {
                    return told("whole", account(ledger, List.of(all), writer, data));
                }
            }
        }
    }

    /** API (with gate and projector) and sealer, each in a process, killed independently. */
    Account apiAndSealer() throws Exception {
        Path own = Files.createDirectory(folder.resolve("api-and-sealer"));
        int port = freePort();
        try (Outside outside = Outside.start(own, new OneBroker(own.resolve("broker")));
                Part api =
                        new Part(
                                "api", own, outside.arguments("api", "gate,projector,api", port))) {
            warmUp(api);
            try (Part sealer = new Part("sealer", own, outside.arguments("sealer", "sealer", 0))) {
                sealer.awaitReady();
                HttpWriter writer = new HttpWriter("http", port, outside.data("api"));
                try (writer) {
                    kill(List.of(api, sealer));
                }
                return told(
                        "api and sealer apart", judge(outside, List.of(api, sealer), api, writer));
            }
        }
    }

    /** Every part but the API in a process of its own, killed independently; events by Kafka. */
    Account allApart() throws Exception {
        Path own = Files.createDirectory(folder.resolve("apart"));
        try (Outside outside = Outside.start(own, new OneBroker(own.resolve("broker")));
                Part gate = new Part("gate", own, outside.arguments("gate", "gate", 0))) {
            warmUp(gate);
            try (Part sealer = new Part("sealer", own, outside.arguments("sealer", "sealer", 0));
                    Part projector =
                            new Part(
                                    "projector",
                                    own,
                                    outside.arguments("projector", "projector", 0));
                    Part checkpointer =
                            new Part(
                                    "checkpointer",
                                    own,
                                    outside.arguments("checkpointer", "checkpointer", 0))) {
                List<Part> parts = List.of(gate, sealer, checkpointer, projector);
                for (Part part : parts) {
                    part.awaitReady();
                }
                InboxWriter writer = new InboxWriter("inbox", outside.client(), outside.inbox());
                try (writer) {
                    kill(parts);
                }
                return told("all apart", judge(outside, parts, projector, writer));
            }
        }
    }

    /**
     * @param projector the part whose graph is read; it is stopped for that
     */
    private Account judge(Outside outside, List<Part> killed, Part projector, Writer writer)
            throws Exception {
        try (LedgerContent ledger = new LedgerContent(outside.client())) {
            ledger.awaitSealed(writer.remembered());
            if (killed.stream().anyMatch(part -> part.name().equals("checkpointer"))) {
                ledger.awaitSigned();
            }
            projector.stop();
            return account(ledger, killed, writer, outside.data(projector.name()));
        }
    }

    /**
     * A clean stop writes the archive of classes, with which all later starts are quicker. Once is
     * enough.
     */
    private static void warmUp(Part part) throws IOException, InterruptedException {
        part.awaitReady();
        if (WARM.compareAndSet(false, true)) {
            part.stop();
            part.startAgain();
            part.awaitReady();
        }
    }

    private void kill(List<Part> parts) {
        List<CompletableFuture<Void>> killers = new ArrayList<>();
        for (Part part : parts) {
            killers.add(new Killer(part, kills, seed + killers.size()).start());
        }
        killers.forEach(CompletableFuture::join);
    }

    private Account account(LedgerContent ledger, List<Part> killed, Writer writer, Path data)
            throws InterruptedException {
        Map<String, Integer> counts = new TreeMap<>();
        killed.forEach(part -> counts.put(part.name(), kills));
        return ledger.account(counts, writer.remembered(), data.resolve("projector"));
    }

    private Account told(String drill, Account account) {
        System.out.println(account.line(drill, seed));
        return account;
    }

    /** The broker of a running ledger, as its data folder tells. */
    static Map<String, Object> clientOf(Path data) throws IOException {
        String servers =
                new ObjectMapper()
                        .readTree(data.resolve("endpoint.json").toFile())
                        .get("bootstrapServers")
                        .asText();
        String password = Files.readString(data.resolve("kafka/client.password")).strip();
        return Map.of(
                "bootstrap.servers",
                servers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"goldthread\" password=\"%s\";"
                        .formatted(password));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
