package dev.goldthread.streams.audit;

/** Hears how far the reading has come. */
@FunctionalInterface
public interface Progress {
    /**
     * @param read records read so far
     * @param total records that the topic's offsets promise at most
     */
    void read(long read, long total);
}
