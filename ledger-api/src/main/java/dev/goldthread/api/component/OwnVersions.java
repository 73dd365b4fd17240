package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.Version;
import io.github.nscuro.versatile.spi.VersionProvider;
import io.github.nscuro.versatile.version.ApkVersion;
import java.util.regex.Pattern;

/**
 * Gives the library of version ranges the schemes that it has not, or not as their rules say. It
 * has no crates, gems and Hex; its own "semver" is not Semantic Versioning; of Debian it cannot
 * read a number as long as a time, of npm it orders one as a text; and of Alpine it takes zeros in
 * front of the first number for a fraction.
 */
public final class OwnVersions implements VersionProvider {

    private static final VersionProvider ALPINE = new ApkVersion.Provider();
    private static final Pattern ZEROS = Pattern.compile("^0+(?=[0-9])");

    @Override
    public int priority() {
        return PRIORITY_BUILTIN + 1;
    }

    @Override
    public boolean supportsScheme(String scheme) {
        return switch (scheme) {
            case "apk", "cargo", "deb", "gem", "hex", "npm", "semver" -> true;
            default -> false;
        };
    }

    @Override
    public Version getVersion(String scheme, String version) {
        return switch (scheme) {
            case "apk" -> ALPINE.getVersion(scheme, ZEROS.matcher(version).replaceFirst(""));
            case "deb" -> new DebianVersion(scheme, version);
            case "gem" -> new GemVersion(scheme, version);
            default -> new SemanticVersion(scheme, version);
        };
    }
}
