package dev.goldthread.streams.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {

    private final List<String> closed = new ArrayList<>();

    /** A stage of two clients, of which the second may not open. */
    private final class Stage {

        Stage(boolean isUnfit) {
            try (Opened opened = new Opened()) {
                opened.add(() -> closed.add("first"));
                opened.add(() -> closed.add("second"));
                if (isUnfit) {
                    throw new IllegalStateException("no third");
                }
                opened.keep();
            }
        }
    }

    @Test
    void whatAConstructorOpenedBeforeItFailedIsClosedTheLastFirst() {
        assertThatThrownBy(() -> new Stage(true)).hasMessage("no third");

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void whatWasMadeKeepsWhatItOpened() {
        new Stage(false);

        assertThat(closed).isEmpty();
    }

    @Test
    void whatCannotBeClosedKeepsNothingElseOpenAndHidesNothing() {
        assertThatThrownBy(
                        () -> {
                            try (Opened opened = new Opened()) {
                                opened.add(() -> closed.add("first"));
                                opened.add(
                                        () -> {
                                            throw new IllegalStateException("stuck");
                                        });
                                throw new IllegalStateException("no third");
                            }
                        })
                .hasMessage("no third");

        assertThat(closed).containsExactly("first");
    }
}
