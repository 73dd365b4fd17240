package dev.goldthread.api.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorTest {

    private static final int LARGE = 70_000;
    private static final SampleLog LOG = new SampleLog("pump", "a", LARGE);
    private static final SampleLog FORK = new SampleLog("pump", "b", LARGE);

    private final List<LogServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(LogServer::close);
    }

    private LogServer serve(SampleLog log, long size) throws IOException {
        LogServer server = new LogServer(log, size);
        servers.add(server);
        return server;
    }

    private static Monitor monitor() {
        return new Monitor(LOG.origin().text(), List.of(LOG.key()));
    }

    private MonitorReport look() {
        return look(Optional.empty());
    }

    private MonitorReport look(Optional<SignedNote> remembered) {
        return monitor().look(servers.stream().map(LogServer::address).toList(), remembered);
    }

    private void assertProven(MonitorReport report) {
        assertThat(report.isBad()).isTrue();
        assertThat(report.splits())
                .isNotEmpty()
                .allSatisfy(
                        split -> assertThat(split.proof().isProven(List.of(LOG.key()))).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "255, 256", "256, 257", "300, 70000", "65536, 65537", "0, 0"})
    void placesThatAgreeOrLagAreWell(int smaller, int larger) throws IOException {
        serve(LOG, larger);
        serve(LOG, smaller);
        serve(LOG, larger);
        MonitorReport report = look();
        assertThat(report.isBad()).isFalse();
        assertThat(report.isIncomplete()).isFalse();
        assertThat(report.signed()).hasSize(3);
        assertThat(report.largest().orElseThrow().checkpoint().size()).isEqualTo(larger);
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "400, 401", "512, 70000", "301, 66000"})
    void twoHistoriesAreProven(int smaller, int larger) throws IOException {
        serve(LOG, smaller);
        serve(FORK, larger);
        assertProven(look());
        servers.forEach(LogServer::close);
        servers.clear();
        serve(FORK, larger);
        serve(LOG, smaller);
        assertProven(look());
    }

    @Test
    void historiesThatPartLaterAreStillOne() throws IOException {
        serve(LOG, SampleLog.FORK);
        serve(FORK, 5000);
        assertThat(look().isBad()).isFalse();
    }

    @Test
    void aPlaceWithoutPartialTilesIsWell() throws IOException {
        serve(LOG, 1000).without(LogServer.Partials.GONE);
        MonitorReport report = look();
        assertThat(report.sights().getFirst()).isInstanceOf(Sight.Signed.class);
    }

    @Test
    void tilesThatDoNotLeadToTheCheckpointAreBad() throws IOException {
        serve(LOG, 1000).showTilesOf(FORK);
        assertThat(look().sights().getFirst())
                .isInstanceOfSatisfying(
                        Sight.Bad.class,
                        bad -> assertThat(bad.problem()).contains("root of the tiles"));
        serve(LOG, 1000).showTilesOf(new SampleLog("pump", "a", 500));
        assertThat(look().sights().getLast())
                .isInstanceOfSatisfying(
                        Sight.Bad.class, bad -> assertThat(bad.problem()).contains("missing"));
    }

    @Test
    void aForkThatHidesItsTilesIsStillProven() throws IOException {
        serve(FORK, 1000).showTilesOf(LOG);
        serve(LOG, 1000);
        assertProven(look());
        servers.getLast().show(LOG, 2000);
        assertProven(look());
    }

    @Test
    void badSignaturesAndOtherLogsAreBad() throws IOException {
        SignedNote note = LOG.note(1000);
        serve(LOG, 1000).showNote(new SignedNote(note.text(), LOG.note(999).signatures()));
        serve(new SampleLog("valve", "a", 10), 10);
        serve(LOG, 1000);
        MonitorReport report = look();
        assertThat(report.sights().get(0)).isInstanceOf(Sight.Bad.class);
        assertThat(report.sights().get(1)).isInstanceOf(Sight.Bad.class);
        assertThat(report.sights().get(2)).isInstanceOf(Sight.Signed.class);
        assertThat(report.splits()).isEmpty();
        assertThat(report.isBad()).isTrue();
    }

    @Test
    void aPlaceThatIsAwayIsNoEvidence() throws IOException {
        LogServer away = serve(LOG, 10);
        serve(LOG, 10);
        URI address = away.address();
        away.close();
        MonitorReport report = look();
        assertThat(report.isBad()).isFalse();
        assertThat(report.unreachable()).containsExactly(address);
    }

    @Test
    void whatWasSeenBeforeMustStillBeThere() throws IOException {
        serve(LOG, 5000);
        assertThat(look(Optional.of(LOG.note(5000))).isBad()).isFalse();
        assertThat(look(Optional.of(LOG.note(1))).isBad()).isFalse();
        assertProven(look(Optional.of(FORK.note(400))));

        MonitorReport rolledBack = look(Optional.of(LOG.note(5001)));
        assertThat(rolledBack.splits()).isEmpty();
        assertThat(rolledBack.rollback())
                .isEqualTo(Optional.of(new MonitorReport.Rollback(5001, 5000)));
        serve(LOG, 6000);
        assertThat(look(Optional.of(LOG.note(5001))).isBad()).as("one merely lags").isFalse();
        assertThatThrownBy(() -> look(Optional.of(new SampleLog("valve", "a", 3).note(3))))
                .isInstanceOf(MalformedException.class);
    }
}
