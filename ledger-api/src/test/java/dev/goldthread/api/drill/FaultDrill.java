package dev.goldthread.api.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Every fault that a ledger apart from its brokers must bear, one after the other, under load:
 * kills of everything, a sealer that wakes up after its successor took over, brokers cut off, a
 * full disk.
 */
final class FaultDrill {

    /** The parts that are processes when events come by HTTP; a line here adds one. */
    private static final Map<String, String> HTTP_PARTS =
            ordered(List.of("api=gate,projector,api", "sealer=sealer"));

    /** The parts that are processes when events come by Kafka; a line here adds one. */
    private static final Map<String, String> INBOX_PARTS =
            ordered(
                    List.of(
                            "gate=gate",
                            "sealer=sealer",
                            "checkpointer=checkpointer",
                            "projector=projector"));

    private static final String FULL_DISK = "a broker's disk full to the last byte";
    private static final int DISK_MEBIBYTES = 1_024;

    /** The broker whose disk it is. */
    private static final int DISK_OF = 0;

    /** Longer than a session and than a transaction: others take over what it led. */
    private static final Duration CUT_OFF = Duration.ofSeconds(10);

    /** See docs/reliability.md: a thread of Kafka Streams may hold its place for five minutes. */
    private static final Duration STALL_MAX = Duration.ofMinutes(7);

    private final int times;
    private final long seed;
    private final Path folder;
    private final FaultTable table = new FaultTable();

    /**
     * @param times kills of each part; other faults come half as often
     * @param seed decides the moments
     * @param folder empty, for everything that the drill writes
     */
    FaultDrill(int times, long seed, Path folder) {
        this.times = times;
        this.seed = seed;
        this.folder = folder;
    }

    private static Map<String, String> ordered(List<String> parts) {
        Map<String, String> rolesByName = new LinkedHashMap<>();
        parts.forEach(part -> rolesByName.put(part.split("=", 2)[0], part.split("=", 2)[1]));
        return rolesByName;
    }

    FaultTable run() throws Exception {
        http(Files.createDirectory(folder.resolve("http")));
        table.newLedger();
        inbox(Files.createDirectory(folder.resolve("inbox")));
        System.out.println(table);
        return table;
    }

    private void http(Path home) throws Exception {
        Path brokerHome = home.resolve("brokers");
        Optional<SmallDisk> disk =
                SmallDisk.mountIfPermitted(ThreeBrokers.home(brokerHome, DISK_OF), DISK_MEBIBYTES);
        try {
            http(home, new ThreeBrokers(brokerHome), disk);
        } finally {
            if (disk.isPresent()) {
                disk.get().close();
            }
        }
    }

    private void http(Path home, ThreeBrokers brokers, Optional<SmallDisk> disk) throws Exception {
        try (Outside outside = Outside.start(home, brokers);
                Fleet fleet = Fleet.start(home, outside, HTTP_PARTS)) {
            Killable broker = new AnyBroker(outside, brokers, seed);
            kills(fleet, broker, "events by HTTP", fleet.httpWriter("kills"), "api");
            zombies(fleet);
            cutOffs(fleet, outside, brokers);
            if (disk.isPresent()) {
                fullDisk(fleet, outside, brokers, disk.get());
            } else {
                table.skipped(FULL_DISK, SmallDisk.NOT_PERMITTED);
            }
        }
    }

    private void inbox(Path home) throws Exception {
        ThreeBrokers brokers = new ThreeBrokers(home.resolve("brokers"));
        try (Outside outside = Outside.start(home, brokers);
                Fleet fleet = Fleet.start(home, outside, INBOX_PARTS)) {
            Killable broker = new AnyBroker(outside, brokers, seed);
            kills(fleet, broker, "events by Kafka", fleet.inboxWriter("inbox"), "projector");
        }
    }

    private void kills(Fleet fleet, Killable broker, String how, Writer writer, String projector)
            throws Exception {
        List<Killable> all = new ArrayList<>(fleet.parts());
        all.add(broker);
        try (writer) {
            List<CompletableFuture<Integer>> killers = new ArrayList<>();
            for (Killable part : all) {
                Killer killer = new Killer(part, writer, seed + killers.size(), Instant.MAX);
                killers.add(killer.start(times));
            }
            killers.forEach(CompletableFuture::join);
        }
        String often =
                all.stream()
                        .map(part -> "%s %d".formatted(part.name(), times))
                        .collect(Collectors.joining(", "));
        table.add("`kill -9`, " + how, often, fleet.account(writer, projector));
    }

    /** It wakes up in what it thinks is the same moment, with a transaction under way. */
    private void zombies(Fleet fleet) throws Exception {
        int zombies = half();
        HttpWriter writer = fleet.httpWriter("zombie");
        try (writer) {
            for (int number = 0; number < zombies; number++) {
                writer.awaitMoreReceipts(20, Brokers.BACK_MAX);
                Part zombie = fleet.part("sealer");
                zombie.pause();
                fleet.succeed("sealer", number);
                writer.awaitMoreReceipts(40, Brokers.BACK_MAX);
                zombie.goOn();
                writer.awaitMoreReceipts(40, Brokers.BACK_MAX);
                zombie.kill();
            }
        }
        table.add(
                "a sealer paused, which wakes up beside its successor",
                "" + zombies,
                fleet.account(writer, "api"));
    }

    /** Whichever leads the ledger, or coordinates its transactions, is among them. */
    private void cutOffs(Fleet fleet, Outside outside, ThreeBrokers brokers) throws Exception {
        int cutOffs = Math.max(brokers.count(), half());
        HttpWriter writer = fleet.httpWriter("cut");
        try (writer) {
            for (int number = 0; number < cutOffs; number++) {
                BrokerChild broker = brokers.child(number % brokers.count());
                writer.awaitMoreReceipts(20, Brokers.BACK_MAX);
                Instant start = Instant.now();
                broker.pause();
                writer.awaitMore(20, Brokers.BACK_MAX);
                fleet.part("sealer").run(CUT_OFF);
                broker.goOn();
                outside.awaitAllCopies();
                writer.awaitMoreReceipts(20, STALL_MAX);
                System.out.printf(
                        "broker %d was cut off: receipts again %s after that%n",
                        number % brokers.count(), Duration.between(start, Instant.now()));
            }
        }
        table.add(
                "a broker cut off in mid-transaction", "" + cutOffs, fleet.account(writer, "api"));
    }

    private void fullDisk(Fleet fleet, Outside outside, ThreeBrokers brokers, SmallDisk disk)
            throws Exception {
        HttpWriter writer = fleet.httpWriter("disk");
        try (writer) {
            writer.awaitMoreReceipts(20, Brokers.BACK_MAX);
            disk.fill(0);
            brokers.child(DISK_OF).awaitEnd(Brokers.BACK_MAX);
            writer.awaitMoreReceipts(20, Brokers.BACK_MAX);
            disk.makeRoom();
            brokers.startAgain(DISK_OF);
            outside.awaitAllCopies();
            writer.awaitMoreReceipts(20, Brokers.BACK_MAX);
        }
        table.add(FULL_DISK, "1", fleet.account(writer, "api"));
    }

    private int half() {
        return (times + 1) / 2;
    }
}
