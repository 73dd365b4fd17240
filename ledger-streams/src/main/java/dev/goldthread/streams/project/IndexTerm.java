package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import org.jspecify.annotations.Nullable;

/**
 * One thing that events are looked for by, beside the nodes they name.
 *
 * @param product in whose log; empty for what is looked for in all of them
 */
public record IndexTerm(Kind kind, String product, String value) {

    /** What the value is. */
    public enum Kind {
        /** The event's type. Stands under the product of its subject, too, if that is another. */
        TYPE('t'),
        /** Who did it. */
        ACTOR('a'),
        /** Who says it: the source's address, and the name of its tool. */
        SERVICE('s'),
        /** The name of a component that is linked to. */
        COMPONENT('c'),
        /** That it cites evidence. */
        EVIDENCE('e');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    public static IndexTerm type(Product product, String type) {
        return new IndexTerm(Kind.TYPE, product.name(), type);
    }

    public static IndexTerm actor(Product product, String id) {
        return new IndexTerm(Kind.ACTOR, product.name(), id);
    }

    public static IndexTerm service(Product product, String uriOrTool) {
        return new IndexTerm(Kind.SERVICE, product.name(), uriOrTool);
    }

    /**
     * In the logs of all products.
     *
     * @param name as {@link dev.goldthread.core.event.PurlName} gives it
     */
    public static IndexTerm component(String name) {
        return new IndexTerm(Kind.COMPONENT, "", name);
    }

    /** Every event of a log that cites evidence. */
    public static IndexTerm evidence(Product product) {
        return new IndexTerm(Kind.EVIDENCE, product.name(), "");
    }

    /** As any record's, without the detour that the generated one takes: asked for each event. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof IndexTerm that
                        && value.equals(that.value)
                        && product.equals(that.product)
                        && kind == that.kind);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + kind.code;
    }

    /** Its number; others may have the same, which the event tells apart. */
    long hash() {
        return Digest.sha256(kind.code + product + '\0' + value).prefix();
    }
}
