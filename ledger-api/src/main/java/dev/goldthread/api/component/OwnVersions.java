package dev.goldthread.api.component;

import io.github.nscuro.versatile.spi.Version;
import io.github.nscuro.versatile.spi.VersionProvider;
import io.github.nscuro.versatile.version.ApkVersion;
import io.github.nscuro.versatile.version.ComposerVersion;
import io.github.nscuro.versatile.version.GenericVersion;
import io.github.nscuro.versatile.version.GoVersion;
import io.github.nscuro.versatile.version.PythonVersion;
import java.util.regex.Pattern;

/**
 * Gives the library of version ranges the schemes that it has not, or not as their rules say. It
 * has no crates, gems and Hex; its own "semver" is not Semantic Versioning; of Debian, PyPI,
 * Composer and Go it cannot read a number as long as a time, of npm and of generic versions it
 * orders one as a text; and of Alpine it takes zeros in front of the first number for a fraction.
 */
public final class OwnVersions implements VersionProvider {

    private static final VersionProvider ALPINE = new ApkVersion.Provider();
    private static final VersionProvider COMPOSER = new ComposerVersion.Provider();
    private static final VersionProvider GENERIC = new GenericVersion.Provider();
    private static final VersionProvider GO = new GoVersion.Provider();
    private static final VersionProvider PYTHON = new PythonVersion.Provider();

    /** Pre-releases and builds of Go are no numbers, the local part of PyPI is held as text. */
    private static final Pattern END_OF_GO = Pattern.compile("[-+]");

    private static final Pattern END_OF_PYTHON = Pattern.compile("\\+");
    private static final Pattern NO_END = Pattern.compile("\\z");
    private static final Pattern ZEROS = Pattern.compile("^0+(?=[0-9])");

    @Override
    public int priority() {
        return PRIORITY_BUILTIN + 1;
    }

    @Override
    public boolean supportsScheme(String scheme) {
        return switch (scheme) {
            case "apk",
                    "cargo",
                    "composer",
                    "deb",
                    "gem",
                    "generic",
                    "golang",
                    "hex",
                    "npm",
                    "pypi",
                    "semver" ->
                    true;
            default -> false;
        };
    }

    @Override
    public Version getVersion(String scheme, String version) {
        return switch (scheme) {
            case "apk" -> ALPINE.getVersion(scheme, ZEROS.matcher(version).replaceFirst(""));
            case "deb" -> new DebianVersion(scheme, version);
            case "gem" -> new GemVersion(scheme, version);
            case "composer" -> new LongNumberVersion(scheme, version, COMPOSER, NO_END);
            case "generic" -> new LongNumberVersion(scheme, version, GENERIC, NO_END);
            case "golang" -> new LongNumberVersion(scheme, version, GO, END_OF_GO);
            case "pypi" -> new LongNumberVersion(scheme, version, PYTHON, END_OF_PYTHON);
            default -> new SemanticVersion(scheme, version);
        };
    }
}
