package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void aLineForEachStageAndWhatTheLedgerHolds() throws Exception {
        JsonNode status =
                LedgerClient.JSON.readTree(
                        """
                        {"stages":[
                          {"stage":"gate","status":"UP","done":12345,"refused":3,
                           "counters":{"duplicates":10000,
                             "taken":{"http":12300,"report/junit":45},
                             "refused":{"id-conflict":1,"not-json":2}}},
                          {"stage":"sealer","status":"UP","done":12340,"behind":5,"refused":0,
                           "counters":{"sealed":12340,"duplicates":0,"rejected":0,
                             "commitMillis":14,"refused":{}}},
                          {"stage":"projector","status":"DOWN","reason":"is REBALANCING","done":0,
                           "counters":{"duplicates":0,"opaque":1,"rebuilds":0}},
                          {"stage":"broker","status":"UP"},
                          {"stage":"registry","status":"UP"}],
                         "totals":{"products":2,"events":1012340},
                         "store":{"bytes":5452595,"rows":61002},
                         "restore":{"remaining":900}}
                        """);

        assertThat(StatusText.of(status, OptionalInt.empty()))
                .isEqualTo(
                        """
                         STAGE      STATE  DONE    BEHIND  REFUSED  NOTES
                         gate       UP     12,345          3        http 12,300; report/junit 45; duplicates 10,000;
                                                                    id-conflict 1; not-json 2
                         sealer     UP     12,340  5       0        commit takes 14 ms
                         projector  DOWN   0       ?                is REBALANCING; opaque 1
                         broker     UP
                         registry   UP

                        ledger  1,012,340 events, products: 2
                        graph   5.2 MiB, about 61,002 rows; 900 records to restore
                        done and refused count since this process started
                        """);
    }

    @Test
    void aWitnessThatFailsIsTold() throws Exception {
        JsonNode status =
                LedgerClient.JSON.readTree(
                        """
                        {"witnesses":[
                           {"witness":"w1","pending":0,"cosigned":1200,"failed":0},
                           {"witness":"w2","pending":2,"cosigned":0,"failed":7,
                            "problem":"pump: \\u001b[1mConnection refused"}],
                         "timestamps":{"stamped":3,"failed":1}}
                        """);

        assertThat(StatusText.of(status, OptionalInt.empty()))
                .endsWith(
                        """
                        witness w1  cosigned 1,200, failed 0, logs open 0
                        witness w2  cosigned 0, failed 7, logs open 2; pump: %s
                        timestamps  stamped 3, failed 1
                        """
                                .formatted(Tables.clean("\u001b[1mConnection refused")))
                .doesNotContain("\u001b");
    }

    @Test
    void sizesHaveTheUnitThatKeepsThemShort() {
        assertThat(StatusText.bytes(0)).isEqualTo("0 B");
        assertThat(StatusText.bytes(1023)).isEqualTo("1023 B");
        assertThat(StatusText.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(StatusText.bytes(5L << 40)).isEqualTo("5.0 TiB");
    }
}
