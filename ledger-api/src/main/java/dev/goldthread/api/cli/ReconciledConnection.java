package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Reconciliation.Kind;
import dev.goldthread.api.connection.ConnectionRules;
import dev.goldthread.api.connection.ConnectionSettings;
import dev.goldthread.api.connection.ConnectionSettings.ProductRule;
import dev.goldthread.api.listing.GitHubRepository;
import dev.goldthread.api.listing.GitLabRepository;
import dev.goldthread.api.listing.ListingException;
import dev.goldthread.api.listing.Repository;
import dev.goldthread.api.listing.Repository.Period;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.Product;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a connection's settings say of its source: address, product, what it lists and how it is
 * asked.
 */
record ReconciledConnection(ConnectionSettings settings) {

    /** The address whose events are compared. */
    URI source() {
        return settings.source()
                .or(this::ofOneRule)
                .orElseThrow(
                        () ->
                                CliException.usage(
                                        "connection %s names no source; add \"source\": \"https://HOST/OWNER/NAME\" to it in connections.json, or give --source"
                                                .formatted(settings.name())));
    }

    /** A rule without a star is one repository; of GitHub it is known where that is. */
    private Optional<URI> ofOneRule() {
        List<ProductRule> rules = settings.products();
        return settings.format().equals("github")
                        && rules.size() == 1
                        && !rules.getFirst().match().contains("*")
                ? Optional.of(URI.create("https://github.com/" + rules.getFirst().match()))
                : Optional.empty();
    }

    /**
     * @param data the data folder
     */
    Product product(URI source, Path data) {
        String path = Repository.path(source);
        return new ConnectionRules(settings, PersonDirectory.forDryRun(data))
                .product(path)
                .orElseThrow(
                        () ->
                                CliException.usage(
                                        "no product rule of connection %s matches %s; add one, or give --product"
                                                .formatted(settings.name(), path)));
    }

    /** What tools of this kind tell first of all. */
    Kind kind() {
        return switch (settings.format()) {
            case "jira" -> Kind.TICKETS;
            case "jenkins" -> Kind.RUNS;
            case "argocd", "flux" -> Kind.DEPLOYMENTS;
            default -> Kind.COMMITS;
        };
    }

    Repository repository(URI source, Optional<URI> api, Optional<String> token) {
        return switch (settings.format()) {
            case "github" -> new GitHubRepository(source, api, token);
            case "gitlab" -> new GitLabRepository(source, api, token);
            default ->
                    throw CliException.usage(
                            "%s has no list that is asked for; give its own list by -f"
                                    .formatted(settings.format()));
        };
    }

    static SortedSet<String> list(Repository repository, Kind kind, String branch, Period period) {
        try {
            return switch (kind) {
                case COMMITS -> repository.commits(branch, period);
                case RUNS -> repository.runs(period);
                case DEPLOYMENTS -> repository.deployments(period);
                case TICKETS ->
                        throw CliException.usage(
                                "a repository lists commits, runs and deployments; give tickets by -f");
            };
        } catch (ListingException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
