package dev.goldthread.api.routing;

import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.project.StoreState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Decides who answers for a partition. The owner first, because it is at the ledger's end; then a
 * standby, this instance's own before another's. Who was not reached a moment ago is passed over.
 * Safe for any thread.
 */
public final class Routing {

    /** A dead instance stays an owner until Kafka's session of 6 s is over. */
    private static final Duration PASS_OVER = Duration.ofSeconds(1);

    private final HostInfo self;
    private final Places places;
    private final InstantSource clock;
    private final Map<HostInfo, Long> awayUntilMillis = new ConcurrentHashMap<>();

    public Routing(HostInfo self, Places places, InstantSource clock) {
        this.self = self;
        this.places = places;
        this.clock = clock;
    }

    public HostInfo self() {
        return self;
    }

    public Places places() {
        return places;
    }

    /** What to try, one after the other, for a request that comes from outside. */
    public List<Step> steps(int partition) {
        StoreState here = places.state(partition);
        if (here == StoreState.SERVING) {
            return List.of(new Step.Here());
        }
        PartitionHolders holders = places.holders(partition);
        List<Step> steps = new ArrayList<>();
        holders.owner().filter(this::isWorthAsking).map(Step.There::new).ifPresent(steps::add);
        if (here == StoreState.FOLLOWING) {
            steps.add(new Step.Here());
        }
        holders.standbys().stream()
                .filter(this::isWorthAsking)
                .map(Step.There::new)
                .forEach(steps::add);
        return List.copyOf(steps);
    }

    /** Another instance that owns the partition and is worth asking; empty when this one does. */
    public Optional<HostInfo> otherOwner(int partition) {
        return places.state(partition) == StoreState.SERVING
                ? Optional.empty()
                : places.holders(partition).owner().filter(this::isWorthAsking);
    }

    /** Whether the instance still has the partition, so that an answer may come from it. */
    public boolean isHolder(int partition, HostInfo instance) {
        PartitionHolders holders = places.holders(partition);
        return holders.owner().filter(instance::equals).isPresent()
                || holders.standbys().contains(instance);
    }

    /** Notes that an instance was not reached. */
    public void passOver(HostInfo instance) {
        awayUntilMillis.put(instance, clock.millis() + PASS_OVER.toMillis());
    }

    private boolean isWorthAsking(HostInfo instance) {
        return !instance.equals(self)
                && awayUntilMillis.getOrDefault(instance, Long.MIN_VALUE) <= clock.millis();
    }
}
