package dev.goldthread.core.bundle;

import java.util.List;

/** What the files of an exported event are called. */
final class EventNames {

    static final String BODY = "body.avro";
    static final String SEAL = "seal.bin";
    static final String SCHEMA = "schema.avsc";
    static final String PROOF = "proof.txt";
    static final String CHECKPOINT = LogNames.CHECKPOINT;
    static final String KEY = "key";

    static final List<String> ALL = List.of(BODY, SEAL, SCHEMA, PROOF, CHECKPOINT, KEY);

    private EventNames() {}
}
