package dev.goldthread.streams.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** RFC 7512 as far as a signing key needs it. */
@DisabledOnOs(OS.WINDOWS)
class TokenUriTest {

    private static final String MODULE = "?module-path=/usr/lib/p11.so";

    @Test
    void readsAttributesAsTheRfcWritesThem() {
        TokenUri uri =
                TokenUri.parse(
                        "PKCS11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;"
                                + "model=1.0;serial=9a:b;slot-id=327;object=my-key&more;type=private;id=%69%95%3E%5C%F4"
                                + MODULE
                                + "&pin-value=the-pin%26");

        assertThat(uri.token()).contains("The Software PKCS#11 Softtoken");
        assertThat(uri.manufacturer()).contains("Snake Oil, Inc.");
        assertThat(uri.model()).contains("1.0");
        assertThat(uri.serial()).contains("9a:b");
        assertThat(uri.slotId()).contains("327");
        assertThat(uri.object()).contains("my-key&more");
        assertThat(uri.id()).contains("69953e5cf4");
        assertThat(uri.module()).isEqualTo(Path.of("/usr/lib/p11.so"));
        assertThat(uri.pin().orElseThrow().read()).asString().isEqualTo("the-pin&");
        assertThat(uri + " " + new SignerChoice.Token(uri)).doesNotContain("the-pin");
        assertThat(uri.toString()).contains("object=my-key&more").endsWith(MODULE);
    }

    @Test
    void aPinComesFromAFile() {
        assertThat(source("file:/etc/pin")).hasToString("/etc/pin");
        assertThat(source("file:///etc/pin")).hasToString("/etc/pin");
        assertThat(source("/etc/pin")).hasToString("/etc/pin");
        refuses("object=k" + MODULE + "&pin-source=%7C/bin/cat", "pin-source", "file:");
        refuses("object=k" + MODULE + "&pin-source=file:pin", "pin-source", "absolute");
        refuses("object=k" + MODULE + "&pin-source=file://host/pin", "pin-source", "absolute");
        refuses(
                "object=k" + MODULE + "&pin-source=file:/etc/pin&pin-value=4711",
                "pin-source or pin-value");
    }

    @Test
    void refusesWhatItCannotHoldTheTokenAgainst() {
        refuses("token=t" + MODULE, "must have object or id");
        refuses("object=k", "must have module-path");
        refuses("object=k?module-path=lib.so", "module-path", "absolute path", "lib.so");
        refuses("object=k?module-name=softhsm2", "module-name", "must be one of module-path");
        refuses("object=k;library-version=3" + MODULE, "library-version", "must be one of");
        refuses("object=k;object=l" + MODULE, "object", "once");
        refuses("object=k;type=public" + MODULE, "type", "private", "public");
        refuses("object=k;slot-id=first" + MODULE, "slot-id", "a number", "first");
    }

    @Test
    void aMalformedUriIsToldWithoutItsPin() {
        refuses("object=k;" + MODULE, "attribute 2 is none");
        refuses("object=a b" + MODULE, "object", "its 2.");
        refuses("object=a%2" + MODULE, "object", "its 2.");
        refuses("object=%FF" + MODULE, "object", "UTF-8");
        refuses("object=k" + MODULE + "&pin-value=4711#", "pin-value", "its 5.");
        refuses("object=k" + MODULE + "&pin-value=4711&pin-value=4711", "pin-value", "once");
    }

    private static TokenPin source(String source) {
        return TokenUri.parse("pkcs11:object=k" + MODULE + "&pin-source=" + source)
                .pin()
                .orElseThrow();
    }

    private static void refuses(String rest, String... says) {
        assertThatThrownBy(() -> TokenUri.parse("pkcs11:" + rest))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContainingAll(says)
                .hasMessageNotContaining("4711");
    }
}
