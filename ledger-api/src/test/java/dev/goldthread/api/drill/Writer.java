package dev.goldthread.api.drill;

/** Writes events until it is told to stop, and remembers what it was told. */
interface Writer extends AutoCloseable {

    Remembered remembered();

    /** Stops after what is under way is accepted; throws what went wrong. */
    @Override
    void close() throws Exception;
}
