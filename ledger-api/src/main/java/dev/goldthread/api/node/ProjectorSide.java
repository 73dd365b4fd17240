package dev.goldthread.api.node;

import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import java.time.InstantSource;

/** What the ledger has become, and how it is asked. */
record ProjectorSide(Projector projector, LedgerQuery query, CheckpointLog checkpoints) {

    static ProjectorSide start(
            NodeOptions options,
            DataFolder data,
            KafkaSide kafka,
            NodeListener listener,
            Closing closing) {
        ProjectorOptions alone =
                ProjectorOptions.local(
                        kafka.client(), options.topics(), data.directory("projector"));
        Projector projector =
                closing.with(
                        Projector.start(
                                options.cluster().isEmpty()
                                        ? alone
                                        : alone.amongOthers(
                                                InstanceName.of(options, data),
                                                options.advertised()
                                                        .map(InstanceAddress::instance)
                                                        .map(InstanceAddress::text)),
                                line -> listener.tells("projector", line)));
        LedgerQuery query = closing.with(new LedgerQuery(projector));
        CheckpointLog checkpoints =
                closing.with(new CheckpointLog(kafka.client(), options.topics(), options.name()));
        return new ProjectorSide(projector, query, checkpoints);
    }

    NodeStages.Projecting health() {
        return new NodeStages.Projecting(projector, query);
    }

    /** The instances among which this one has some of the partitions. */
    Instances instances(InstanceAddress address, Closing closing) {
        return closing.with(
                new Instances(
                        new Routing(
                                address.instance(),
                                new LedgerPlaces(projector, query),
                                InstantSource.system()),
                        new Forwarder(address)));
    }
}
