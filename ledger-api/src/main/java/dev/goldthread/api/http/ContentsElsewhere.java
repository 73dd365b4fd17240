package dev.goldthread.api.http;

import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.Mention.How;
import dev.goldthread.core.crossing.Mentions;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphView.Position;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which other products know what runs in an environment and is not approved there, by the same
 * digest. That tells whose it may be; it approves nothing, and findings stay as they are.
 */
@Singleton
final class ContentsElsewhere {

    /**
     * @param nodes other products' nodes of each content, by how their logs speak of it
     * @param searched how far they were looked for; empty where there was nothing to look for
     */
    record Known(Map<NodeRef, SortedMap<NodeRef, How>> nodes, Optional<Searched> searched) {

        static final Known NOT_ASKED = new Known(Map.of(), Optional.empty());

        Known {
            nodes = Map.copyOf(nodes);
        }

        SortedMap<NodeRef, How> of(Judged judged) {
            return isStrange(judged)
                    ? nodes.getOrDefault(judged.held().node(), new TreeMap<>())
                    : new TreeMap<>();
        }
    }

    private final Supplier<Mentions> mentions;

    @Inject
    ContentsElsewhere(AllMentions all) {
        this(() -> all.search(Set.of(Aim.SAME_CONTENT)).orElseThrow().mentions());
    }

    /**
     * @param mentions in the name of the one who asks
     */
    ContentsElsewhere(Supplier<Mentions> mentions) {
        this.mentions = mentions;
    }

    /**
     * @param asOf the state of the ledger that the environment was asked for
     */
    Known of(EnvironmentState state, AsOf asOf) {
        return of(state.inForce().stream(), state.asOf(), asOf);
    }

    /**
     * Of all of them at once: a list asks no more often than one environment does.
     *
     * @param judged as the answer shows it
     * @param position that the answer stands on
     * @param asOf the state of the ledger that was asked for
     */
    Known of(Stream<Judged> judged, Position position, AsOf asOf) {
        List<NodeRef> contents =
                judged.filter(ContentsElsewhere::isStrange)
                        .map(each -> each.held().node())
                        .distinct()
                        .toList();
        if (contents.isEmpty()) {
            return Known.NOT_ASKED;
        }
        List<NodeRef> asked = contents.stream().limit(Crossing.SEARCHED_MAX).toList();
        Mentions.Found found = mentions.get().of(asked, ofAllLogs(asOf, position));
        return new Known(
                nodes(found.mentions()),
                Optional.of(
                        new Searched(
                                asked.size(), contents.size() - asked.size(), found.unasked())));
    }

    /** Whether it runs and is not approved; the same content may be, in another place or later. */
    private static boolean isStrange(Judged judged) {
        return judged.held().isRunning() && !judged.standing().isGood();
    }

    private static Map<NodeRef, SortedMap<NodeRef, How>> nodes(List<Mention> mentions) {
        Map<NodeRef, SortedMap<NodeRef, How>> nodes = new HashMap<>();
        for (Mention mention : mentions) {
            if (mention.isOfContent()) {
                nodes.computeIfAbsent(mention.node(), _ -> new TreeMap<>())
                        .put(mention.twin(), mention.how());
            }
        }
        return nodes;
    }

    /** An entry of the environment's own log is a time to others. */
    private static AsOf ofAllLogs(AsOf asOf, Position position) {
        Recorded recorded =
                switch (asOf.recorded()) {
                    case Recorded.UpTo _ -> new Recorded.By(position.sealedAt());
                    case Recorded.By by -> by;
                    case Recorded.All all -> all;
                };
        return new AsOf(recorded, asOf.validAt());
    }
}
