package dev.goldthread.streams.embedded;

/**
 * What may be chosen about the embedded broker.
 *
 * @param heapMegabytesMax the child's -Xmx, 256 to 16384
 */
public record BrokerOptions(int heapMegabytesMax) {

    public static final BrokerOptions DEFAULT = new BrokerOptions(768);

    public BrokerOptions {
        if (heapMegabytesMax < 256 || heapMegabytesMax > 16_384) {
            throw new IllegalArgumentException(
                    "heapMegabytesMax must be 256 to 16384, but is %d; 768 is enough for one machine"
                            .formatted(heapMegabytesMax));
        }
    }
}
