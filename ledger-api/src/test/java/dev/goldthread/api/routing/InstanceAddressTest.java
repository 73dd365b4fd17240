package dev.goldthread.api.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceAddressTest {

    @Test
    void readsSchemeHostAndPort() {
        assertThat(InstanceAddress.parse("http://10.0.0.5:8080/"))
                .isEqualTo(new InstanceAddress("http", new HostInfo("10.0.0.5", 8080)))
                .hasToString("http://10.0.0.5:8080");
        assertThat(InstanceAddress.parse("https://ledger-0.ledger"))
                .hasToString("https://ledger-0.ledger:443");
        assertThat(InstanceAddress.parse("http://ledger-0")).hasToString("http://ledger-0:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ledger-0:8080",
                "ftp://ledger-0",
                "http://",
                "http://ledger-0/api",
                "http://ledger-0?x=1",
                "http://me:secret@ledger-0",
                "http://ledger 0"
            })
    void refusesWhatIsMoreOrLess(String text) {
        assertThatThrownBy(() -> InstanceAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertise must be a URL")
                .hasMessageContaining("http://10.0.0.5:8080");
    }
}
