package dev.goldthread.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.core.walk.Walk;
import dev.goldthread.streams.query.NodeBudget.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NodeBudgetTest {

    private static final long GIB = 1L << 30;
    private static final int ALL = 80_000;
    private static final int OF_LARGE = 60_000;
    private static final int RESERVED = ALL - OF_LARGE;

    /** Never waited for in full. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private final NodeBudget budget = new NodeBudget(ALL, Duration.ZERO);

    @Test
    void aSmallQuestionTakesLittleAndGivesAllBack() {
        try (Share share = budget.open()) {
            assertThat(budget.held()).as("before it has read anything").isZero();
            share.add(1);
            share.add(200);
            assertThat(budget.held()).isEqualTo(256);
            share.add(100);
            assertThat(budget.held()).isEqualTo(512);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void aQuestionThatDoesNotFitBesideOthersIsTurnedAwayAndFitsAfterThem() {
        Share first = large(40_000);
        Share second = budget.open();

        assertThatThrownBy(() -> second.add(40_000))
                .isInstanceOf(HeapFullException.class)
                .hasMessageContaining("hold 40192 nodes")
                .hasMessageContaining("takes 60000 at a time");
        assertThat(budget.refused()).isEqualTo(1);
        second.close();
        first.close();

        large(40_000).close();
        assertThat(budget.held()).isZero();
        assertThat(budget.refused()).isEqualTo(1);
    }

    @Test
    void aQuestionMayHoldAllThatLargeOnesMayToTheLastNode() {
        try (Share share = large(OF_LARGE - 1)) {
            share.add(1);
            assertThat(budget.held()).isEqualTo(OF_LARGE);
            assertThatThrownBy(() -> share.add(1)).isInstanceOf(TooLargeException.class);
        }
    }

    @Test
    void aQuestionThatWouldNotFitAloneIsTooLargeWhoeverElseAsks() {
        try (Share other = large(40_000);
                Share share = budget.open()) {
            assertThatThrownBy(() -> share.add(OF_LARGE + 1))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("60000 nodes");
        }
        assertThat(budget.held()).isZero();
        assertThat(budget.refused()).as("asking again would not help").isZero();
    }

    @Test
    void largeQuestionsLeaveWhatIsReservedForSmallOnes() {
        Share one = large(OF_LARGE / 2);
        Share another = large(OF_LARGE / 2 - 256);
        Share third = budget.open();
        assertThatThrownBy(() -> third.add(NodeBudget.SMALL_MAX + 1))
                .isInstanceOf(HeapFullException.class);

        List<Share> small = new ArrayList<>();
        for (int i = 0; i < RESERVED / NodeBudget.SMALL_MAX; i++) {
            Share share = budget.open();
            share.add(NodeBudget.SMALL_MAX);
            small.add(share);
        }

        assertThat(small).hasSize(2);
        Share grown = small.getFirst();
        assertThatThrownBy(() -> grown.add(1))
                .as("one that turns out to be large")
                .isInstanceOf(HeapFullException.class);
        small.forEach(Share::close);
        one.close();
        another.close();
        third.close();
        assertThat(budget.held()).isZero();
    }

    @Test
    void aQuestionThatIsAskedAgainHoldsWhatItHoldsThen() {
        try (Share share = budget.open()) {
            share.add(20_000);
            long held = budget.held();
            for (int round = 0; round < 10; round++) {
                share.begin(500);
                share.add(19_500);
            }
            assertThat(budget.held()).isEqualTo(held);
            share.add(10_000);
            assertThat(budget.held()).isBetween(30_000L, 30_256L);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void whatWasGivenBackIsGivenBackOnceAndNothingIsTakenAfter() {
        Share other = large(10_000);
        long others = budget.held();
        Share share = large(10_000);
        share.close();
        share.close();

        assertThat(budget.held()).isEqualTo(others);
        assertThatThrownBy(() -> share.add(20_000)).isInstanceOf(IllegalStateException.class);
        assertThat(budget.held()).isEqualTo(others);
        other.close();
    }

    @Test
    void aLargeQuestionWaitsForRoomAndNobodyGrowsMeanwhile() throws Exception {
        NodeBudget patient = new NodeBudget(ALL, LONG);
        try (Share first = patient.open();
                Share second = patient.open();
                Share third = patient.open();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            first.add(40_000);
            Future<?> asking = thread.submit(() -> second.add(40_000));
            awaitOneWaiting(patient);

            third.add(NodeBudget.SMALL_MAX);
            assertThatThrownBy(() -> third.add(1))
                    .as("one that turns out to be large while another waits")
                    .isInstanceOf(HeapFullException.class);
            assertThatThrownBy(() -> first.add(300))
                    .as("one that is large already")
                    .isInstanceOf(HeapFullException.class);
            assertThat(asking.isDone()).isFalse();
            third.close();
            first.close();

            asking.get();
            assertThat(patient.held()).isEqualTo(40_192);
            assertThat(patient.isOneWaiting()).isFalse();
        }
        assertThat(patient.held()).isZero();
        assertThat(patient.refused()).isEqualTo(2);
    }

    @Test
    void aQuestionWhoseCallerGoesAwayWaitsNoLonger() throws Exception {
        NodeBudget patient = new NodeBudget(ALL, LONG);
        try (Share first = patient.open();
                Share second = patient.open();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            first.add(40_000);
            Future<?> asking = thread.submit(() -> second.add(40_000));
            awaitOneWaiting(patient);

            second.close();

            assertThatThrownBy(asking::get).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(patient.held()).isEqualTo(40_192);
            assertThat(patient.isOneWaiting()).isFalse();
        }
    }

    /** Any two do not fit together; each asks again when it is turned away, and at last all end. */
    @Test
    void ofManyThatDoNotFitTogetherOneGoesThroughAfterTheOther() throws Exception {
        NodeBudget patient = new NodeBudget(ALL, LONG);
        List<Future<Integer>> asking = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                asking.add(threads.submit(() -> askUntilAnswered(patient)));
            }
        }
        for (Future<Integer> each : asking) {
            assertThat(each.get()).isEqualTo(50);
        }
        assertThat(patient.held()).isZero();
    }

    private static int askUntilAnswered(NodeBudget patient) {
        int answered = 0;
        while (answered < 50) {
            try (Share share = patient.open()) {
                for (int read = 0; read < 40_000; read += 100) {
                    share.add(100);
                }
                answered++;
            } catch (HeapFullException e) {
                Thread.onSpinWait();
            }
        }
        return answered;
    }

    private static void awaitOneWaiting(NodeBudget patient) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!patient.isOneWaiting()) {
            assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Eight at a time ask, fail, are turned away; never is more held than may be. */
    @Test
    void manyAtOnceNeverHoldTooMuchAndNothingIsLeft() throws Exception {
        CountDownLatch begin = new CountDownLatch(8);
        List<Future<Integer>> asking = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                int number = i;
                asking.add(
                        threads.submit(
                                () -> {
                                    begin.countDown();
                                    begin.await();
                                    return askOften(number);
                                }));
            }
        }
        int answered = 0;
        for (Future<Integer> each : asking) {
            answered += each.get();
        }

        assertThat(answered).isPositive();
        assertThat(budget.held()).isZero();
    }

    private int askOften(int number) {
        int answered = 0;
        for (int i = 0; i < 500; i++) {
            int nodes = number < 4 ? 24_000 : 300; // four may be too many, three are not
            try (Share share = budget.open()) {
                for (int read = 0; read < nodes; read += 100) {
                    share.add(100);
                    assertThat(budget.held()).isLessThanOrEqualTo(ALL);
                }
                if (i % 10 == 0) {
                    throw new IllegalStateException("a question fails");
                }
                answered++;
            } catch (HeapFullException e) {
                assertThat(nodes).as("a small one is never turned away").isEqualTo(24_000);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("a question fails");
            }
        }
        return answered;
    }

    @Test
    void aHeapTakesTwoOfTheLargestWalksAndALittleOneTakesOne() {
        assertThat(NodeBudget.ofHeap(GIB).nodesMax()).isBetween(400_000L, 400_200L);
        assertThat(NodeBudget.ofHeap(64 * GIB).nodesMax()).isBetween(25_600_000L, 25_613_000L);
        try (Share alone = NodeBudget.ofHeap(GIB / 8).open()) {
            alone.add(Walk.nodesMax(GIB / 8));
        }
        assertThatThrownBy(() -> new NodeBudget(8_192, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32768 or more");
    }

    private Share large(int nodes) {
        Share share = budget.open();
        share.add(nodes);
        return share;
    }
}
