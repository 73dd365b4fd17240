package dev.goldthread.streams.topic;

import dev.goldthread.streams.topic.TopicSpec.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing and refuses to go on with those that are wrong. Settings of
 * an existing topic are never changed. Thread-safe as far as {@link Admin} is.
 */
public final class TopicAdmin {

    private static final Duration CALL_MAX = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(50);

    /** Of a new topic, for a client asks any broker, at random. */
    private static final int LOOKS_PER_BROKER = 3;

    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** How many brokers the cluster has, for {@link TopicOptions#forCluster}. */
    public int brokerCount() {
        return await(admin.describeCluster().nodes(), "the cluster cannot be described").size();
    }

    /**
     * Creates what is missing, then checks everything.
     *
     * <p>When the first of {@code specs} is missing although another exists, it was deleted: it is
     * created first of all and never goes by itself. Creating it anew would start a second history
     * at seq 0, so this is refused.
     *
     * @param specs the log of record first
     * @throws TopicMismatchException when a topic is not as it must be
     * @throws TopicAccessException when the cluster cannot be asked or refuses
     */
    public void ensure(List<TopicSpec> specs) {
        Map<String, Integer> existing = partitions(specs);
        refuseLostRecord(specs, existing);
        List<TopicSpec> missing =
                specs.stream().filter(spec -> !existing.containsKey(spec.name())).toList();
        for (TopicSpec spec : missing) {
            create(spec, partitionsFor(spec, specs, existing));
        }
        judge(
                specs,
                lookWhenAllKnow(specs, missing.isEmpty() ? 1 : LOOKS_PER_BROKER * brokerCount()));
    }

    /**
     * Checks without creating, for principals that may not create.
     *
     * @throws TopicMismatchException when a topic is missing or not as it must be
     */
    public void check(List<TopicSpec> specs) {
        judge(specs, look(specs));
    }

    private static void judge(List<TopicSpec> specs, Found found) {
        List<TopicProblem> problems =
                new ArrayList<>(TopicCheck.existence(specs, found.partitions()));
        if (problems.isEmpty()) {
            problems.addAll(TopicCheck.partitions(specs, found.partitions()));
            specs.forEach(
                    spec ->
                            TopicCheck.settings(
                                            spec,
                                            found.settings().getOrDefault(spec.name(), Map.of()))
                                    .forEach(problems::add));
        }
        if (!problems.isEmpty()) {
            throw new TopicMismatchException(problems);
        }
    }

    private static void refuseLostRecord(List<TopicSpec> specs, Map<String, Integer> existing) {
        TopicSpec first = specs.getFirst();
        if (!existing.isEmpty() && !existing.containsKey(first.name())) {
            String found = "missing although %s exists".formatted(Set.copyOf(existing.keySet()));
            String remedy =
                    "restore it from a backup or a mirror; to begin a new ledger, choose another topic prefix";
            throw new TopicMismatchException(
                    List.of(new TopicProblem(first.name(), "existence", found, "there", remedy)));
        }
    }

    /** A missing aligned topic takes the number its fellows have. */
    private static int partitionsFor(
            TopicSpec spec, List<TopicSpec> specs, Map<String, Integer> existing) {
        if (spec.layout() != Layout.ALIGNED) {
            return spec.partitions();
        }
        return specs.stream()
                .filter(other -> other.layout() == Layout.ALIGNED)
                .filter(other -> existing.containsKey(other.name()))
                .map(other -> existing.getOrDefault(other.name(), spec.partitions()))
                .findFirst()
                .orElse(spec.partitions());
    }

    private void create(TopicSpec spec, int partitions) {
        NewTopic topic =
                new NewTopic(spec.name(), partitions, (short) spec.replicas())
                        .configs(spec.values());
        String failure = "topic %s cannot be created".formatted(spec.name());
        try {
            await(admin.createTopics(List.of(topic)).all(), failure);
        } catch (TopicAccessException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            } // another instance was faster; the check below judges what it made
        }
    }

    /**
     * Brokers learn of a new topic one after the other, and any of them may be the one that is
     * asked: what one look found, the next may miss, and so may whoever comes after this.
     *
     * @param wanted looks in a row that must find all topics
     */
    private Found lookWhenAllKnow(List<TopicSpec> specs, int wanted) {
        long deadline = System.nanoTime() + CALL_MAX.toNanos();
        Found found = look(specs);
        int inARow = found.hasAll(specs) ? 1 : 0;
        while (inARow < wanted && System.nanoTime() < deadline) {
            if (inARow == 0) {
                pause();
            }
            found = look(specs);
            inARow = found.hasAll(specs) ? inARow + 1 : 0;
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicAccessException("interrupted while a topic was created", e);
        }
    }

    /** What some broker says now of the topics that it knows, by their names. */
    private record Found(
            Map<String, Integer> partitions, Map<String, Map<String, String>> settings) {

        boolean hasAll(List<TopicSpec> specs) {
            return specs.stream().map(TopicSpec::name).allMatch(partitions::containsKey);
        }
    }

    private Found look(List<TopicSpec> specs) {
        Map<String, Integer> partitions = partitions(specs);
        Map<String, Map<String, String>> settings = settings(specs);
        partitions.keySet().retainAll(settings.keySet()); // another broker may have told these
        return new Found(partitions, settings);
    }

    /** The number of partitions of those that exist. */
    private Map<String, Integer> partitions(List<TopicSpec> specs) {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        return known(
                admin.describeTopics(names).topicNameValues(),
                topic -> topic.partitions().size(),
                "topic %s cannot be read");
    }

    /** The settings of those that exist. */
    private Map<String, Map<String, String>> settings(List<TopicSpec> specs) {
        List<ConfigResource> resources =
                specs.stream()
                        .map(spec -> new ConfigResource(ConfigResource.Type.TOPIC, spec.name()))
                        .toList();
        Map<String, KafkaFuture<Config>> futures = new HashMap<>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, future) -> futures.put(resource.name(), future));
        return known(futures, TopicAdmin::values, "settings of topic %s cannot be read");
    }

    private static <T, R> Map<String, R> known(
            Map<String, KafkaFuture<T>> futures, Function<T, R> reading, String failure) {
        Map<String, R> known = new HashMap<>();
        futures.forEach(
                (topic, future) -> {
                    try {
                        known.put(topic, reading.apply(await(future, failure.formatted(topic))));
                    } catch (TopicAccessException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw e;
                        }
                    }
                });
        return known;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }

    private static <T> T await(KafkaFuture<T> future, String failure) {
        try {
            return future.get(CALL_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TopicAccessException(failure + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new TopicAccessException(
                    "%s: no answer within %d s; is the cluster up?"
                            .formatted(failure, CALL_MAX.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicAccessException(failure + ": interrupted", e);
        }
    }
}
