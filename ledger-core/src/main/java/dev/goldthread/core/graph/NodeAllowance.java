package dev.goldthread.core.graph;

/**
 * How many nodes a question may hold in memory. It is told before they pile up, and refuses by an
 * exception of its own when there is no room for more. For one question and one thread.
 */
public interface NodeAllowance {

    /** Of a question that is alone with its memory. */
    NodeAllowance UNBOUNDED =
            new NodeAllowance() {
                @Override
                public void begin(long nodes) {}

                @Override
                public void add(long nodes) {}
            };

    /**
     * The question is asked from its beginning, perhaps not for the first time: all that it held
     * until now it lets go.
     *
     * @param nodes that it holds all the same
     */
    void begin(long nodes);

    /** The question holds so many more. */
    void add(long nodes);
}
