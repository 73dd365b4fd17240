package dev.goldthread.api.component;

import com.github.packageurl.PackageURL;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version in a package URL.
 *
 * @param epoch of an RPM, which its package URL has beside the version (purl-spec, "rpm"), and some
 *     tools within it; none of any other type
 * @param text the rest
 */
record PackageVersion(Optional<String> epoch, String text) {

    private static final String RPM = "rpm";
    private static final String EPOCH = "epoch";
    private static final Pattern WITH_EPOCH = Pattern.compile("(\\d+):(.*)");
    private static final Pattern ZERO = Pattern.compile("0+");

    /** Empty where it has none. */
    static Optional<PackageVersion> of(PackageURL purl) {
        return Optional.ofNullable(purl.getVersion()).map(version -> of(purl, version));
    }

    private static PackageVersion of(PackageURL purl, String version) {
        if (!purl.getType().equals(RPM)) {
            return new PackageVersion(Optional.empty(), version);
        }
        Matcher written = WITH_EPOCH.matcher(version);
        boolean isWithin = written.matches();
        Optional<String> epoch = Optional.ofNullable(qualifiers(purl).get(EPOCH));
        return new PackageVersion(
                epoch.isEmpty() && isWithin ? Optional.of(written.group(1)) : epoch,
                isWithin ? written.group(2) : version);
    }

    static Map<String, String> qualifiers(PackageURL purl) {
        return purl.getQualifiers() == null ? Map.of() : purl.getQualifiers();
    }

    /** Whether a qualifier is a part of the version. */
    static boolean isPart(String qualifier, PackageURL purl) {
        return purl.getType().equals(RPM) && qualifier.equals(EPOCH) && purl.getVersion() != null;
    }

    /** Whether the text of an RPM's version begins with an epoch, and one other than 0. */
    static boolean namesEpoch(String version) {
        Matcher written = WITH_EPOCH.matcher(version);
        return written.matches() && !ZERO.matcher(written.group(1)).matches();
    }

    /** Without one, an RPM has the epoch 0. */
    boolean isOfEpochZero() {
        return epoch.isEmpty() || ZERO.matcher(epoch.get()).matches();
    }

    /** As versions of its type are compared. */
    String whole() {
        return epoch.map(each -> each + ":" + text).orElse(text);
    }
}
