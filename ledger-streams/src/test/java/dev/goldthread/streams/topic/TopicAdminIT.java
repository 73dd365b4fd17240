package dev.goldthread.streams.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicAdminIT {

    private static final TopicOptions OPTIONS = TopicOptions.forCluster(1);

    private static DataFolder data;
    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start(@TempDir Path root) {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        admin = Admin.create(new HashMap<>(broker.clientConfig()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
        data.close();
    }

    @Test
    void createsWhatIsMissingAndAcceptsItAfterwards() {
        LedgerTopics names = new LedgerTopics("fresh");
        TopicAdmin topics = new TopicAdmin(admin);
        List<TopicSpec> specs = TopicSpecs.of(names, OPTIONS);
        assertThatThrownBy(() -> topics.check(specs))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("topic fresh.ledger: existence is missing");

        topics.ensure(specs);
        topics.ensure(specs);
        topics.check(specs);
        topics.ensure(List.of(TopicSpecs.inbox(names, OPTIONS, "ci-jenkins")));

        assertThat(topics.brokerCount()).isEqualTo(1);
    }

    /** What a client of a cluster sees when every other answer is from a broker that lags. */
    @Test
    void waitsForABrokerThatHasNotHeardOfANewTopic(@TempDir Path root) {
        List<TopicSpec> specs = TopicSpecs.of(new LedgerTopics("heard-of"), OPTIONS);
        try (DataFolder otherData = DataFolder.open(root.resolve("other"));
                EmbeddedBroker other = EmbeddedBroker.start(otherData, BrokerOptions.DEFAULT);
                Admin lagging = Admin.create(new HashMap<>(other.clientConfig()))) {
            AtomicInteger answers = new AtomicInteger();
            AtomicInteger laggingAnswers = new AtomicInteger(6);
            Admin either =
                    answeredBy(
                            method ->
                                    method.startsWith("describe")
                                                    && !method.equals("describeCluster")
                                                    && answers.getAndIncrement() % 2 == 1
                                                    && laggingAnswers.getAndDecrement() > 0
                                            ? lagging
                                            : admin);

            new TopicAdmin(either).ensure(specs);

            assertThat(laggingAnswers).hasNonPositiveValue();
        }
        new TopicAdmin(admin).check(specs);
    }

    private static Admin answeredBy(Function<String, Admin> choice) {
        return (Admin)
                Proxy.newProxyInstance(
                        Admin.class.getClassLoader(),
                        new Class<?>[] {Admin.class},
                        (proxy, method, arguments) ->
                                method.invoke(choice.apply(method.getName()), arguments));
    }

    @ParameterizedTest
    @CsvSource({
        "ledger, cleanup.policy, compact",
        "ledger, cleanup.policy, 'compact,delete'",
        "ledger, retention.ms, 604800000",
        "ledger, retention.bytes, 1073741824",
        "checkpoints, cleanup.policy, compact",
        "schemas, cleanup.policy, compact",
        "schemas, retention.ms, 86400000",
        "intake, message.timestamp.type, CreateTime",
        "intake, retention.ms, -1",
        "ledger, max.message.bytes, 1000",
        "ledger, unclean.leader.election.enable, true",
    })
    void refusesASettingThatWouldLoseHistory(String topic, String setting, String value)
            throws Exception {
        String prefix = "bad-" + Integer.toHexString((topic + setting + value).hashCode());
        List<TopicSpec> specs = TopicSpecs.of(new LedgerTopics(prefix), OPTIONS);
        TopicAdmin topics = new TopicAdmin(admin);
        topics.ensure(specs);
        alter(prefix + "." + topic, setting, value);

        TopicMismatchException refused =
                catchThrowableOfType(TopicMismatchException.class, () -> topics.ensure(specs));

        assertThat(refused.problems()).hasSize(1);
        TopicProblem problem = refused.problems().getFirst();
        assertThat(problem.topic()).isEqualTo(prefix + "." + topic);
        assertThat(problem.setting()).isEqualTo(setting);
        assertThat(problem.found()).isEqualTo(value);
        assertThat(problem.remedy()).contains("kafka-configs").contains(problem.topic());
    }

    @Test
    void refusesUnequalPartitionsOfIntakeAndLedger() throws Exception {
        create("uneven.ledger", 3);
        create("uneven.intake", 5);

        assertThatThrownBy(
                        () ->
                                new TopicAdmin(admin)
                                        .ensure(TopicSpecs.of(new LedgerTopics("uneven"), OPTIONS)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("topic uneven.intake: partitions is 5, but must be 3");
    }

    @Test
    void givesAMissingIntakeTheNumberOfPartitionsOfTheLedger() throws Exception {
        List<TopicSpec> specs = TopicSpecs.of(new LedgerTopics("grown"), OPTIONS);
        create(specs.getFirst(), 3);

        new TopicAdmin(admin).ensure(specs);

        assertThat(partitions("grown.intake")).isEqualTo(3);
        assertThat(partitions("grown.schemas")).isEqualTo(1);
    }

    @Test
    void refusesToBeginASecondHistoryWhenOnlyTheLedgerIsMissing() throws Exception {
        List<TopicSpec> specs = TopicSpecs.of(new LedgerTopics("lost"), OPTIONS);
        TopicAdmin topics = new TopicAdmin(admin);
        topics.ensure(specs);
        admin.deleteTopics(List.of("lost.ledger")).all().get(60, TimeUnit.SECONDS);
        await(() -> !admin.listTopics().names().get(60, TimeUnit.SECONDS).contains("lost.ledger"));

        assertThatThrownBy(() -> topics.ensure(specs))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("topic lost.ledger: existence is missing although")
                .hasMessageContaining("restore it");
    }

    private static void create(String name, int partitions) throws Exception {
        create(new NewTopic(name, partitions, (short) 1));
    }

    private static void create(TopicSpec spec, int partitions) throws Exception {
        create(new NewTopic(spec.name(), partitions, (short) 1).configs(spec.values()));
    }

    private static void create(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        await(() -> admin.listTopics().names().get(60, TimeUnit.SECONDS).contains(topic.name()));
    }

    private static int partitions(String name) throws Exception {
        return admin.describeTopics(List.of(name))
                .allTopicNames()
                .get(60, TimeUnit.SECONDS)
                .get(name)
                .partitions()
                .size();
    }

    /** Returns when the broker shows the value: the controller acknowledges before that. */
    private static void alter(String topic, String setting, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change =
                new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                .all()
                .get(60, TimeUnit.SECONDS);
        await(
                () ->
                        admin.describeConfigs(List.of(resource))
                                .all()
                                .get(60, TimeUnit.SECONDS)
                                .get(resource)
                                .get(setting)
                                .value()
                                .equals(value));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("120 s are over").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
