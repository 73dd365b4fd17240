package dev.goldthread.api.drill;

import dev.goldthread.streams.embedded.LoopbackPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of one ledger, each a process, on brokers that they share. One thread uses it. */
final class Fleet implements AutoCloseable {

    private static final String API = "api";

    private final Path folder;
    private final Outside outside;
    private final Map<String, String> rolesByName;
    private final int port;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Part> spawned = new ArrayList<>();

    private Fleet(Path folder, Outside outside, Map<String, String> rolesByName, int port) {
        this.folder = folder;
        this.outside = outside;
        this.rolesByName = rolesByName;
        this.port = port;
    }

    /**
     * Starts them, and returns when all serve.
     *
     * @param rolesByName what {@code --roles} says, by a name of one's own
     */
    static Fleet start(Path folder, Outside outside, Map<String, String> rolesByName)
            throws Exception {
        Fleet fleet = new Fleet(folder, outside, rolesByName, LoopbackPorts.free(1).getFirst());
        try {
            for (String name : rolesByName.keySet()) {
                fleet.spawn(name, name);
                fleet.part(name).awaitReady(); // the first one makes the topics
            }
            return fleet;
        } catch (Exception | AssertionError e) {
            fleet.close();
            throw e;
        }
    }

    private void spawn(String name, String data) throws Exception {
        String roles = rolesByName.getOrDefault(name, name);
        int portOrAny = name.equals(API) ? port : 0;
        Part part = new Part(data, folder, outside.arguments(data, roles, portOrAny));
        spawned.add(part);
        parts.put(name, part);
    }

    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new AssertionError("no part %s among %s".formatted(name, parts.keySet()));
        }
        return part;
    }

    /** Starts another process with the same roles in its place, which it is not told. */
    void succeed(String name, int number) throws Exception {
        spawn(name, "%s-%d".formatted(name, number));
        part(name).awaitReady();
    }

    HttpWriter httpWriter(String name) {
        return new HttpWriter(name, port, outside.data(API));
    }

    InboxWriter inboxWriter(String name) {
        return new InboxWriter(name, outside.client(), outside.inbox());
    }

    /**
     * Holds ledger and graph against what the writer was told.
     *
     * @param projector the part whose graph is read; stopped for that, and started again
     */
    Account account(Writer writer, String projector) throws Exception {
        try (LedgerContent ledger = new LedgerContent(outside.client())) {
            ledger.awaitSealed(writer.remembered());
            part(projector).stop();
            Account account =
                    ledger.account(
                            Map.of(),
                            writer.remembered(),
                            outside.data(projector).resolve("projector"));
            part(projector).startAgain();
            part(projector).awaitReady();
            return account;
        }
    }

    @Override
    public void close() {
        spawned.forEach(Part::close);
    }
}
