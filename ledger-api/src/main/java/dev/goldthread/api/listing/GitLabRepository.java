package dev.goldthread.api.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A project of GitLab (docs.gitlab.com, "REST API", version 4). */
public final class GitLabRepository implements Repository {

    /** States of pipelines of which the webhooks make builds. */
    private static final Set<String> BEGUN = Set.of("running", "success", "failed", "canceled");

    /** States of deployments that have begun. */
    private static final Set<String> DEPLOYED = Set.of("running", "success", "failed", "canceled");

    private final URI address;
    private final ToolApi api;
    private final String path;

    /**
     * @param base of the API; by default that which goes with the address
     */
    public GitLabRepository(URI address, Optional<URI> base, Optional<String> token) {
        this.address = address;
        this.api = new ToolApi(base.orElseGet(() -> address.resolve("/api/v4")), token);
        this.path = "/projects/" + ToolApi.encode(Repository.path(address));
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public SortedSet<String> commits(String branch, Period period) throws ListingException {
        SortedSet<String> ids = new TreeSet<>();
        for (JsonNode commit :
                api.all(
                        "%s/repository/commits?ref_name=%s&since=%s&until=%s"
                                .formatted(
                                        path, ToolApi.encode(branch), period.from(), period.to()),
                        "")) {
            ids.add(commit.path("id").asText());
        }
        return ids;
    }

    @Override
    public SortedSet<String> runs(Period period) throws ListingException {
        SortedSet<String> ids = new TreeSet<>();
        for (JsonNode pipeline :
                api.all("%s/pipelines?updated_after=%s".formatted(path, period.from()), "")) {
            if (BEGUN.contains(pipeline.path("status").asText()) && isWithin(pipeline, period)) {
                ids.add(runPrefix() + pipeline.path("id").asText());
            }
        }
        return ids;
    }

    @Override
    public String runPrefix() {
        return address + "/-/pipelines/";
    }

    @Override
    public SortedSet<String> deployments(Period period) throws ListingException {
        SortedSet<String> ids = new TreeSet<>();
        for (JsonNode deployment : api.all(path + "/deployments", "")) {
            if (DEPLOYED.contains(deployment.path("status").asText())
                    && isWithin(deployment, period)) {
                ids.add("%s/-/deployments/%s".formatted(address, deployment.path("id").asText()));
            }
        }
        return ids;
    }

    /** GitLab writes offsets of the zone that it was set up in. */
    private static boolean isWithin(JsonNode item, Period period) {
        return period.holds(OffsetDateTime.parse(item.path("created_at").asText()).toInstant());
    }
}
