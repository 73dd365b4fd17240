package dev.goldthread.api.component;

import io.github.nscuro.versatile.Comparator;
import io.github.nscuro.versatile.Constraint;
import io.github.nscuro.versatile.Vers;
import io.github.nscuro.versatile.VersException;
import io.github.nscuro.versatile.spi.InvalidVersionException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A range of versions in the form VERS: {@code vers:npm/>=1.2.3|<2.0.0} (package-url, "VERS").
 * Versions are compared by the rules of the range's scheme. Immutable.
 */
public final class VersionRange {

    /** Package types with an order of versions of their own; their schemes are called the same. */
    private static final Set<String> OWN =
            Set.of("apk", "composer", "deb", "golang", "maven", "npm", "nuget", "pypi", "rpm");

    /** Schemes for all other package types. */
    private static final Set<String> COMMON = Set.of("generic", "semver");

    /** Has the rules of Semantic Versioning 2.0.0; the library's own "semver" has not. */
    private static final String SEMANTIC = "npm";

    private static final String KNOWN =
            "apk, composer, deb, generic, golang, maven, npm, nuget, pypi, rpm, semver";

    /** Tags of repositories: the first letter is none of the version. */
    private static final Pattern TAG = Pattern.compile("^v(?=[0-9])");

    private final Vers range;
    private final String scheme;
    private final String text;

    private VersionRange(Vers range, String scheme, String text) {
        this.range = range;
        this.scheme = scheme;
        this.text = text;
    }

    /**
     * @throws UnfitQueryException when the text is no such range, or its scheme is not known
     */
    public static VersionRange parse(String text) {
        String scheme = scheme(text);
        try {
            Vers range = Vers.parse(ordered(scheme, text.replace(" ", ""))).validate();
            requireOrder(range, text);
            return new VersionRange(range, scheme, text);
        } catch (VersException | InvalidVersionException e) {
            throw unfit(text, String.valueOf(e.getMessage()));
        }
    }

    /** The range by the scheme that has the right order. */
    private static String ordered(String scheme, String text) {
        return scheme.equals("semver")
                ? text.replaceFirst("semver/", SEMANTIC + "/")
                        .replaceAll("(?<=[/|<>=])v(?=[0-9])", "")
                : text;
    }

    private static String scheme(String text) {
        int slash = text.indexOf('/');
        String scheme = slash < 0 || !text.startsWith("vers:") ? "" : text.substring(5, slash);
        if (!OWN.contains(scheme) && !COMMON.contains(scheme)) {
            throw unfit(
                    text, "its scheme must be one of %s, but is \"%s\"".formatted(KNOWN, scheme));
        }
        return scheme;
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
                                    scheme,
                                    packageType,
                                    OWN.contains(packageType) ? packageType : "generic"));
        }
    }

    /** Whether packages of this type have versions that the range's scheme orders. */
    boolean isOf(String packageType) {
        if (OWN.contains(scheme)) {
            return packageType.equals(scheme);
        }
        // What npm calls a version is a semantic version.
        return !OWN.contains(packageType) || (scheme.equals("semver") && packageType.equals("npm"));
    }

    /** Empty when this is no version by the scheme, so that nobody can say. */
    public Optional<Boolean> contains(String version) {
        try {
            String compared =
                    COMMON.contains(scheme) ? TAG.matcher(version).replaceFirst("") : version;
            return Optional.of(range.contains(compared));
        } catch (VersException | InvalidVersionException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
