package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.InvalidVersionException;
import io.github.nscuro.versatile.spi.Version;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by the rules of RubyGems ({@code Gem::Version}): segments of digits or letters, {@code
 * 1.2.0.rc1}. A segment of letters makes it a pre-release and comes before any number; zeros at the
 * end of the release, and at the end of all, do not count; a hyphen means {@code .pre.}.
 */
final class GemVersion extends Version {

    private static final Pattern FORM =
            Pattern.compile("\\d+(?:\\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    private static final Pattern SEGMENT = Pattern.compile("\\d+|[A-Za-z]+");

    /** In front of the first letters, and behind them: each without the zeros at its end. */
    private final List<String> segments;

    /**
     * @throws InvalidVersionException when it is none
     */
    GemVersion(String scheme, String version) {
        super(scheme, version);
        if (!FORM.matcher(version).matches()) {
            throw new InvalidVersionException(
                    version, "it is no version of RubyGems, such as 1.2.3 or 1.2.3.rc1");
        }
        segments = canonical(segments(version.replace("-", ".pre.")));
    }

    private static List<String> segments(String version) {
        List<String> all = new ArrayList<>();
        Matcher segment = SEGMENT.matcher(version);
        while (segment.find()) {
            all.add(segment.group());
        }
        return all;
    }

    private static List<String> canonical(List<String> all) {
        int letters = 0;
        while (letters < all.size() && isNumber(all.get(letters))) {
            letters++;
        }
        List<String> canonical = new ArrayList<>(withoutZeros(all.subList(0, letters)));
        canonical.addAll(withoutZeros(all.subList(letters, all.size())));
        return List.copyOf(canonical);
    }

    private static List<String> withoutZeros(List<String> part) {
        int end = part.size();
        while (end > 0 && isNumber(part.get(end - 1)) && number(part.get(end - 1)).signum() == 0) {
            end--;
        }
        return part.subList(0, end);
    }

    private static boolean isNumber(String segment) {
        return Character.isDigit(segment.charAt(0));
    }

    private static BigInteger number(String segment) {
        return new BigInteger(segment);
    }

    @Override
    public boolean isStable() {
        return segments.stream().allMatch(GemVersion::isNumber);
    }

    @Override
    public int compareTo(Version other) {
        GemVersion that = (GemVersion) other;
        int length = Math.max(segments.size(), that.segments.size());
        for (int i = 0; i < length; i++) {
            int order = compare(segments, that.segments, i);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** What is not there counts as 0, which comes behind letters. */
    private static int compare(List<String> ones, List<String> others, int at) {
        String one = at < ones.size() ? ones.get(at) : "0";
        String other = at < others.size() ? others.get(at) : "0";
        if (isNumber(one) != isNumber(other)) {
            return isNumber(one) ? 1 : -1;
        }
        return isNumber(one) ? number(one).compareTo(number(other)) : one.compareTo(other);
    }
}
