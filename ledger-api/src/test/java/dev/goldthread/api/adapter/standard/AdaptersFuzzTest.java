package dev.goldthread.api.adapter.standard;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No bytes make an adapter throw, with signatures asked for or not. A plain build runs the seeds;
 * {@code JAZZER_FUZZ=1} with one of the methods looks for more (docs/standards-in.md).
 */
class AdaptersFuzzTest {

    private static final Rules ASKING = asking();

    private static Rules asking() {
        try {
            return PumpRules.of(
                    new Trust(
                            List.of(
                                    new Trust.Key(
                                            "k",
                                            KeyPairGenerator.getInstance("Ed25519")
                                                    .generateKeyPair()
                                                    .getPublic())),
                            Optional.of(new Bytes("{}".getBytes(StandardCharsets.UTF_8))),
                            List.of(new Trust.Identity("i", "https://i.example.org", "s"))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static void read(String adapter, byte[] body) {
        Adapter each = Corpus.adapter(adapter);
        for (Rules rules : List.of(PUMP, ASKING)) {
            each.read(Readings.delivery(body, Map.of("content-type", "application/json")), rules);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void cloudEvents(byte[] body) {
        Adapter adapter = Corpus.adapter("cloudevents");
        for (String type :
                List.of("application/cloudevents+json", "application/cloudevents-batch+json")) {
            adapter.read(Readings.delivery(body, Map.of("content-type", type)), PUMP);
        }
        String header = new String(body, StandardCharsets.ISO_8859_1);
        adapter.read(
                Readings.delivery(
                        body,
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", header,
                                "ce-source", header,
                                "ce-type", header)),
                PUMP);
    }

    @FuzzTest(maxDuration = "2m")
    void cdEvents(byte[] body) {
        read("cdevents", body);
    }

    @FuzzTest(maxDuration = "2m")
    void inToto(byte[] body) {
        read("intoto", body);
    }

    @FuzzTest(maxDuration = "2m")
    void sigstore(byte[] body) {
        read("sigstore", body);
    }

    @FuzzTest(maxDuration = "2m")
    void eiffel(byte[] body) {
        read("eiffel", body);
    }

    @FuzzTest(maxDuration = "2m")
    void openLineage(byte[] body) {
        read("openlineage", body);
    }
}
