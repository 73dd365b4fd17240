package dev.goldthread.api.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A repository of GitHub (docs.github.com, "REST API", version 2022-11-28). */
public final class GitHubRepository implements Repository {

    /** Runs that the webhooks have not told yet: nothing has begun. */
    private static final Set<String> NOT_BEGUN =
            Set.of("queued", "requested", "waiting", "pending");

    private final URI address;
    private final ToolApi api;
    private final String path;

    /**
     * @param base of the API; by default that which goes with the address
     */
    public GitHubRepository(URI address, Optional<URI> base, Optional<String> token) {
        this.address = address;
        this.api = new ToolApi(base.orElseGet(() -> apiOf(address)), token);
        this.path = "/repos/" + Repository.path(address);
    }

    private static URI apiOf(URI address) {
        return address.getHost().equals("github.com")
                ? URI.create("https://api.github.com")
                : address.resolve("/api/v3");
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
                        "%s/commits?sha=%s&since=%s&until=%s"
                                .formatted(
                                        path, ToolApi.encode(branch), period.from(), period.to()),
                        "")) {
            ids.add(commit.path("sha").asText());
        }
        return ids;
    }

    @Override
    public SortedSet<String> runs(Period period) throws ListingException {
        SortedSet<String> ids = new TreeSet<>();
        for (JsonNode run :
                api.all(
                        "%s/actions/runs?created=%s"
                                .formatted(
                                        path, ToolApi.encode(period.from() + ".." + period.to())),
                        "workflow_runs")) {
            int attempts = run.path("run_attempt").asInt(1);
            boolean hasBegun = !NOT_BEGUN.contains(run.path("status").asText());
            for (int attempt = 1;
                    attempt < attempts || (attempt == attempts && hasBegun);
                    attempt++) {
                ids.add(
                        "%s%s/attempts/%d"
                                .formatted(runPrefix(), run.path("id").asText(), attempt));
            }
        }
        return ids;
    }

    @Override
    public String runPrefix() {
        return address + "/actions/runs/";
    }

    @Override
    public SortedSet<String> deployments(Period period) throws ListingException {
        SortedSet<String> ids = new TreeSet<>();
        for (JsonNode deployment : api.all(path + "/deployments", "")) {
            if (period.holds(Instant.parse(deployment.path("created_at").asText()))) {
                ids.add("%s/deployments/%s".formatted(address, deployment.path("id").asText()));
            }
        }
        return ids;
    }
}
