package dev.goldthread.api.component;

import io.github.nscuro.versatile.Comparator;
import io.github.nscuro.versatile.Constraint;
import io.github.nscuro.versatile.Vers;
import io.github.nscuro.versatile.VersException;
import io.github.nscuro.versatile.spi.InvalidVersionException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A range of versions in the form VERS: {@code vers:npm/>=1.2.3|<2.0.0} (package-url, "VERS").
 * Versions are compared by the rules of the range's scheme. Immutable.
 */
public final class VersionRange {

    private final Vers range;
    private final VersionScheme scheme;
    private final String text;
    private final boolean isOfHoles;

    private VersionRange(Vers range, VersionScheme scheme, String text) {
        this.range = range;
        this.scheme = scheme;
        this.text = text;
        isOfHoles =
                range.constraints().stream()
                        .allMatch(each -> each.comparator() == Comparator.NOT_EQUAL);
    }

    /**
     * @throws UnfitQueryException when the text is no such range, or its scheme is not known
     */
    public static VersionRange parse(String text) {
        String ranges = text.replaceAll("[ \t]", "");
        VersionScheme scheme = scheme(ranges, text);
        try {
            Vers range =
                    Vers.parse("vers:" + scheme.rules() + ranges.substring(ranges.indexOf('/')))
                            .validate();
            requireOrder(range, text);
            return new VersionRange(range, scheme, text);
        } catch (VersException | InvalidVersionException e) {
            throw unfit(text, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            throw unfit(text, "%s cannot read a version of it".formatted(scheme.name()));
        }
    }

    private static VersionScheme scheme(String ranges, String text) {
        int slash = ranges.indexOf('/');
        String called = slash < 0 || !ranges.startsWith("vers:") ? "" : ranges.substring(5, slash);
        return VersionScheme.called(called)
                .orElseThrow(
                        () ->
                                unfit(
                                        text,
                                        "its scheme must be one of %s, but is \"%s\""
                                                .formatted(
                                                        String.join(", ", VersionScheme.known()),
                                                        called)));
    }

    /** "Sorted by version" and "versions are unique" (VERS, "Version range specifier"). */
    private static void requireOrder(Vers range, String text) {
        for (int i = 1; i < range.constraints().size(); i++) {
            Constraint before = range.constraints().get(i - 1);
            Constraint at = range.constraints().get(i);
            if (before.comparator() == Comparator.WILDCARD
                    || at.comparator() == Comparator.WILDCARD) {
                throw unfit(text, "the star stands alone");
            }
            if (before.version().compareTo(at.version()) >= 0) {
                throw unfit(text, "its versions must grow from left to right, each written once");
            }
        }
    }

    private static UnfitQueryException unfit(String text, String because) {
        return new UnfitQueryException(
                "vers must be a range of versions such as vers:npm/>=1.2.3|<2.0.0, but is %s: %s"
                        .formatted(text, because));
    }

    /**
     * @throws UnfitQueryException unless packages of this type have versions that the scheme orders
     */
    void requireOf(String packageType) {
        if (!isOf(packageType)) {
            throw unfit(
                    text,
                    "%s does not order versions of %s packages; ask with vers:%s/"
                            .formatted(
                                    scheme.name(), packageType, VersionScheme.best(packageType)));
        }
    }

    /** Whether packages of this type have versions that the range's scheme orders. */
    boolean isOf(String packageType) {
        return scheme.isOf(packageType);
    }

    /** Whether it is one of RPMs of an epoch other than 0, which they have without saying so. */
    boolean namesEpoch() {
        return scheme.isOf("rpm")
                && range.constraints().stream()
                        .filter(each -> each.comparator() != Comparator.WILDCARD)
                        .anyMatch(each -> PackageVersion.namesEpoch(each.version().toString()));
    }

    /** Empty when this is no version by the scheme, so that nobody can say. */
    public Optional<Boolean> contains(String version) {
        if (range.isWildcard()) {
            return Optional.of(true);
        }
        String compared = scheme.comparable(version, text);
        return isOfHoles
                ? VersionScheme.read(() -> isInNone(compared))
                : VersionScheme.read(() -> range.contains(compared));
    }

    /** Outside of holes is everything; the library says so of a single one alone. */
    private boolean isInNone(String version) {
        return range.constraints().stream()
                .allMatch(hole -> new Vers(range.scheme(), List.of(hole)).contains(version));
    }

    @Override
    public String toString() {
        return text;
    }
}
