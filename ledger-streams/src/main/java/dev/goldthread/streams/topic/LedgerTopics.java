package dev.goldthread.streams.topic;

import java.util.regex.Pattern;

/**
 * The names of the ledger's topics.
 *
 * @param prefix what every name begins with, so that ledgers can share a cluster: 1 to 64
 *     characters, lower-case words joined by {@code . -}
 */
public record LedgerTopics(String prefix) {

    private static final int PREFIX_LENGTH_MAX = 64;
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    // What Kafka allows in a topic name (org.apache.kafka.common.internals.Topic), kept short.
    private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    // Below the patterns, which it needs.
    public static final LedgerTopics DEFAULT = new LedgerTopics("goldthread");

    public LedgerTopics {
        if (prefix.length() > PREFIX_LENGTH_MAX || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topic prefix must be 1 to %d characters matching %s, but is \"%s\"; choose one such as goldthread"
                            .formatted(PREFIX_LENGTH_MAX, PREFIX.pattern(), prefix));
        }
    }

    /** What the gate accepted, on its way to the sealer. */
    public String intake() {
        return prefix + ".intake";
    }

    /** What the sealer sealed: the log of record. */
    public String ledger() {
        return prefix + ".ledger";
    }

    /** What the checkpointer signed. */
    public String checkpoints() {
        return prefix + ".checkpoints";
    }

    /** What was refused, with the reason. */
    public String rejected() {
        return prefix + ".rejected";
    }

    /** The texts of writer schemas under their SHA-256. */
    public String schemas() {
        return prefix + ".schemas";
    }

    /**
     * Where the producer {@code principal} submits by Kafka instead of HTTP.
     *
     * @throws IllegalArgumentException when no topic can carry that name
     */
    public String inbox(String principal) {
        if (!PRINCIPAL.matcher(principal).matches()) {
            throw new IllegalArgumentException(
                    "an inbox's principal must match %s, but is \"%s\"; map it to such a name"
                            .formatted(PRINCIPAL.pattern(), principal));
        }
        return inboxPrefix() + principal;
    }

    /** What the names of all inboxes begin with; what follows is the principal. */
    public String inboxPrefix() {
        return prefix + ".inbox.";
    }
}
