package dev.goldthread.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A question whose answer nobody waits for. */
class AbandonedQuestionTest {

    @Test
    void itEndsAtTheNextNodeAndHoldsWhatItHasUntilItIsClosed() {
        NodeBudget budget = NodeBudget.ofHeap(1L << 30);
        NodeBudget.Share share = budget.open();
        share.add(1);

        share.abandon();

        assertThatThrownBy(() -> share.add(1)).isInstanceOf(AbandonedException.class);
        assertThatThrownBy(() -> share.begin(0)).isInstanceOf(AbandonedException.class);
        assertThat(budget.held()).isPositive();
        share.close();
        assertThat(budget.held()).isZero();
    }
}
