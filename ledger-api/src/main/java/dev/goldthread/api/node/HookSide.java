package dev.goldthread.api.node;

import dev.goldthread.api.connection.Connections;
import dev.goldthread.api.connection.ConnectionsFile;
import dev.goldthread.api.connection.Door;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.api.metrics.Figures;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.streams.embedded.DataFolder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Connections to tools, as a node has them. */
final class HookSide {

    /** What asks for a connection that there is none of has one row, whatever it asks for. */
    private static final String NOBODY = "(unknown)";

    private HookSide() {}

    /**
     * @throws dev.goldthread.api.connection.ConnectionsException when the file of connections
     *     cannot be used
     */
    static Connections connections(DataFolder data) {
        return new Connections(
                new ConnectionsFile(data.root(), System.getenv()),
                data.directory("hooks"),
                PersonDirectory.open(data.root()));
    }

    static HookIntake open(Connections connections, EvidenceStore evidence, GateService gate) {
        return new HookIntake(connections, evidence, door(gate));
    }

    private static Door door(GateService gate) {
        return new Door() {
            @Override
            public void requireRoom() {
                gate.requireRoom();
            }

            @Override
            public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
                return gate.submit(events, submission, wait);
            }
        };
    }

    static Figures.Hooks figures(HookIntake hooks) {
        SortedMap<String, Figures.Connection> connections = new TreeMap<>();
        hooks.conditions()
                .forEach(
                        each ->
                                connections.put(
                                        each.settings().name(),
                                        new Figures.Connection(
                                                each.counters().results(),
                                                each.counters().denied(),
                                                each.waiting().size())));
        if (!hooks.strangers().isEmpty()) {
            connections.put(
                    NOBODY,
                    new Figures.Connection(Collections.emptySortedMap(), hooks.strangers(), 0));
        }
        return new Figures.Hooks(connections);
    }
}
