package dev.goldthread.streams.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Reads the commands that deploy/kafka/acls.sh would run. */
@DisabledOnOs(OS.WINDOWS)
class AccessRulesTest {

    private static List<String> rules = List.of();

    @BeforeAll
    static void run() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "../deploy/kafka/acls.sh", "broker:9092", "ci");
        builder.environment().put("KAFKA_ACLS", "echo");
        Process script = builder.redirectErrorStream(true).start();
        script.getOutputStream().close();
        rules =
                new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("--bootstrap-server broker:9092"))
                        .toList();
        assertThat(script.waitFor()).isZero();
    }

    @Test
    void letsOnePrincipalAloneWriteEachRecord() {
        assertThat(writers("goldthread.intake")).containsExactly("User:gate");
        assertThat(writers("goldthread.ledger")).containsExactly("User:sealer");
        assertThat(writers("goldthread.checkpoints")).containsExactly("User:checkpointer");
        assertThat(writers("goldthread.schemas")).containsExactly("User:gate");
        assertThat(writers("goldthread.rejected"))
                .containsExactlyInAnyOrder("User:gate", "User:sealer");
        assertThat(writers("goldthread.inbox.ci")).containsExactly("User:ci");
    }

    @Test
    void givesTransactionsToTheSealerAlone() {
        assertThat(rules.stream().filter(rule -> rule.contains("--transactional-id")))
                .hasSize(1)
                .allMatch(rule -> rule.contains("--allow-principal User:sealer "));
    }

    @Test
    void letsAProducerDoNothingButWriteItsInbox() {
        assertThat(rules.stream().filter(rule -> rule.contains("User:ci ")))
                .hasSize(1)
                .allMatch(rule -> rule.endsWith("--topic goldthread.inbox.ci"));
    }

    @Test
    void deniesEverybodyToDeleteOrAlterEvidence() {
        for (String topic :
                List.of(
                        "goldthread.ledger",
                        "goldthread.checkpoints",
                        "goldthread.schemas",
                        "goldthread.rejected",
                        "goldthread-checkpointer-signer")) {
            assertThat(rules)
                    .filteredOn(rule -> rule.endsWith("--topic " + topic))
                    .anySatisfy(
                            rule ->
                                    assertThat(rule)
                                            .contains("--deny-principal User:*")
                                            .contains("--operation Delete")
                                            .contains("--operation Alter ")
                                            .contains("--operation AlterConfigs"));
        }
    }

    private static Stream<String> writers(String topic) {
        return rules.stream()
                .filter(rule -> rule.endsWith("--topic " + topic))
                .filter(rule -> rule.contains("--operation Write"))
                .map(rule -> rule.replaceAll(".*--allow-principal (\\S+) .*", "$1"));
    }
}
