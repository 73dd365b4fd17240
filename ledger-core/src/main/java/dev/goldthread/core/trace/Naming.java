package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import java.util.stream.Stream;

/** An answer that names nodes instead of carrying them, so that it can be {@link Marked}. */
public interface Naming {

    /** Every node that it names, in any order; one may come again. */
    Stream<NodeRef> named();
}
