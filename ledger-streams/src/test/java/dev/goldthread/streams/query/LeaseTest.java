package dev.goldthread.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.Kept;
import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.OpenStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real store may be asked, by what it is to its partition. */
class LeaseTest {

    private static final Product HERE = new Product("infusion-pump");
    private static final Product NOT_HERE = new Product("lab");
    private static final Presence BEHIND = new Presence.Standby(3);
    private static final List<Presence> AT_THE_END =
            List.of(new Presence.Owner(), new Presence.Standby(0));

    private OpenStore store;

    @BeforeEach
    void open(@TempDir Path root) {
        store = new OpenStore(root.resolve("a"), HERE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Lease lease(Presence as) {
        return new Lease(store.lease(), as);
    }

    @Test
    void aCopyThatIsBehindDoesNotSayThatAProductHasNoLog() {
        try (Lease lease = lease(BEHIND)) {
            assertThat(lease.of(HERE)).isSameAs(lease.graph());
            assertThatThrownBy(() -> lease.of(NOT_HERE))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("nothing of product lab yet");
        }
    }

    @Test
    void norWhatThereIsInAll() {
        try (Lease lease = lease(BEHIND)) {
            assertThatThrownBy(() -> lease.whole(5))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("partition 5");
        }
    }

    @Test
    void whoIsAtTheEndSaysBoth() {
        for (Presence as : AT_THE_END) {
            try (Lease lease = lease(as)) {
                assertThat(lease.of(NOT_HERE)).isSameAs(lease.graph());
                assertThat(lease.whole(5)).isSameAs(lease.graph());
            }
        }
    }

    @Test
    void anotherProductThatACopyMayLackIsAskedForElsewhere() {
        Kept kept = new Kept(State.NOT_SERVED, "nobody has it");
        try (LocalProducts products =
                new LocalProducts(_ -> 0, _ -> lease(BEHIND), _ -> true, (_, _) -> kept)) {
            assertThat(products.lend(NOT_HERE, Optional.empty())).isEqualTo(kept);
            assertThat(products.lend(HERE, Optional.empty())).isInstanceOf(Lent.Graph.class);
            assertThatThrownBy(() -> products.home(NOT_HERE)).isInstanceOf(NotReadyException.class);
        }
    }
}
