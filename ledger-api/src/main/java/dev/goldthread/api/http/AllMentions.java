package dev.goldthread.api.http;

import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.Mentions.Found;
import dev.goldthread.core.crossing.Search;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** Who in the whole ledger speaks of some nodes, asked of whichever instances have the logs. */
@Singleton
final class AllMentions {

    /** So many partitions are asked at the same time. */
    private static final int ASKED_AT_ONCE = 8;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    /** What one partition says when it is asked here. */
    interface Here {
        List<Mention> mentions(int partition, Collection<NodeRef> nodes, AsOf asOf);
    }

    private final IntSupplier partitions;
    private final Here here;
    private final PartitionAsk ask;

    @Inject
    AllMentions(LedgerQuery query, PartitionAsk ask) {
        this(query::partitions, query::mentions, ask);
    }

    AllMentions(IntSupplier partitions, Here here, PartitionAsk ask) {
        this.partitions = partitions;
        this.here = here;
        this.ask = ask;
    }

    /**
     * For one question, in the name of the one whose request this thread works on.
     *
     * @param aims none for a question that looks for nobody
     */
    Optional<Search> search(Set<Aim> aims) {
        Optional<String> authorization = Handover.authorization();
        return aims.isEmpty()
                ? Optional.empty()
                : Optional.of(new Search(aims, (nodes, asOf) -> found(nodes, asOf, authorization)));
    }

    private record Part(int partition, List<Mention> mentions, Optional<String> unasked) {}

    private Found found(Collection<NodeRef> nodes, AsOf asOf, Optional<String> authorization) {
        List<Mention> mentions = new ArrayList<>();
        SortedMap<Integer, String> unasked = new TreeMap<>();
        IntStream.range(0, partitions.getAsInt())
                .boxed()
                .gather(
                        Gatherers.mapConcurrent(
                                ASKED_AT_ONCE, each -> part(each, nodes, asOf, authorization)))
                .forEach(
                        part -> {
                            mentions.addAll(part.mentions());
                            part.unasked().ifPresent(why -> unasked.put(part.partition(), why));
                        });
        return new Found(mentions, unasked);
    }

    private Part part(
            int partition, Collection<NodeRef> nodes, AsOf asOf, Optional<String> authorization) {
        String path = "/v1/partitions/%d/mentions".formatted(partition);
        try {
            List<Mention> mentions =
                    ask.ask(
                            partition,
                            () -> here.mentions(partition, nodes, asOf),
                            () ->
                                    Forwarded.question(
                                                    path,
                                                    MentionJson.wish(nodes, asOf).toString(),
                                                    authorization)
                                            .within(ANSWER_MAX),
                            MentionJson::mentions);
            return new Part(partition, mentions, Optional.empty());
        } catch (NotReadyException e) {
            return new Part(partition, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
