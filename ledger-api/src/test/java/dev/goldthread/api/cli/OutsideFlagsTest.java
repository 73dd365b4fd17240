package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.api.witness.ask.OutsideOptions;
import dev.goldthread.api.witness.ask.WitnessAddress;
import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OutsideFlagsTest {

    @TempDir Path data;

    @Command
    private static final class AnyCommand {
        @Mixin private final OutsideFlags flags = new OutsideFlags();
    }

    private OutsideOptions parse(String... arguments) {
        AnyCommand command = new AnyCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.flags.options(data);
    }

    private static String vkey(int number) {
        return new Cosigner(new KeyName("w" + number), SampleLog.key(number)).verifierKey().text();
    }

    @Test
    void witnessesComeFromFlagsAndFile() throws Exception {
        assertThat(parse()).isEqualTo(OutsideOptions.NONE);
        Files.writeString(data.resolve("witnesses"), vkey(2) + " https://two.example\n");
        OutsideOptions options =
                parse(
                        "--witness",
                        "https://one.example+" + vkey(1),
                        "--timestamp-interval",
                        "PT5M");
        assertThat(options.witnesses())
                .isEqualTo(
                        WitnessAddress.parseLines(
                                List.of(
                                        vkey(1) + " https://one.example",
                                        vkey(2) + " https://two.example")));
        assertThat(options.stampInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refusesWhatDoesNotGoTogether() throws Exception {
        Files.writeString(data.resolve("witnesses"), vkey(2) + " https://two.example\n");
        assertThatThrownBy(() -> parse("--witness", "https://again.example+" + vkey(2)))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("must be named once");
        assertThatThrownBy(() -> parse("--timestamp-authority", "https://tsa.example"))
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> parse("--timestamp-interval", "PT0S"))
                .hasMessageContaining("above 0");
    }
}
