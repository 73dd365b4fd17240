package dev.goldthread.api.adapter;

/**
 * Reads what one tool or standard sends. Stateless, safe for any thread, and total: whatever the
 * bytes are, the answer is a {@link Reading}, never an exception.
 */
public interface Adapter {

    /** Its name, as in {@code POST /v1/hooks/NAME/CONNECTION}: lower case. */
    String name();

    Reading read(Delivery delivery, Rules rules);
}
