package dev.goldthread.api.node;

import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.cloudevents.CloudEventsAdapter;
import dev.goldthread.api.connection.Connections;
import dev.goldthread.api.gate.FreeSpace;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.IntakeWriter;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.gate.SealingWatch;
import dev.goldthread.api.inbox.CloudEventInbox;
import dev.goldthread.api.metrics.LedgerMetrics;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.query.LedgerQuery;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The way in: gate, refusals, inboxes. */
record GateSide(
        GateService gate,
        RefusalIndex refusals,
        InboxRelay relay,
        LedgerMetrics metrics,
        Connections connections) {

    private static final String NONCE_SECRET = "secrets/nonce.secret";

    /**
     * @param query where this node has one: it sees what was sealed
     */
    static GateSide start(
            NodeOptions options,
            DataFolder data,
            KafkaSide kafka,
            RegistrySide registry,
            Optional<LedgerQuery> query,
            Closing closing) {
        Map<String, Object> client = kafka.client();
        int schemaId = registry.idFor(options.topics().intake(), EventSchema.TEXT);
        registry.idFor(options.topics().ledger(), EventSchema.TEXT);
        RefusalIndex refusals = closing.with(new RefusalIndex(client, options.topics().rejected()));
        IntakeWriter writer = closing.with(new IntakeWriter(client, options.topics(), schemaId));
        LedgerMetrics metrics = new LedgerMetrics();
        Clock clock = Clock.systemUTC();
        GateService gate =
                new GateService(
                        new Gate(Vocabulary.GOLDTHREAD, nonces(data)),
                        writer,
                        new SealingWatch(query, refusals, metrics, clock),
                        clock,
                        FreeSpace.under(data.root()));
        Connections connections = HookSide.connections(data);
        InboxRelay relay =
                closing.with(
                        new InboxRelay(
                                client,
                                options.topics(),
                                gate,
                                registry.registry(),
                                new CloudEventInbox(
                                        new CloudEventsAdapter(new CdEventsAdapter()),
                                        principal -> connections.rules(principal, "cloudevents"))));
        return new GateSide(gate, refusals, relay, metrics, connections);
    }

    private static NonceMaker nonces(DataFolder data) {
        data.directory("secrets");
        String secret = data.secret(NONCE_SECRET, NonceMaker.SECRET_BYTES_MIN);
        return new NonceMaker(HexFormat.of().parseHex(secret));
    }

    NodeStages.Gating health() {
        return new NodeStages.Gating(refusals, relay);
    }
}
