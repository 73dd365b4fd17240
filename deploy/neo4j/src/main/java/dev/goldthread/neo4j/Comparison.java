package dev.goldthread.neo4j;

import dev.goldthread.api.bench.Bench;
import dev.goldthread.api.bench.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Utils;

/**
 * Prints what the ledger's projector and Neo4j, embedded, make of the same events, for each of the
 * sizes asked for.
 */
public final class Comparison {

    private Comparison() {}

    /**
     * @param args numbers of events, joined by commas
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !args[0].matches("[1-9][0-9]{0,8}(,[1-9][0-9]{0,8})*")) {
            System.err.println(
                    "events must be numbers from 1 on joined by commas, such as"
                            + " -Devents=10000,100000, but is "
                            + List.of(args));
            System.exit(3);
        }
        for (String events : args[0].split(",", -1)) {
            compare(Long.parseLong(events));
        }
    }

    private static void compare(long events) throws Exception {
        Path folder = Files.createTempDirectory("goldthread-neo4j-");
        try {
            List<Figure> figures =
                    new ArrayList<>(
                            new Bench(folder.resolve("ledger"), events, Comparison::say)
                                    .runGraph());
            say("Neo4j");
            figures.addAll(new Neo4jBench(folder.resolve("neo4j"), events).run());
            print(events, figures);
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private static void say(String stage) {
        System.err.println("… " + stage);
    }

    private static void print(long events, List<Figure> figures) {
        System.out.printf(
                Locale.ROOT,
                "%n%,d events, %d processors%n",
                events,
                Runtime.getRuntime().availableProcessors());
        for (Figure figure : figures) {
            System.out.printf(
                    Locale.ROOT,
                    figure.unit().equals("ms") ? "  %-46s %,12.2f %s%n" : "  %-46s %,12.0f %s%n",
                    figure.name(),
                    figure.value(),
                    figure.unit());
        }
    }
}
