package dev.goldthread.api.adapter;

import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;

/**
 * What a connection adds to what its tool says, because only the people who run the ledger know it.
 * Immutable or thread-safe, and the same for the same configuration.
 */
public interface Rules {

    /** The connection's name; goes into ids and sources. */
    String connection();

    /**
     * The product that something of the tool belongs to.
     *
     * @param scope what the tool names it by: {@code owner/repository}, a project key, a job, a
     *     namespace
     * @return empty when no rule of the connection names it and there is no product for all
     */
    Optional<Product> product(String scope);

    /** What the ledger calls the tool's environment; the tool's own name when no rule says more. */
    String environment(String name);

    /**
     * Whether the people who run the ledger say that this branch takes nothing unreviewed; false
     * where they say nothing about it.
     */
    default boolean isProtected(String branch) {
        return false;
    }

    /** The tracker keys in a text, in order, each with the node type it stands for. */
    List<TrackerKey> trackerKeys(String text);

    /**
     * The key of a person, made by the ledger's directory; the names stay there.
     *
     * @param login the account's name at the tool
     * @param name the person's name where the tool says it, else empty
     * @param mail likewise
     */
    String person(String login, Optional<String> name, Optional<String> mail);

    /** Whose signatures count as verified; nobody's where the connection says nothing. */
    default Trust trust() {
        return Trust.NOBODY;
    }

    /**
     * A tracker key found in a text.
     *
     * @param type {@code Requirement} or {@code ChangeRequest}
     */
    record TrackerKey(String type, String key) {}
}
