package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * in-toto: a DSSE envelope, a bare Statement (which nobody signed), or envelopes line by line where
 * the content type says so.
 */
public final class InTotoAdapter implements Adapter {

    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final int LINES_MAX = 100;

    @Override
    public String name() {
        return "intoto";
    }

    @Override
    public Reading read(Delivery delivery, Rules rules) {
        String type = delivery.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean isLines =
                type.contains("ndjson")
                        || type.contains("jsonl")
                        || type.contains("in-toto.bundle");
        return isLines
                ? lines(delivery, rules)
                : one(delivery.body().toBytes(), "", rules, delivery.receivedAt());
    }

    private static Reading one(byte[] body, String pointer, Rules rules, Instant receivedAt) {
        try {
            Member root = JsonBody.read(body, pointer);
            if (root.get("_type").isThere()) {
                return Statements.read(body, pointer, unsigned(rules), rules, receivedAt);
            }
            return read(DsseEnvelope.read(root.needObject()), rules, receivedAt);
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    /** Where somebody's signature is asked for, to leave it away helps nobody. */
    private static Verification unsigned(Rules rules) {
        return rules.trust().asksForSignatures()
                ? new Verification.Failed("it bears no signature")
                : new Verification.Unverified("it bears no signature");
    }

    private static Reading read(DsseEnvelope envelope, Rules rules, Instant receivedAt) {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            return new Reading.Unmapped(
                    envelope.payloadType(),
                    "only payloads of type %s are read".formatted(PAYLOAD_TYPE));
        }
        Verification verification =
                SignatureCheck.check(envelope, rules.trust().keys(), rules.connection());
        return Statements.read(
                envelope.payload().toBytes(), "/payload", verification, rules, receivedAt);
    }

    private static Reading lines(Delivery delivery, Rules rules) {
        String text = new String(delivery.body().toBytes(), StandardCharsets.UTF_8);
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LINES_MAX + 1).toList();
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            return Reading.Refused.of(
                    "", "wrong-number", "other", "send 1 to %d lines".formatted(LINES_MAX));
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
            readings.add(one(line, "line " + (i + 1) + ":", rules, delivery.receivedAt()));
        }
        return Batch.of(readings, "in-toto bundle");
    }
}
