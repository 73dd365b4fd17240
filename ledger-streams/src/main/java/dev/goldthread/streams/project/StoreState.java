package dev.goldthread.streams.project;

/** How far a partition's store can be trusted to be at the ledger's end, the least first. */
public enum StoreState {
    /** It cannot be read here. */
    NONE,
    /**
     * True as of its offset, which may be anywhere: it is being restored, or is the copy that this
     * instance keeps while another one serves.
     */
    FOLLOWING,
    /** This instance owns the partition, and applies what is sealed as it comes. */
    SERVING;

    boolean is(StoreState atLeast) {
        return compareTo(atLeast) >= 0;
    }
}
