package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.api.node.NodeRole;
import dev.goldthread.core.bundle.BundleReport;
import dev.goldthread.core.bundle.BundleVerifier;
import dev.goldthread.core.bundle.Flaw;
import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The offline half of the tamper drill against logs of a real ledger: events through gate, sealer
 * and topics, exported by the command line, spoilt, and verified by the library, the command line
 * and the standalone jar in a process of its own.
 */
class TamperIT {

    private static final long SEED = Long.getLong("goldthread.tamper.seed", 20_260_106L);
    private static final Path JAR = Path.of("target", "goldthread-verifier.jar");
    private static final long JAR_BYTES_MAX = 8_000_000;
    private static final Origin PUMP = Origin.parse("goldthread.local/pump");
    private static final int PUMP_SIGNED = 600;
    private static final int SMALL_SIGNED = 25;

    @TempDir static Path folder;
    private static Outside outside;
    private static Node node;
    private static Path log;
    private static Path event;
    private static JsonNode exported;

    @BeforeAll
    static void makeALedgerAndExportIt() throws Exception {
        outside = Outside.start(folder, new OneBroker(folder.resolve("broker")));
        List<String> arguments = outside.arguments("ledger", "unused", 0);
        node =
                Node.start(
                        new NodeOptions(
                                outside.data("ledger"),
                                NodeOptions.HOST_DEFAULT,
                                0,
                                NodeOptions.NAME_DEFAULT,
                                LedgerTopics.DEFAULT,
                                2,
                                outside.client().entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        entry -> String.valueOf(entry.getValue()))),
                                Map.of("schema.registry.url", arguments.getLast()),
                                EnumSet.of(
                                        NodeRole.GATE,
                                        NodeRole.SEALER,
                                        NodeRole.PROJECTOR,
                                        NodeRole.API)),
                        NodeListener.SILENT);
        emit("pump", PUMP_SIGNED + 7);
        emit("small", SMALL_SIGNED);
        try (SigningHand hand = new SigningHand(outside.client())) {
            hand.sign(PUMP, 1, 255, PUMP_SIGNED - 1, PUMP_SIGNED);
            hand.sign(Origin.parse("goldthread.local/small"), 9, SMALL_SIGNED);
        }
        log = folder.resolve("pump-log");
        Run export = ledger("export", "log", "pump", "--out", log.toString(), "-o", "json");
        assertThat(export.exitCode()).as(export.err()).isZero();
        exported = export.json();
        event = folder.resolve("event");
        Run one = ledger("export", "event", "pump", "pump-123", "--out", event.toString());
        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(one.out()).contains("seq 123");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        outside.close();
    }

    private static void emit(String product, int count) throws Exception {
        String events =
                IntStream.range(0, count)
                        .mapToObj(i -> DrillEvents.json(product, product + "-" + i, i))
                        .collect(Collectors.joining(",", "[", "]"));
        Run run = run(events, "emit", "-f", "-", "--wait", "-o", "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** A command that reads the cluster itself. */
    private static Run ledger(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(
                List.of(
                        "--bootstrap-servers",
                        String.valueOf(outside.client().get("bootstrap.servers")),
                        "--kafka-config",
                        outside.configFile().toString()));
        all.addAll(
                List.of("--key", SigningHand.key(new Origin(PUMP.ledger(), new Product(args[2])))));
        return run("", all.toArray(String[]::new));
    }

    private static Run run(String in, String... args) {
        return Prompt.beside(node).pipe(in, args);
    }

    /** The jar, on a JDK and nothing else. */
    private static Run jar(String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        command.addAll(List.of(args));
        Path err = Files.createTempFile(folder, "verifier", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would tell of it
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, Files.readString(err));
    }

    private static Trust trust(String product) {
        return SigningHand.trust(new Origin(PUMP.ledger(), new Product(product)));
    }

    @Test
    void theExportEndsAtTheCheckpointAndSaysWhatItLeftOut() {
        assertThat(exported.path("entries").asLong()).isEqualTo(PUMP_SIGNED);
        assertThat(exported.path("leftOut").asLong()).isEqualTo(7);
        assertThat(exported.path("earlierCheckpoints").asInt()).isEqualTo(3);
        assertThat(exported.path("cosignatures").asInt()).isEqualTo(1);
        assertThat(exported.path("timestamps").asInt()).isEqualTo(1);
        assertThat(exported.path("ignored").asInt()).as("a stranger's note").isEqualTo(1);
    }

    @Test
    void anExportIsThereWholeOrNotAtAll() throws Exception {
        Run again = ledger("export", "log", "pump", "--out", log.toString());
        assertThat(again.exitCode()).isEqualTo(3);
        assertThat(again.err()).contains("new or empty folder");

        Run unsigned = ledger("export", "log", "nobody", "--out", folder.resolve("n").toString());
        assertThat(unsigned.exitCode()).isEqualTo(1);
        assertThat(unsigned.err()).contains("no checkpoint");
        assertThat(folder.resolve("n")).doesNotExist();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.contains(".part-"));
        }
        Run late = ledger("export", "event", "pump", "pump-603", "--out", folder + "/late");
        assertThat(late.err()).contains("seq 603", "600 entries");
        Run unknown = ledger("export", "event", "pump", "no-such", "--out", folder + "/none");
        assertThat(unknown.err()).contains("no event with id no-such");
    }

    @Test
    void theJarIsSmallAndVerifiesInAProcessOfItsOwn() throws Exception {
        assertThat(JAR).exists();
        assertThat(Files.size(JAR)).isLessThan(JAR_BYTES_MAX);

        String key = SigningHand.key(PUMP);
        Run sound =
                jar(log.toString(), "--key", key, "--witness", SigningHand.witness(), "-o", "json");
        assertThat(sound.exitCode()).as(sound.out() + sound.err()).isZero();
        assertThat(sound.err()).isEmpty();
        assertThat(sound.json().path("entries").asInt()).isEqualTo(PUMP_SIGNED);
        assertThat(sound.json().at("/checkpoint/cosignatures").asInt()).isEqualTo(1);
        assertThat(sound.json().path("notProven")).isNotEmpty();

        Run one = jar("event", event.toString(), "--key", key);
        assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
        assertThat(one.out()).contains("pump-123", "SOUND");

        assertThat(jar(log.toString(), "--key", "nonsense").exitCode()).isEqualTo(3);
        Run other =
                jar(log.toString(), "--key", SigningHand.key(Origin.parse("goldthread.local/x")));
        assertThat(other.exitCode()).isEqualTo(2);
    }

    @Test
    void theCommandLineSaysTheSame() throws Exception {
        String key = SigningHand.key(PUMP);
        Run sound = run("", "verify", "--export", log.toString(), "--key", key, "-o", "json");
        assertThat(sound.exitCode()).as(sound.err()).isZero();
        assertThat(sound.json().path("sound").asBoolean()).isTrue();
        assertThat(run("", "verify", "--export", event.toString(), "--key", key).out())
                .contains("pump-123", "SOUND");

        Path spoilt = folder.resolve("spoilt");
        new LoadedFiles(log).edit("bodies/000", 70).store(spoilt);
        for (Run run :
                List.of(
                        run("", "verify", "--export", spoilt.toString(), "--key", key),
                        jar(spoilt.toString(), "--key", key))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).contains("log goldthread.local/pump, file bodies/000, seq 0");
        }
    }

    @Test
    void namedManipulationsOfARealLogAreFoundWhereTheyAre() throws Exception {
        LoadedFiles real = new LoadedFiles(log);
        assertThat(verify(real, "pump").flaws()).as("no false alarm").isEmpty();

        Map<String, LoadedFiles> spoilt = new TreeMap<>();
        spoilt.put("bodies/001", real.edit("bodies/001", 300));
        spoilt.put("tile/entries/002.p/88", real.edit("tile/entries/002.p/88", 5 * 115 + 40));
        spoilt.put("tile/0/001", real.edit("tile/0/001", 100));
        spoilt.put("tile/1/000.p/2", real.edit("tile/1/000.p/2", 33));
        String schema = real.only("schemas/");
        spoilt.put(schema, real.edit(schema, 1_000));
        spoilt.put("keys", real.edit("keys", 50));
        spoilt.put("bodies/002.p/88", real.without("bodies/002.p/88"));
        spoilt.put("stranger", real.with("stranger", new byte[3]));
        spoilt.put("tile/entries/000", real.swapEntries("tile/entries/000", 4, 5));
        spoilt.put("checkpoint", real.edit("checkpoint", 30));
        spoilt.forEach(
                (file, files) ->
                        assertThat(verify(files, "pump").flaws())
                                .as(file)
                                .extracting(Flaw::file)
                                .contains(file));
    }

    @Test
    void aRollbackIsFoundByWhoeverSawTheLaterCheckpoint() throws Exception {
        LoadedFiles real = new LoadedFiles(log);
        SignedNote seen = SignedNote.parse(real.get("checkpoint"));
        try (SigningHand hand = new SigningHand(outside.client())) {
            SignedNote forked = hand.fork(PUMP, PUMP_SIGNED);
            Trust knows =
                    new Trust(SigningHand.trust(PUMP).logKeys(), List.of(), 0, List.of(forked));
            BundleReport views = BundleVerifier.verify(real, knows, (entries, total) -> {});
            assertThat(views.flaws()).extracting(Flaw::field).contains("root");
            assertThat(views.flaws().getFirst().meaning()).contains("two histories");

            LoadedFiles resigned = real.with("checkpoint", forked.toBytes());
            assertThat(verify(resigned, "pump").flaws())
                    .as("the witness did not sign it, and the files do not give it")
                    .extracting(Flaw::field)
                    .contains("cosignatures", "root");
        }
        Trust remembers = new Trust(SigningHand.trust(PUMP).logKeys(), List.of(), 0, List.of(seen));
        LoadedFiles back = real.with("checkpoint", real.get("checkpoints/255"));
        assertThat(BundleVerifier.verify(back, remembers, (entries, total) -> {}).flaws())
                .extracting(Flaw::meaning)
                .anyMatch(meaning -> meaning.contains("rolled back"));
    }

    @Test
    void randomChangesOfARealLogAreAllFound() throws Exception {
        Path small = folder.resolve("small-log");
        assertThat(ledger("export", "log", "small", "--out", small.toString()).exitCode()).isZero();
        LoadedFiles files = new LoadedFiles(small);
        Random random = new Random(SEED);
        List<String> names =
                files.list().stream()
                        .filter(name -> !name.equals("README.txt"))
                        .filter(name -> !name.startsWith("timestamps/"))
                        .toList();
        long startNanos = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            String name = names.get(random.nextInt(names.size()));
            LoadedFiles spoilt = files;
            while (spoilt.sameAs(files, name)) {
                for (int k = random.nextInt(2); k >= 0; k--) {
                    spoilt = spoilt.change(name, random);
                }
            }
            BundleReport report = verify(spoilt, "small");
            boolean isStrangersLine =
                    report.unchecked().stream().anyMatch(line -> line.endsWith(name));
            if (!isStrangersLine) {
                assertThat(report.flaws())
                        .as("seed %d, change %d, %s", SEED, i, name)
                        .extracting(Flaw::file)
                        .contains(name);
            }
        }
        System.out.printf(
                "tamper drill on a real log: seed %d, 2,000 changes, all found, %s%n",
                SEED, Duration.ofNanos(System.nanoTime() - startNanos));
        assertThat(verify(files, "small").isSound()).as("no false alarm").isTrue();
    }

    private static BundleReport verify(LoadedFiles files, String product) {
        return BundleVerifier.verify(files, trust(product), (entries, total) -> {});
    }

    @Test
    void tellsHowLongAnEventTakesFromCallingJava() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long startNanos = System.nanoTime();
            assertThat(jar("event", event.toString()).exitCode()).isZero();
            millis.add((System.nanoTime() - startNanos) / 1_000_000);
        }
        System.out.printf("one event offline, JVM start included: %s ms%n", millis);
        // No bound: the machine may be busy. docs/performance.md has the figure of a quiet one.
    }
}
