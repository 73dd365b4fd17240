package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.InvalidVersionException;
import io.github.nscuro.versatile.spi.Version;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Debian, {@code epoch:upstream-revision}, with numbers of any length. */
final class DebianVersion extends Version {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+):)?([A-Za-z0-9.+~:-]+?)(?:-([A-Za-z0-9.+~]+))?");

    private final BigInteger epoch;
    private final String upstream;
    private final String revision;

    /**
     * @throws InvalidVersionException when it is none
     */
    DebianVersion(String scheme, String version) {
        super(scheme, version);
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            throw new InvalidVersionException(
                    version, "it is no version of Debian, such as 1:1.2.3-4");
        }
        epoch = form.group(1) == null ? BigInteger.ZERO : new BigInteger(form.group(1));
        upstream = form.group(2);
        revision = form.group(3) == null ? "" : form.group(3);
    }

    @Override
    public boolean isStable() {
        return upstream.indexOf('~') < 0;
    }

    @Override
    public int compareTo(Version other) {
        DebianVersion that = (DebianVersion) other;
        int order = epoch.compareTo(that.epoch);
        if (order == 0) {
            order = compare(upstream, that.upstream);
        }
        return order == 0 ? compare(revision, that.revision) : order;
    }

    /** By parts, which are no digits and digits in turn (deb-version(7), "Sorting algorithm"). */
    private static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (isLetter(one, i) || isLetter(other, j)) {
                int order = weight(one, i) - weight(other, j);
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int endOfOne = endOfDigits(one, i);
            int endOfOther = endOfDigits(other, j);
            int order = number(one, i, endOfOne).compareTo(number(other, j, endOfOther));
            if (order != 0) {
                return order;
            }
            i = endOfOne;
            j = endOfOther;
        }
        return 0;
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** A tilde comes before the end, the end before letters, letters before all else. */
    private static int weight(String text, int at) {
        if (!isLetter(text, at)) {
            return 0;
        }
        char letter = text.charAt(at);
        if (letter == '~') {
            return -1;
        }
        return Character.isLetter(letter) ? letter : letter + Character.MAX_VALUE;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static BigInteger number(String text, int from, int to) {
        return from >= to ? BigInteger.ZERO : new BigInteger(text.substring(from, to));
    }
}
