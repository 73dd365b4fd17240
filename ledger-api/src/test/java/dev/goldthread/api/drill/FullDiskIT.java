package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.embedded.LoopbackPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose disk another program fills, and later frees. */
class FullDiskIT {

    private static final int DISK_MEBIBYTES = 384;
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final Duration HELD_FULL = Duration.ofSeconds(5);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private int port;

    /** Refused while there is still room for what was accepted before, and for its seals. */
    @Test
    void refusesBeforeTheDiskIsFullAndTakesAgainByItself() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEBIBYTES);
                Part ledger = ledger(disk)) {
            HttpWriter writer = writer(disk);
            try (writer) {
                writer.awaitMoreReceipts(40, SOON);
                disk.fill(40);
                awaitRefusal(writer, "disk-full");
                assertThat(postReport(disk)).contains("disk-full");
                assertThat(data(disk).resolve("evidence")).isEmptyDirectory();
                assertThat(writer.refusal())
                        .contains("disk-full", "" + data(disk), "make room there");

                disk.makeRoom();
                writer.awaitMoreReceipts(40, SOON);
            }

            requireClean("disk nearly full", disk, ledger, writer);
        }
    }

    /** The broker cannot but end then; it is started again when there is room. */
    @Test
    void losesNothingWhenTheDiskIsFullToTheLastByteAndGoesOnByItself() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MEBIBYTES);
                Part ledger = ledger(disk)) {
            HttpWriter writer = writer(disk);
            try (writer) {
                writer.awaitMoreReceipts(40, SOON);
                disk.fill(0);
                awaitRefusal(writer, "");
                ledger.awaitSaid("the embedded broker's process ended and waits");
                ledger.run(HELD_FULL); // the stores of sealer and projector are full as well

                disk.makeRoom();
                writer.awaitMoreReceipts(40, SOON);
            }

            requireClean("disk full", disk, ledger, writer);
        }
    }

    private static Path data(SmallDisk disk) {
        return disk.root().resolve("data");
    }

    private Part ledger(SmallDisk disk) throws Exception {
        port = LoopbackPorts.free(1).getFirst();
        Part ledger =
                new Part("ledger", folder, List.of("--data", "" + data(disk), "--port", "" + port));
        ledger.awaitReady();
        return ledger;
    }

    private HttpWriter writer(SmallDisk disk) {
        return new HttpWriter("disk", port, data(disk));
    }

    private static void awaitRefusal(HttpWriter writer, String why) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (writer.refusal().isEmpty() || !writer.refusal().contains(why)) {
            assertThat(System.nanoTime()).as("a refusal; " + why).isLessThan(deadline);
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    /** A report is kept beside its events, so it needs room as well. */
    private String postReport(SmallDisk disk) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/v1/reports/junit?product=pump&tests=build:1"
                                                .formatted(port)))
                        .header("Content-Type", "application/xml")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Files.readString(data(disk).resolve("operator.token"))
                                                .strip())
                        .POST(
                                BodyPublishers.ofString(
                                        "<testsuite name='s' timestamp='2026-01-06T09:00:00Z'><testcase name='t' classname='c'/></testsuite>"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void requireClean(String what, SmallDisk disk, Part ledger, HttpWriter writer)
            throws Exception {
        try (LedgerContent content = new LedgerContent(CrashDrill.clientOf(data(disk)))) {
            content.awaitSealed(writer.remembered());
            ledger.stop();
            try (OneBroker _ = new OneBroker(data(disk))) {
                Account account =
                        content.account(
                                Map.of(), writer.remembered(), data(disk).resolve("projector"));
                System.out.println(account.line(what, 0));
                assertThat(account.isClean()).as(account.toString()).isTrue();
            }
        }
    }
}
