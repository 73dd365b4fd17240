package dev.goldthread.core.bundle;

import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One place at which evidence is not what it must be.
 *
 * @param log empty as long as nothing says which log this is
 * @param file the file that is wrong, by its name in the bundle
 * @param seq the entry that is touched, where it is one
 * @param field what does not hold, in the log format's word where it has one
 * @param expected what it had to be
 * @param found what it is
 * @param meaning what that says about the log, and what to do
 */
public record Flaw(
        Optional<Origin> log,
        String file,
        OptionalLong seq,
        String field,
        String expected,
        String found,
        String meaning) {

    static Flaw of(Optional<Origin> log, String file, MalformedException e, String meaning) {
        return new Flaw(log, file, OptionalLong.empty(), e.field(), e.rule(), e.found(), meaning);
    }

    static Flaw of(Broken broken, String file) {
        return new Flaw(
                Optional.of(broken.origin()),
                file,
                OptionalLong.of(broken.seq()),
                broken.field(),
                broken.expected(),
                broken.found(),
                broken.meaning());
    }

    /** One line that names log, place and field. */
    public String message() {
        return "%s, %s%s: %s must be %s, but is %s: %s"
                .formatted(
                        log.map(Origin::text).orElse("unknown log"),
                        file,
                        seq.isPresent() ? ", seq " + seq.getAsLong() : "",
                        field,
                        expected,
                        found,
                        meaning);
    }
}
