package dev.goldthread.api.node;

import dev.goldthread.api.evidence.EvidenceOptions;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.witness.ask.OutsideOptions;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.keys.SignerChoice;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What may be chosen about a node.
 *
 * @param data the folder that holds everything it keeps; one node at a time
 * @param host the address to listen on; anything but loopback is reachable by others
 * @param port 0 to 65535, 0 takes a free one
 * @param name never changes once the folder has one
 * @param topics how the topics are called
 * @param partitions of intake and ledger when they are created, 1 to 10000
 * @param cluster how to reach a Kafka cluster, {@code bootstrap.servers} and what its security asks
 *     for; empty starts the embedded broker
 * @param registry how to reach a schema registry, {@code schema.registry.url} and so on; empty
 *     starts the embedded one, which goes with the embedded broker only
 * @param roles the parts that this node runs; fewer than all need a cluster that others share
 * @param signing the key of a node that runs the checkpointer
 * @param visibility who may read checkpoints, tiles and proofs
 * @param outside whom a node with role api asks to speak for its logs
 * @param evidence where a node with role api keeps evidence
 * @param advertised where other instances of this ledger, on the same cluster, reach this one;
 *     empty when there are none
 */
public record NodeOptions(
        Path data,
        String host,
        int port,
        LedgerName name,
        LedgerTopics topics,
        int partitions,
        Map<String, String> cluster,
        Map<String, String> registry,
        Set<NodeRole> roles,
        Signing signing,
        LogVisibility visibility,
        OutsideOptions outside,
        EvidenceOptions evidence,
        Optional<InstanceAddress> advertised) {

    public static final String HOST_DEFAULT = "127.0.0.1";
    public static final int PORT_DEFAULT = 8080;
    public static final LedgerName NAME_DEFAULT = new LedgerName("goldthread.local");

    public NodeOptions {
        cluster = Map.copyOf(cluster);
        registry = Map.copyOf(registry);
        roles = Set.copyOf(roles);
        NodeRole.requireTogether(roles);
        requireAsker(roles, outside);
        requireReachable(roles, cluster, advertised);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port must be 0 to 65535, but is %d; 0 takes a free one".formatted(port));
        }
        if (!cluster.isEmpty() && !cluster.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException(
                    "the cluster's settings are %s, but lack bootstrap.servers; add it"
                            .formatted(cluster.keySet()));
        }
        if (!cluster.isEmpty() && registry.isEmpty()) {
            throw new IllegalArgumentException(
                    "bootstrap.servers is set, but schema.registry.url is not; set both, or neither for the embedded ones");
        }
        if (cluster.isEmpty() && !roles.equals(NodeRole.all())) {
            throw new IllegalArgumentException(
                    "roles leave out a part, but bootstrap.servers is not set, so nobody could run it; set bootstrap.servers, or leave roles out");
        }
    }

    private static void requireAsker(Set<NodeRole> roles, OutsideOptions outside) {
        if (outside.asksAnybody() && !roles.contains(NodeRole.API)) {
            throw new IllegalArgumentException(
                    "witnesses or a timestamp authority are given, but the roles lack api, which asks them; give them to the node that has it");
        }
    }

    private static void requireReachable(
            Set<NodeRole> roles,
            Map<String, String> cluster,
            Optional<InstanceAddress> advertised) {
        if (advertised.isPresent() && (cluster.isEmpty() || !roles.contains(NodeRole.API))) {
            throw new IllegalArgumentException(
                    "advertise is %s, but only an instance with role api on bootstrap.servers can be asked by others; set bootstrap.servers and the role, or leave advertise out"
                            .formatted(advertised.get()));
        }
    }

    /**
     * Which key signs checkpoints.
     *
     * @param next a key kept elsewhere that the next rotation brings in
     */
    public record Signing(SignerChoice key, Optional<SignerChoice> next) {
        public static final Signing DEFAULT =
                new Signing(new SignerChoice.InDataFolder(), Optional.empty());
    }

    /** With a key of its own in the data folder. */
    public NodeOptions(
            Path data,
            String host,
            int port,
            LedgerName name,
            LedgerTopics topics,
            int partitions,
            Map<String, String> cluster,
            Map<String, String> registry,
            Set<NodeRole> roles) {
        this(
                data,
                host,
                port,
                name,
                topics,
                partitions,
                cluster,
                registry,
                roles,
                Signing.DEFAULT,
                LogVisibility.PRIVATE,
                OutsideOptions.NONE,
                EvidenceOptions.DEFAULT,
                Optional.empty());
    }

    /** Everything embedded, on loopback. */
    public static NodeOptions embedded(Path data) {
        return new NodeOptions(
                data,
                HOST_DEFAULT,
                PORT_DEFAULT,
                NAME_DEFAULT,
                LedgerTopics.DEFAULT,
                TopicOptions.EMBEDDED_PARTITIONS,
                Map.of(),
                Map.of(),
                NodeRole.all());
    }

    public NodeOptions withPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    /** The same with these parts only. */
    public NodeOptions withRoles(Set<NodeRole> newRoles) {
        return with(draft -> draft.roles = newRoles);
    }

    /** The same with this key. */
    public NodeOptions withSigning(Signing newSigning) {
        return with(draft -> draft.signing = newSigning);
    }

    /** The same, checkpoints, tiles and proofs open to anybody. */
    public NodeOptions withPublicLog() {
        return with(draft -> draft.visibility = LogVisibility.PUBLIC);
    }

    /** The same, its logs spoken for by these. */
    public NodeOptions withOutside(OutsideOptions newOutside) {
        return with(draft -> draft.outside = newOutside);
    }

    /** The same, evidence kept there. */
    public NodeOptions withEvidence(EvidenceOptions newEvidence) {
        return with(draft -> draft.evidence = newEvidence);
    }

    /** The same, one of several instances. */
    public NodeOptions withAdvertised(InstanceAddress address) {
        return with(draft -> draft.advertised = Optional.of(address));
    }

    private NodeOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new NodeOptions(
                data,
                host,
                draft.port,
                name,
                topics,
                partitions,
                cluster,
                registry,
                draft.roles,
                draft.signing,
                draft.visibility,
                draft.outside,
                draft.evidence,
                draft.advertised);
    }

    /** What can be changed one by one. */
    private static final class Draft {

        private int port;
        private Set<NodeRole> roles;
        private Signing signing;
        private LogVisibility visibility;
        private OutsideOptions outside;
        private EvidenceOptions evidence;
        private Optional<InstanceAddress> advertised;

        private Draft(NodeOptions from) {
            port = from.port;
            roles = from.roles;
            signing = from.signing;
            visibility = from.visibility;
            outside = from.outside;
            evidence = from.evidence;
            advertised = from.advertised;
        }
    }
}
