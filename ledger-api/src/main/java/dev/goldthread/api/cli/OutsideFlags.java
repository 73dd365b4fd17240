package dev.goldthread.api.cli;

import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.api.witness.ask.OutsideOptions;
import dev.goldthread.api.witness.ask.TimestampAuthority;
import dev.goldthread.api.witness.ask.Timestamping;
import dev.goldthread.api.witness.ask.WitnessAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which witnesses and which time stamping authority speak for the logs of this ledger. */
final class OutsideFlags {

    /** In the data folder: further witnesses, lines of verifier key and address. */
    static final String WITNESSES_FILE = "witnesses";

    @Option(
            names = "--witness",
            paramLabel = "URL+VKEY",
            description = {
                "A witness that is asked to cosign every checkpoint; may be given again.",
                "More stand in the data folder's file witnesses, lines of VKEY and URL."
            })
    private List<String> witnesses = List.of();

    @Option(
            names = "--timestamp-authority",
            paramLabel = "URL",
            description = "An RFC 3161 authority that stamps checkpoints; needs --timestamp-roots.")
    private Optional<String> authority = Optional.empty();

    @Option(
            names = "--timestamp-roots",
            paramLabel = "PEM",
            description = "Certificates that the authority's chain must lead to.")
    private Optional<Path> roots = Optional.empty();

    @Option(
            names = "--timestamp-interval",
            paramLabel = "DURATION",
            description = "At most one stamp per log in this time (default: ${DEFAULT-VALUE}).")
    private Duration interval = Timestamping.INTERVAL_DEFAULT;

    /**
     * @param data where the file of witnesses may lie
     * @throws CliException when a value is no such thing, or two do not go together
     */
    OutsideOptions options(Path data) {
        try {
            List<WitnessAddress> all =
                    new ArrayList<>(witnesses.stream().map(WitnessAddress::parseFlag).toList());
            Path file = data.resolve(WITNESSES_FILE);
            if (Files.exists(file)) {
                all.addAll(WitnessAddress.parseLines(Files.readAllLines(file)));
            }
            return new OutsideOptions(all, authority(), interval);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CliException.usage("cannot be read: " + e.getMessage());
        }
    }

    private Optional<TimestampAuthority> authority() throws IOException {
        if (authority.isPresent() != roots.isPresent()) {
            throw CliException.usage(
                    "--timestamp-authority and --timestamp-roots go together; give both or neither");
        }
        return authority.isPresent()
                ? Optional.of(
                        new TimestampAuthority(
                                Outbound.base(authority.get()),
                                TimestampAuthority.roots(roots.orElseThrow())))
                : Optional.empty();
    }
}
