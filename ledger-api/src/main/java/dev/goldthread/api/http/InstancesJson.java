package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Places;
import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Presence;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.HostInfo;

/** Which instances there are, as a part of the status of one of them. */
final class InstancesJson {

    private InstancesJson() {}

    /** Stages, store and restore are told of this instance; totals of the whole ledger. */
    static void add(ObjectNode json, Instances instances, LedgerQuery query) {
        Places places = instances.routing().places();
        ObjectNode own =
                json.putObject("instance")
                        .put("address", InstanceAddress.text(instances.routing().self()))
                        .put("partitions", places.partitions());
        query.following().forEach((partition, as) -> following(own, partition, as));
        Map<String, ObjectNode> all = new TreeMap<>();
        for (int partition = 0; partition < places.partitions(); partition++) {
            PartitionHolders holders = places.holders(partition);
            int of = partition;
            holders.owner()
                    .ifPresentOrElse(
                            owner -> of(all, owner).withArray("owns").add(of),
                            () -> json.withArray("partitionsWithoutOwner").add(of));
            holders.standbys().forEach(each -> of(all, each).withArray("follows").add(of));
        }
        json.putArray("instances").addAll(all.values());
    }

    private static ObjectNode of(Map<String, ObjectNode> all, HostInfo instance) {
        String address = InstanceAddress.text(instance);
        return all.computeIfAbsent(address, _ -> Json.object().put("address", address));
    }

    private static void following(ObjectNode own, int partition, Presence as) {
        ObjectNode one = own.withArray("follows").addObject().put("partition", partition);
        switch (as) {
            case Presence.Standby(var lag) -> one.put("lag", lag);
            case Presence.Absent(var reason) -> one.put("reason", reason);
            case Presence.Owner _ -> {
                // It took over in this moment.
            }
        }
    }
}
