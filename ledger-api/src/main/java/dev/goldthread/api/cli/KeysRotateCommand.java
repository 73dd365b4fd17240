package dev.goldthread.api.cli;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.KnownKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings in a new key. */
@Command(
        name = "rotate",
        description = {
            "Brings in a new key that signs checkpoints, while the ledger runs.",
            "Writes a key.rotated event into every log, waits until the old key has signed for it and the new key",
            "too, then deletes the old private key. Run it again when it was interrupted: it goes on."
        },
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    private final Terminal terminal;

    KeysRotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            KeyFolder folder = new KeyFolder(connection.data.path());
            KnownKey next = folder.prepareNext(Instant.now().truncatedTo(ChronoUnit.SECONDS));
            KnownKey old = folder.book().orElseThrow().current();
            terminal.say("the new key is %s".formatted(next.fingerprint()));
            Map<Product, Long> handedOver =
                    new LogHandover(connection.open(), old, next, terminal).run();
            folder.finishRotation(handedOver);
            terminal.print(
                    "%d logs handed over; the new key signs, the old private key is gone from here%n"
                            .formatted(handedOver.size()));
            terminal.say(
                    "give verifiers the new key: goldthread keys export-verifier PRODUCT; back up the data folder's keys");
            return ExitCode.OK;
        } catch (KeyRefusedException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
