package dev.goldthread.streams.seal;

/** The rules by which the sealer refuses a record of the intake, with what to do about it. */
public enum RefusalRule {
    MISSING_KEY("missing-key", "submit through the gate, which keys events by product"),
    MISSING_VALUE("missing-value", "submit through the gate; the intake knows no tombstones"),
    TOO_LARGE("too-large", "split the event into numbered parts, content into the evidence store"),
    UNDECODABLE("undecodable", "encode the event under the schema that the record names"),
    UNKNOWN_SCHEMA("unknown-schema", "register the writer schema, then submit again"),
    WRONG_KEY("wrong-key", "use the event's product as the record key"),
    WRONG_PARTITION("wrong-partition", "partition by murmur2 of the key, as Java producers do"),
    ID_CONFLICT("id-conflict", "give the other event an id of its own, or supersede the first");

    private final String text;
    private final String remedy;

    RefusalRule(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** The rule's name as refusals and metrics carry it. */
    public String text() {
        return text;
    }

    public String remedy() {
        return remedy;
    }
}
