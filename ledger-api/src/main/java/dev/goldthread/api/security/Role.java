package dev.goldthread.api.security;

/** What a principal may do (architecture, "Security"). */
public enum Role {
    /** Submit events. */
    PRODUCER,
    /** Ask for traces, events, refusals. */
    READER,
    /** Decide on approval requests. */
    APPROVER,
    /** Read everything and take evidence out. */
    AUDITOR,
    /** Run the ledger; may do everything. */
    OPERATOR
}
