package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.InvalidVersionException;
import io.github.nscuro.versatile.spi.Version;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version by Semantic Versioning 2.0.0: {@code 1.2.3-rc.1+build}. What follows the plus sign does
 * not count (section 10). More is read than is written by that specification: a minor or patch
 * number that is missing is 0, zeros before a number do not count, nor does the v of a tag.
 */
final class SemanticVersion extends Version {

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";

    private static final Pattern FORM =
            Pattern.compile(
                    "v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(%s))?(?:\\+%s)?"
                            .formatted(IDENTIFIERS, IDENTIFIERS));

    private static final Pattern NUMERIC = Pattern.compile("\\d+");

    private final List<BigInteger> numbers;

    /** Of a pre-release; none of a release. */
    private final List<String> identifiers;

    /**
     * @throws InvalidVersionException when it is none
     */
    SemanticVersion(String scheme, String version) {
        super(scheme, version);
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            throw new InvalidVersionException(
                    version, "it is no semantic version, such as 1.2.3 or 1.2.3-rc.1");
        }
        numbers = List.of(number(form.group(1)), number(form.group(2)), number(form.group(3)));
        identifiers = form.group(4) == null ? List.of() : List.of(form.group(4).split("\\."));
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null ? BigInteger.ZERO : new BigInteger(digits);
    }

    @Override
    public boolean isStable() {
        return identifiers.isEmpty();
    }

    /** Section 11. */
    @Override
    public int compareTo(Version other) {
        SemanticVersion that = (SemanticVersion) other;
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(that.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (isStable() || that.isStable()) {
            return Boolean.compare(isStable(), that.isStable());
        }
        for (int i = 0; i < Math.min(identifiers.size(), that.identifiers.size()); i++) {
            int order = compare(identifiers.get(i), that.identifiers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(identifiers.size(), that.identifiers.size());
    }

    private static int compare(String one, String other) {
        boolean isNumber = NUMERIC.matcher(one).matches();
        if (isNumber != NUMERIC.matcher(other).matches()) {
            return isNumber ? -1 : 1;
        }
        return isNumber
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }
}
