package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * No bytes make a reader of files throw. A plain build runs the seeds; how to look for more stands
 * in docs/producers.md.
 */
class ReportsFuzzTest {

    private static void read(String format, byte[] body) {
        assertThat(HostileInputTest.READERS.get(format).apply(body)).isNotNull();
    }

    @FuzzTest(maxDuration = "1m")
    void junit(byte[] body) {
        read("junit", body);
    }

    @FuzzTest(maxDuration = "1m")
    void sarif(byte[] body) {
        read("sarif", body);
    }

    @FuzzTest(maxDuration = "1m")
    void cycloneDx(byte[] body) {
        read("cyclonedx", body);
    }

    @FuzzTest(maxDuration = "1m")
    void spdx(byte[] body) {
        read("spdx", body);
    }

    @FuzzTest(maxDuration = "1m")
    void reqIf(byte[] body) {
        read("reqif", body);
    }

    @FuzzTest(maxDuration = "1m")
    void openFastTrace(byte[] body) {
        read("openfasttrace", body);
    }
}
