package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.gate.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, every adapter answers, and says what is wrong with them. */
class HostileBodiesTest {

    private static final Map<String, String> HEADERS =
            Map.of("X-GitHub-Event", "push", "Content-Type", "application/cloudevents+json");

    /** Standards have a bound of their own on nesting and numbers. */
    private static final List<String> UNREADABLE = List.of("not-json", "too-deep-or-long");

    static Stream<String> formats() {
        return Adapters.formats().stream();
    }

    private static Violation refusal(String format, byte[] body) {
        Reading reading = Readings.read(format, HEADERS, body);
        assertThat(reading).as(format).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).violations().getFirst();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void tenThousandLevelsAreRefused(String format) {
        assertThat(refusal(format, utf8("[".repeat(10_000))).rule()).isIn(UNREADABLE);
        assertThat(
                        refusal(format, utf8("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                                .rule())
                .isIn(UNREADABLE);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void onlyUtf8IsRead(String format) {
        String body = "{\"ref\": \"ü\"}";

        assertThat(refusal(format, body.getBytes(StandardCharsets.ISO_8859_1)).rule())
                .isEqualTo("not-utf-8");
        assertThat(refusal(format, body.getBytes(StandardCharsets.UTF_16BE)).rule())
                .isIn("not-utf-8", "not-json");
        assertThat(refusal(format, new byte[0]).rule()).isEqualTo("not-json");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aMemberThatStandsTwiceIsRefusedByName(String format) {
        Violation violation = refusal(format, utf8("{\"build\": {\"sha\": 1, \"sha\": 2}}"));

        assertThat(violation.rule()).isEqualTo("duplicate-member");
        assertThat(violation.field()).startsWith("/build");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void hugeNumbersAreNoNumbers(String format) {
        assertThat(refusal(format, utf8("{\"a\": " + "9".repeat(5_000) + "}")).rule())
                .isIn(UNREADABLE);
        assertThat(Readings.read(format, HEADERS, "{\"timestamp\": 1e999999999}")).isNotNull();
        assertThat(Readings.read(format, HEADERS, "{\"timestamp\": 99999999999999999999}"))
                .isNotNull();
    }

    /**
     * Every place of a sample gets every wrong value once: an answer comes back, or events that
     * pass.
     */
    @ParameterizedTest
    @MethodSource("formats")
    void wrongValuesAnywhereAreAnswered(String format) {
        Trial.Sample sample = Trial.sample(format).orElseThrow();
        String body = new String(sample.body().toBytes(), StandardCharsets.UTF_8);
        List<String> wrong =
                List.of(
                        "null",
                        "[]",
                        "{}",
                        "-1",
                        "1e400",
                        "\"\"",
                        "\"\\ud800\"",
                        "\"a@b c\\u0000\"",
                        "true");
        for (String value : wrong) {
            for (String each : withEachValue(body, value)) {
                assertThat(Readings.read(format, sample.headers(), each)).isNotNull();
            }
        }
    }

    private static List<String> withEachValue(String body, String value) {
        return Pattern.compile(": (\"[^\"]*\"|-?[0-9]+|true|false)")
                .matcher(body)
                .results()
                .map(
                        found ->
                                body.substring(0, found.start(1))
                                        + value
                                        + body.substring(found.end(1)))
                .toList();
    }

    /** Seeded, so that a failure can be seen again. */
    @ParameterizedTest
    @MethodSource("formats")
    void damagedBytesAreAnswered(String format) {
        Trial.Sample sample = Trial.sample(format).orElseThrow();
        Random random = new Random(20_261_127);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = sample.body().toBytes().clone();
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertThat(Readings.read(format, sample.headers(), body)).isNotNull();
        }
    }

    @Test
    void aZipBombIsStoppedAtTheBound() throws IOException {
        Bytes bomb = gzip(new byte[50 * 1024 * 1024]);
        assertThat(bomb.length()).isLessThan(100_000);

        UnfitException refused =
                Assertions.catchThrowableOfType(
                        UnfitException.class,
                        () -> TransferEncoding.decode(bomb, Optional.of("gzip"), 1024 * 1024));

        assertThat(refused.violation().rule()).isEqualTo("inflates-too-much");
        assertThat(TransferEncoding.decode(gzip(utf8("{}")), Optional.of("gzip"), 2))
                .isEqualTo(new Bytes(utf8("{}")));
    }

    @Test
    void whatIsNoGzipAndOtherEncodingsAreRefused() {
        assertThat(
                        Assertions.catchThrowableOfType(
                                        UnfitException.class,
                                        () ->
                                                TransferEncoding.decode(
                                                        new Bytes(utf8("{}")),
                                                        Optional.of("gzip"),
                                                        100))
                                .violation()
                                .rule())
                .isEqualTo("not-gzip");
        assertThat(
                        Assertions.catchThrowableOfType(
                                        UnfitException.class,
                                        () ->
                                                TransferEncoding.decode(
                                                        new Bytes(utf8("{}")),
                                                        Optional.of("br"),
                                                        100))
                                .violation()
                                .rule())
                .isEqualTo("encoding");
    }

    @Test
    void onlyHeadersOfTheListAreKept() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer abc");
        headers.put("X-Gitlab-Token", "abc");
        headers.put("X-Hub-Signature-256", "sha256=00");
        headers.put("Cookie", "abc");
        headers.put("X-GitHub-Event", "push");
        headers.put("ce-type", "t");

        assertThat(KeptHeaders.of(headers)).containsOnlyKeys("x-github-event", "ce-type");
    }

    private static Bytes gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return new Bytes(bytes.toByteArray());
    }
}
