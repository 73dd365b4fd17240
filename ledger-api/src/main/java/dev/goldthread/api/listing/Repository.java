package dev.goldthread.api.listing;

import java.net.URI;
import java.time.Instant;
import java.util.SortedSet;

/** A repository of a forge that lists what happened in it, by the ids that its webhooks have. */
public sealed interface Repository permits GitHubRepository, GitLabRepository {

    /**
     * The time that a list covers.
     *
     * @param to not included
     */
    record Period(Instant from, Instant to) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** Its page, which is the source of its events. */
    URI address();

    /** Commits of one branch. */
    SortedSet<String> commits(String branch, Period period) throws ListingException;

    /** Runs of its pipelines that have begun. */
    SortedSet<String> runs(Period period) throws ListingException;

    /**
     * What the ids of its runs begin with: builds that other parts of the forge tell have others.
     */
    String runPrefix();

    /** Deployments that were asked for. */
    SortedSet<String> deployments(Period period) throws ListingException;

    /** {@code group/project} of a page's address. */
    static String path(URI address) {
        return address.getPath().replaceAll("^/+|/+$", "");
    }
}
