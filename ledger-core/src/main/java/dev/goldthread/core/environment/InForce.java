package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Looked;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is in force in an environment after all that happened there, or all until something did.
 *
 * @param happenings in order
 */
record InForce(Map<NodeRef, Held> held, List<Happening> happenings) {

    /** So many times farther back, where it cannot be told how far is far enough. */
    private static final int FARTHER = 8;

    InForce {
        held = Collections.unmodifiableMap(held);
        happenings = Collections.unmodifiableList(happenings);
    }

    /**
     * After all that is on record, as a play of all of it would end. A whole look says all that
     * runs, so playing begins there; where something has been in force for longer, before that: the
     * whole history of an environment is only gone through for what has been there all the time.
     */
    static InForce of(EnvironmentRecords records) {
        List<Looked> looks = records.wholeLooks();
        int at = looks.size() - 1;
        while (at >= 0) {
            NodeFact begin = looks.get(at).fact();
            List<Happening> happenings = records.happeningsFor(begin);
            Map<NodeRef, Held> held =
                    EnvironmentTimeline.last(happenings, records, Optional.of(begin));
            Set<NodeRef> doubtful = doubtful(held, begin, records);
            if (doubtful.isEmpty()) {
                return new InForce(held, happenings);
            }
            at = before(at, looks, doubtful);
        }
        List<Happening> all = records.happenings();
        return new InForce(EnvironmentTimeline.last(all, records, Optional.empty()), all);
    }

    /**
     * What is in force since before playing began, for all one knows: what ran then was seen, but
     * not since when it did, and what hangs on that is not known either. A setting that goes by its
     * own events alone was followed from its first one on.
     */
    private static Set<NodeRef> doubtful(
            Map<NodeRef, Held> held, NodeFact begin, EnvironmentRecords records) {
        return held.values().stream()
                .filter(each -> each.since().compareTo(begin) <= 0)
                .map(Held::node)
                .filter(ref -> !Held.isSetting(ref) || records.goesWithReleases(ref))
                .collect(Collectors.toSet());
    }

    /** A look before that saw none of the contents among these; -1 where there is none. */
    private static int before(int at, List<Looked> looks, Set<NodeRef> doubtful) {
        Set<NodeRef> contents =
                doubtful.stream().filter(ReleaseContents::isContent).collect(Collectors.toSet());
        int earlier =
                contents.size() == doubtful.size()
                        ? at - 1
                        : looks.size() - FARTHER * (looks.size() - at);
        while (earlier >= 0 && sees(looks.get(earlier), contents)) {
            earlier--;
        }
        return earlier;
    }

    private static boolean sees(Looked look, Set<NodeRef> nodes) {
        return look.runs().stream().map(Edge::to).anyMatch(nodes::contains);
    }
}
