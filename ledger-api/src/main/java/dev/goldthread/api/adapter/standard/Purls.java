package dev.goldthread.api.adapter.standard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 digests in package URLs (package-url specification; types oci and generic). */
public final class Purls {

    /** A version that is a digest: {@code pkg:oci/pump@sha256%3A…}. */
    private static final Pattern VERSION =
            Pattern.compile("^pkg:[^?#]*@sha256(?::|%3[Aa])([0-9a-f]{64})(?:[?#].*)?$");

    /** The qualifier {@code checksum=sha256:…}, alone or in a list. */
    private static final Pattern CHECKSUM =
            Pattern.compile(
                    "^pkg:[^?#]*\\?(?:[^#]*&)?checksums?=(?:[^&#]*(?:,|%2[Cc]))?sha256(?::|%3[Aa])([0-9a-f]{64})(?:[,%&#].*)?$");

    private static final Pattern VERSION_TEXT =
            Pattern.compile("^pkg:[^?#]*@([^?#@/]+)(?:[?#].*)?$");

    private Purls() {}

    /** {@code sha256:<hex>} of what a package URL names, where it says so. */
    public static Optional<String> artifact(String purl) {
        Matcher version = VERSION.matcher(purl);
        if (version.matches()) {
            return Optional.of("sha256:" + version.group(1));
        }
        Matcher checksum = CHECKSUM.matcher(purl);
        return checksum.matches() ? Optional.of("sha256:" + checksum.group(1)) : Optional.empty();
    }

    /** The version as it stands, still percent-encoded. */
    public static Optional<String> version(String purl) {
        Matcher version = VERSION_TEXT.matcher(purl);
        return version.matches() ? Optional.of(version.group(1)) : Optional.empty();
    }
}
