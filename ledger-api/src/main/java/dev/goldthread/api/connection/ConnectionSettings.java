package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Trust;
import dev.goldthread.api.connection.authentication.Authentication;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.Product;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the people who run the ledger say about one connection.
 *
 * @param name goes into event ids and {@code submission.principal}
 * @param adapter reads its format
 * @param scheme how {@code authentication} is called in the file
 * @param products the first that matches counts
 * @param product for what no rule matches
 * @param environments what the ledger calls the tool's environments
 * @param protectedBranches branches that take nothing unreviewed
 * @param accounts what the tool's accounts belong to: connections that share it share persons
 * @param source address of what its list is compared with, where it is one repository
 * @param trust whose signatures count as verified
 */
public record ConnectionSettings(
        String name,
        Adapter adapter,
        String scheme,
        Authentication authentication,
        List<ProductRule> products,
        Optional<Product> product,
        Map<String, String> environments,
        IssueKeys keys,
        List<String> protectedBranches,
        String accounts,
        Optional<URI> source,
        Trust trust) {

    public ConnectionSettings {
        products = List.copyOf(products);
        environments = Map.copyOf(environments);
        protectedBranches = List.copyOf(protectedBranches);
    }

    /** As in {@code /v1/hooks/FORMAT/NAME}. */
    public String format() {
        return adapter.name();
    }

    /**
     * Which product something of the tool belongs to.
     *
     * @param match a name or a pattern with {@code *}: repository, project, job
     */
    public record ProductRule(String match, Product product) {}
}
