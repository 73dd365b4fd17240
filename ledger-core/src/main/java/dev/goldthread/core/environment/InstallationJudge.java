package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Looked;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.NodeFact;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what was installed in an environment against what was seen running there. CONFLICT: a look
 * that came later does not see it, or sees what nothing on record put there. INCOMPLETE: nobody has
 * looked since, or ever, or a look does not name all that it counted. An older look contradicts
 * nothing, but no look proves nothing either.
 */
record InstallationJudge(InForce inForce) {

    /** The rule whose remedy fits every CONFLICT of an environment. */
    static final String RULE = "installation";

    Optional<Looked> lastLook() {
        return inForce.happenings().reversed().stream()
                .filter(Looked.class::isInstance)
                .map(Looked.class::cast)
                .findFirst();
    }

    /** The last look lacks something of what it says that it saw. */
    Optional<Finding> unlisted() {
        return lastLook()
                .flatMap(Looked::missing)
                .map(reason -> Finding.by("parts", "INCOMPLETE", reason));
    }

    /** What was installed last is not there any more, by a look. */
    Optional<Finding> gone() {
        Set<NodeRef> now = inForce.held().keySet();
        return lastInstallation()
                .flatMap(
                        last ->
                                last.installs().stream()
                                        .filter(item -> !now.contains(item))
                                        .sorted()
                                        .findFirst()
                                        .map(item -> gone(item, last.fact())));
    }

    private static Finding gone(NodeRef item, NodeFact installation) {
        return Finding.by(
                RULE,
                "CONFLICT",
                "%s put %s there, but the last look does not see it running"
                        .formatted(installation.event(), item.id()));
    }

    private Optional<Happening> lastInstallation() {
        return inForce.happenings().reversed().stream()
                .filter(each -> !each.installs().isEmpty())
                .findFirst();
    }

    /**
     * Installed, and nobody has looked since or ever; a look that came later ended what it does not
     * list.
     */
    Optional<Finding> unseen(Held held) {
        Optional<NodeFact> look = lastLook().map(Looked::fact);
        boolean isLookedAtSince = look.filter(fact -> fact.compareTo(held.since()) > 0).isPresent();
        return !held.isRunning() || held.seen().isPresent() || isLookedAtSince
                ? Optional.empty()
                : Optional.of(
                        Finding.by(
                                "not-looked-at",
                                "INCOMPLETE",
                                "%s: %s put it there, and %s"
                                        .formatted(
                                                held.node(),
                                                held.since().event(),
                                                whoLooked(look))));
    }

    private static String whoLooked(Optional<NodeFact> look) {
        return look.map(NodeFact::event)
                .map("nobody has looked since: the last look, %s, is older"::formatted)
                .orElse("nobody has ever looked at the whole environment");
    }

    /** Seen, but nothing on record put it there. */
    static Optional<String> uninstalled(Held held) {
        return held.isRunning() && held.installedBy().isEmpty()
                ? Optional.of(
                        "%s sees it running, but no deployment or rollback on record put it there"
                                .formatted(held.since().event()))
                : Optional.empty();
    }
}
