package dev.goldthread.api.adapter.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A CloudEvent in binary mode: attributes in headers, data in the body. HTTP percent-encodes its
 * values (HTTP protocol binding, 3.1.3.2), Kafka does not (Kafka protocol binding, 3.2.3).
 */
final class Attributes {

    private static final String HTTP = "ce-";
    private static final String KAFKA = "ce_";
    private static final int HEX = 16;

    private Attributes() {}

    static CloudEvent read(Delivery delivery) {
        requireVersion(attribute(delivery, "specversion"));
        attribute(delivery, "time").rfc3339();
        return new CloudEvent(
                attribute(delivery, "id").needText(),
                attribute(delivery, "source").needText(),
                attribute(delivery, "type").needText(),
                data(delivery));
    }

    static void requireVersion(Member version) {
        if (!version.needText().startsWith("1.")) {
            throw version.refused("unknown-version", "send CloudEvents 1.0");
        }
    }

    static boolean areIn(Delivery delivery) {
        return delivery.headers().keySet().stream()
                .anyMatch(name -> name.startsWith(HTTP) || name.startsWith(KAFKA));
    }

    private static Member attribute(Delivery delivery, String name) {
        Optional<String> http = delivery.header(HTTP + name);
        Optional<String> value =
                http.isPresent()
                        ? Optional.of(decodedOnce(http.get(), HTTP + name))
                        : delivery.header(KAFKA + name);
        return new Member(
                value.<JsonNode>map(TextNode::valueOf).orElse(MissingNode.getInstance()),
                "header:" + HTTP + name);
    }

    private static Member data(Delivery delivery) {
        boolean isJson =
                delivery.header("content-type").isPresent()
                        && JsonFormat.isJson(delivery.header("content-type"));
        return isJson && delivery.body().length() > 0
                ? JsonBody.read(delivery.body().toBytes(), "")
                : new Member(MissingNode.getInstance(), "");
    }

    private static String decodedOnce(String header, String name) {
        String text = unquoted(header);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i, name));
                i += 3;
            } else {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw badEncoding(name, header);
        }
    }

    private static int octet(String text, int at, String name) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), HEX) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX) : -1;
        if (high < 0 || low < 0) {
            throw badEncoding(name, text);
        }
        return high * HEX + low;
    }

    private static UnfitException badEncoding(String name, String value) {
        return new UnfitException(
                "header:" + name,
                "bad-percent-encoding",
                value,
                "percent-encode UTF-8: %20 for a blank, %25 for a percent sign");
    }

    /** A quoted string's value (RFC 7230, 3.2.6). */
    private static String unquoted(String header) {
        if (header.length() < 2 || !header.startsWith("\"") || !header.endsWith("\"")) {
            return header;
        }
        return header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
