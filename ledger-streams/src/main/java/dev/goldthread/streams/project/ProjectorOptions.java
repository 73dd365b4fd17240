package dev.goldthread.streams.project;

import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a projector is run.
 *
 * @param client how to reach the cluster
 * @param folder where the stores lie; one per instance, nobody else's
 * @param instance this instance's name among those of the application, the same at every start;
 *     letters, digits and {@code . _ -}
 * @param threads how many partitions are applied at once, 1 to 64
 * @param standbys how many other instances keep a copy of each store, 0 to 3
 * @param cacheMegabytes memory outside the heap for all stores together
 * @param address host:port under which others reach this instance's queries
 */
public record ProjectorOptions(
        Map<String, Object> client,
        LedgerTopics topics,
        Path folder,
        String instance,
        int threads,
        int standbys,
        int cacheMegabytes,
        Optional<String> address) {

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public ProjectorOptions {
        client = Map.copyOf(client);
        if (!INSTANCE.matcher(instance).matches()) {
            throw new IllegalArgumentException(
                    "instance must match %s, but is \"%s\"; a host's or pod's name serves"
                            .formatted(INSTANCE.pattern(), instance));
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException(
                    "threads must be 1 to 64, but is %d; the number of cores serves"
                            .formatted(threads));
        }
        if (standbys < 0 || standbys > 3) {
            throw new IllegalArgumentException(
                    "standbys must be 0 to 3, but is %d; 1 serves several instances"
                            .formatted(standbys));
        }
    }

    /** One instance with two threads, for one machine. */
    public static ProjectorOptions local(
            Map<String, Object> client, LedgerTopics topics, Path folder) {
        return new ProjectorOptions(client, topics, folder, "local", 2, 0, 256, Optional.empty());
    }

    /**
     * The same as one of several instances, each store with a copy on another one.
     *
     * @param newAddress host:port under which the others reach this one
     */
    public ProjectorOptions amongOthers(String newInstance, Optional<String> newAddress) {
        return new ProjectorOptions(
                client, topics, folder, newInstance, threads, 1, cacheMegabytes, newAddress);
    }

    /** Without how to reach the cluster, which holds a password. */
    @Override
    public String toString() {
        return "projector %s of %s in %s".formatted(instance, topics.ledger(), folder);
    }

    /** The name of the Kafka Streams application and of its consumer group. */
    public String applicationId() {
        return topics.prefix() + "-projector";
    }
}
