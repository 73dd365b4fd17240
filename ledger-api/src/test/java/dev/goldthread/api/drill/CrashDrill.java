package dev.goldthread.api.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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

    private static final int AT_THE_END = 20;
    private static final Duration AT_THE_END_MAX = Duration.ofMinutes(5);

    private final int killsMax;
    private final Duration timeMax;
    private final long seed;
    private final Path folder;

    /**
     * @param killsMax of each part
     * @param timeMax when it is over, no further kill of a drill is begun
     * @param seed decides the moments
     * @param folder empty, for everything that the drill writes
     */
    CrashDrill(int killsMax, Duration timeMax, long seed, Path folder) {
        this.killsMax = killsMax;
        this.timeMax = timeMax;
        this.seed = seed;
        this.folder = folder;
    }

    /** Everything in one process; the broker, its child, sees it end and ends. */
    Account whole() throws Exception {
        Path own = Files.createDirectory(folder.resolve("whole"));
        Path data = own.resolve("data");
        int port = LoopbackPorts.free(1).getFirst();
        List<String> arguments = List.of("--data", data.toString(), "--port", "" + port);
        try (Part all = new Part("all", own, arguments)) {
            warmUp(all);
            HttpWriter writer = new HttpWriter("http", port, data);
            Map<String, Integer> kills;
            try (writer) {
                kills = kill(List.of(all), writer);
            }
            try (LedgerContent ledger = new LedgerContent(clientOf(data))) {
                ledger.awaitSealed(writer.remembered());
                all.stop();
                try (OneBroker _ = new OneBroker(data)) {
                    return told("whole", account(ledger, kills, writer, data));
                }
            }
        }
    }

    /** API (with gate and projector) and sealer, each in a process, killed independently. */
    Account apiAndSealer() throws Exception {
        Path own = Files.createDirectory(folder.resolve("api-and-sealer"));
        int port = LoopbackPorts.free(1).getFirst();
        try (Outside outside = Outside.start(own, new OneBroker(own.resolve("broker")));
                Part api =
                        new Part(
                                "api", own, outside.arguments("api", "gate,projector,api", port))) {
            warmUp(api);
            try (Part sealer = new Part("sealer", own, outside.arguments("sealer", "sealer", 0))) {
                sealer.awaitReady();
                HttpWriter writer = new HttpWriter("http", port, outside.data("api"));
                Map<String, Integer> kills;
                try (writer) {
                    kills = kill(List.of(api, sealer), writer);
                }
                return told("api and sealer apart", judge(outside, kills, api, writer));
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
                Map<String, Integer> kills;
                try (writer) {
                    kills = kill(parts, writer);
                }
                return told("all apart", judge(outside, kills, projector, writer));
            }
        }
    }

    /**
     * @param projector the part whose graph is read; it is stopped for that
     */
    private Account judge(
            Outside outside, Map<String, Integer> kills, Part projector, Writer writer)
            throws Exception {
        try (LedgerContent ledger = new LedgerContent(outside.client())) {
            ledger.awaitSealed(writer.remembered());
            if (kills.containsKey("checkpointer")) {
                ledger.awaitSigned();
            }
            projector.stop();
            return account(ledger, kills, writer, outside.data(projector.name()));
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

    /** Returns how often each was killed, when events get through again. */
    private Map<String, Integer> kill(List<Part> parts, Writer writer) throws InterruptedException {
        Instant end = Instant.now().plus(timeMax);
        Map<String, CompletableFuture<Integer>> killers = new LinkedHashMap<>();
        for (Part part : parts) {
            Killer killer = new Killer(part, writer, seed + killers.size(), end);
            killers.put(part.name(), killer.start(killsMax));
        }
        Map<String, Integer> killsByPart = new TreeMap<>();
        killers.forEach((part, kills) -> killsByPart.put(part, kills.join()));
        writer.awaitMoreReceipts(AT_THE_END, AT_THE_END_MAX);
        return killsByPart;
    }

    private Account account(
            LedgerContent ledger, Map<String, Integer> kills, Writer writer, Path data)
            throws InterruptedException {
        return ledger.account(kills, writer.remembered(), data.resolve("projector"));
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
}
