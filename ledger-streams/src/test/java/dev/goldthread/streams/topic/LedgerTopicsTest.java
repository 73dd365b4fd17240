package dev.goldthread.streams.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTopicsTest {

    @Test
    void namesEveryTopicBehindThePrefix() {
        LedgerTopics names = new LedgerTopics("acme.trace");

        assertThat(names.intake()).isEqualTo("acme.trace.intake");
        assertThat(names.inbox("ci-jenkins")).isEqualTo("acme.trace.inbox.ci-jenkins");
    }

    @Test
    void refusesNamesThatNoTopicCanCarry() {
        assertThatThrownBy(() -> new LedgerTopics("Acme_")).hasMessageContaining("\"Acme_\"");
        assertThatThrownBy(() -> LedgerTopics.DEFAULT.inbox("CN=ci,O=acme"))
                .hasMessageContaining("\"CN=ci,O=acme\"");
    }

    @Test
    void refusesRetentionBelowAnHour() {
        assertThatThrownBy(() -> new TopicOptions(4, 1, Duration.ofMinutes(5), Optional.empty()))
                .hasMessageContaining("intakeRetention")
                .hasMessageContaining("PT5M");
    }

    @Test
    void keepsTheTableInTheDeploymentFolderUpToDate() throws Exception {
        String table =
                TopicTable.markdown(
                        TopicSpecs.of(LedgerTopics.DEFAULT, TopicOptions.forCluster(3)));

        assertThat(Files.readString(Path.of("../deploy/kafka/topics.md")))
                .as("deploy/kafka/topics.md must hold exactly this:%n%s", table)
                .contains(table);
    }
}
