package dev.goldthread.streams.ledger;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a ledger record (log-format, "On Kafka"). */
public final class LedgerHeaders {

    /** 113 bytes. */
    public static final String SEAL = "seal";

    /** 32 bytes. */
    public static final String LEAF = "leaf";

    private LedgerHeaders() {}

    /** The header's bytes; empty when it is missing, so that whoever parses them says so. */
    public static byte[] value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? new byte[0] : header.value();
    }
}
