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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that are missing and refuses to go on with those that are wrong. Settings of
 * an existing topic are never changed. Thread-safe as far as {@link Admin} is.
 */
public final class TopicAdmin {

    private static final Duration CALL_MAX = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(50);

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
        Map<String, Integer> existing = describe(specs);
        refuseLostRecord(specs, existing);
        for (TopicSpec spec : specs) {
            if (!existing.containsKey(spec.name())) {
                create(spec, partitionsFor(spec, specs, existing));
            }
        }
        check(specs);
    }

    /**
     * Checks without creating, for principals that may not create.
     *
     * @throws TopicMismatchException when a topic is missing or not as it must be
     */
    public void check(List<TopicSpec> specs) {
        Map<String, Integer> existing = describe(specs);
        List<TopicProblem> problems = new ArrayList<>(TopicCheck.existence(specs, existing));
        if (problems.isEmpty()) {
            problems.addAll(TopicCheck.partitions(specs, existing));
            problems.addAll(settingProblems(specs));
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
        awaitVisible(spec);
    }

    /** Other brokers learn of a new topic a moment later. */
    private void awaitVisible(TopicSpec spec) {
        long deadline = System.nanoTime() + CALL_MAX.toNanos();
        while (!describe(List.of(spec)).containsKey(spec.name())) {
            if (System.nanoTime() > deadline) {
                throw new TopicMismatchException(TopicCheck.existence(List.of(spec), Map.of()));
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TopicAccessException("interrupted while a topic was created", e);
            }
        }
    }

    /** The number of partitions of those that exist. */
    private Map<String, Integer> describe(List<TopicSpec> specs) {
        Map<String, Integer> found = new HashMap<>();
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach(
                        (name, future) -> {
                            try {
                                String failure = "topic %s cannot be read".formatted(name);
                                found.put(name, await(future, failure).partitions().size());
                            } catch (TopicAccessException e) {
                                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                                    throw e;
                                }
                            }
                        });
        return found;
    }

    private List<TopicProblem> settingProblems(List<TopicSpec> specs) {
        List<ConfigResource> resources =
                specs.stream()
                        .map(spec -> new ConfigResource(ConfigResource.Type.TOPIC, spec.name()))
                        .toList();
        Map<String, Config> configs = new HashMap<>();
        await(admin.describeConfigs(resources).all(), "topic settings cannot be read")
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return specs.stream()
                .flatMap(spec -> TopicCheck.settings(spec, values(configs.get(spec.name()))))
                .toList();
    }

    private static Map<String, String> values(@Nullable Config config) {
        Map<String, String> values = new HashMap<>();
        if (config != null) {
            for (ConfigEntry entry : config.entries()) {
                if (entry.value() != null) {
                    values.put(entry.name(), entry.value());
                }
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
