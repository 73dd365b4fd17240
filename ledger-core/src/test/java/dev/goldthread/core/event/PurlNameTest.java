package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurlNameTest {

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/lodash@4.17.21, lodash",
        "pkg:npm/%40angular/core@12.3.1, core",
        "pkg:npm/@angular/core, core",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.0?type=jar#a/b, log4j-core",
        "pkg:github/ARM-software/CMSIS-DSP@v1.16.2, cmsis-dsp",
        "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64, libssl3",
        "pkg:golang/github.com/gorilla/mux, mux",
        "pkg:pypi/Typing_Extensions@4.12.2, typing-extensions",
        "pkg:pypi/zope._-interface@6.0, zope-interface",
        "pkg:pypi/zope--interface@6.0, zope-interface",
        "pkg:npm/socket.io@4.8.1, socket-io",
        "pkg:generic/a%20b@1, a b",
        "pkg:generic/100%25@1, 100%",
        "pkg:generic/odd%zz@1, odd%zz"
    })
    void isTheLastPartOfThePath(String purl, String name) {
        assertThat(PurlName.of(purl)).hasValue(name);
    }

    @Test
    void whatIsNoPackageUrlHasNone() {
        assertThat(PurlName.of("lodash@4")).isEqualTo(Optional.empty());
        assertThat(PurlName.of("pkg:npm/")).isEmpty();
    }
}
