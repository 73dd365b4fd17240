package dev.goldthread.streams.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Why a record lies on the topic of refusals. Key and value there are what was submitted, as it
 * came: JSON from the gate, a framed Avro body from the sealer.
 *
 * <p>Every component is one header of the same name in UTF-8, but {@code rule}, whose header is
 * {@code reason}; an absent one is left out. Product, id and principal are text, not identities:
 * what was refused need not be well-formed.
 *
 * @param rule the rule's name, {@code id-conflict}
 * @param detail what was seen, for people; cut to 1,000 characters
 * @param remedy what to submit instead, or what to do; cut likewise
 * @param field JSON pointer (RFC 6901) into the submitted event
 * @param time when it was refused
 * @param source where the record came from, {@code <topic>-<partition>-<offset>}
 */
public record Refusal(
        String rule,
        String detail,
        String remedy,
        Instant time,
        Optional<String> field,
        Optional<String> product,
        Optional<String> id,
        Optional<String> principal,
        Optional<String> source) {

    private static final int TEXT_LENGTH_MAX = 1_000;
    private static final String REASON = "reason";
    private static final String DETAIL = "detail";
    private static final String REMEDY = "remedy";
    private static final String TIME = "time";
    private static final String FIELD = "field";
    private static final String PRODUCT = "product";
    private static final String ID = "id";
    private static final String PRINCIPAL = "principal";
    private static final String SOURCE = "source";

    public Refusal {
        if (rule.isBlank()) {
            throw new IllegalArgumentException(
                    "rule must name what was broken, but is blank; name the rule");
        }
        detail = shortened(detail);
        remedy = shortened(remedy);
        field = field.map(Refusal::shortened);
        product = product.map(Refusal::shortened);
        id = id.map(Refusal::shortened);
        principal = principal.map(Refusal::shortened);
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "…";
    }

    public Headers toHeaders() {
        RecordHeaders headers = new RecordHeaders();
        put(headers, REASON, Optional.of(rule));
        put(headers, DETAIL, Optional.of(detail));
        put(headers, REMEDY, Optional.of(remedy));
        put(headers, TIME, Optional.of(time.toString()));
        put(headers, FIELD, field);
        put(headers, PRODUCT, product);
        put(headers, ID, id);
        put(headers, PRINCIPAL, principal);
        put(headers, SOURCE, source);
        return headers;
    }

    private static void put(Headers headers, String name, Optional<String> text) {
        text.ifPresent(value -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads what {@link #toHeaders} wrote.
     *
     * @throws IllegalArgumentException when the rule is missing
     * @throws java.time.DateTimeException when the time is missing or none
     */
    public static Refusal of(Headers headers) {
        return new Refusal(
                text(headers, REASON).orElse(""),
                text(headers, DETAIL).orElse(""),
                text(headers, REMEDY).orElse(""),
                Instant.parse(text(headers, TIME).orElse("")),
                text(headers, FIELD),
                text(headers, PRODUCT),
                text(headers, ID),
                text(headers, PRINCIPAL),
                text(headers, SOURCE));
    }

    private static Optional<String> text(Headers headers, String name) {
        byte[] value = LedgerHeaders.value(headers, name);
        return value.length == 0
                ? Optional.empty()
                : Optional.of(new String(value, StandardCharsets.UTF_8));
    }
}
