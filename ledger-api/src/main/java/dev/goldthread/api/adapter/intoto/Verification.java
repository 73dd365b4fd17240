package dev.goldthread.api.adapter.intoto;

/** What came of checking who signed. */
public sealed interface Verification {

    /**
     * A key or identity that the connection believes has signed.
     *
     * @param signer the name that the connection gives it
     */
    record Verified(String signer) implements Verification {}

    /** Somebody would have been believed, but did not sign this. */
    record Failed(String because) implements Verification {}

    /** There was nothing to check it by. */
    record Unverified(String because) implements Verification {}

    /** A symbol of the vocabulary's VerificationState. */
    default String state() {
        return switch (this) {
            case Verified _ -> "VERIFIED";
            case Failed _ -> "FAILED";
            case Unverified _ -> "NOT_VERIFIED";
        };
    }

    /**
     * For ids: a body that is mapped again under other keys is another statement, and of two at the
     * same time the greater id is the latest (event-model, "Order does not matter").
     */
    default String suffix() {
        return switch (this) {
            case Verified _ -> "verified";
            case Failed _ -> "failed";
            case Unverified _ -> "unverified";
        };
    }
}
