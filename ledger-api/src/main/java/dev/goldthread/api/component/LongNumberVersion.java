package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.Version;
import io.github.nscuro.versatile.spi.VersionProvider;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version whose numbers may be longer than those that a scheme's rules in the library can read,
 * such as a time. Where one of two versions has such a number, each number of both is replaced by
 * its rank among all of them, which has the same order; 0 stays 0, because some rules leave it out.
 */
final class LongNumberVersion extends Version {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Not every one is longer than an int, and ranks do no harm to those that are not. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{10}");

    private final VersionProvider rules;

    /** What the rules compare by its numbers, and what they compare as text or not at all. */
    private final String numbered;

    private final String rest;
    private final Version asRead;

    /**
     * @param rules of the scheme, for numbers of up to nine digits
     * @param end where numbers no longer count by their value; what follows stays as it is
     * @throws io.github.nscuro.versatile.spi.InvalidVersionException when it is no version
     */
    LongNumberVersion(String scheme, String version, VersionProvider rules, Pattern end) {
        super(scheme, version);
        this.rules = rules;
        int at = end.matcher(version).results().findFirst().map(found -> found.start()).orElse(-1);
        numbered = at < 0 ? version : version.substring(0, at);
        rest = at < 0 ? "" : version.substring(at);
        asRead = isLong() ? ranked(ranks(Stream.of(numbered))) : rules.getVersion(scheme, version);
    }

    private boolean isLong() {
        return LONG_NUMBER.matcher(numbered).find();
    }

    private static List<BigInteger> ranks(Stream<String> texts) {
        TreeSet<BigInteger> numbers = new TreeSet<>(List.of(BigInteger.ZERO));
        texts.flatMap(text -> NUMBER.matcher(text).results())
                .forEach(number -> numbers.add(new BigInteger(number.group())));
        return List.copyOf(numbers);
    }

    private Version ranked(List<BigInteger> ranks) {
        String text =
                NUMBER.matcher(numbered)
                        .replaceAll(
                                number ->
                                        Integer.toString(
                                                ranks.indexOf(new BigInteger(number.group()))));
        return rules.getVersion(scheme, text + rest);
    }

    @Override
    public boolean isStable() {
        return asRead.isStable();
    }

    @Override
    public int compareTo(Version other) {
        LongNumberVersion that = (LongNumberVersion) other;
        if (!isLong() && !that.isLong()) {
            return asRead.compareTo(that.asRead);
        }
        List<BigInteger> ranks = ranks(Stream.of(numbered, that.numbered));
        return ranked(ranks).compareTo(that.ranked(ranks));
    }
}
