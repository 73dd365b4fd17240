package dev.goldthread.api.component;

import io.github.nscuro.versatile.VersException;
import io.github.nscuro.versatile.VersionFactory;
import io.github.nscuro.versatile.spi.Version;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Rules by which versions of some types of packages are ordered, called as VERS calls them.
 *
 * @param name {@code alpine} for the packages that a package URL calls {@code apk}
 */
record VersionScheme(String name) {

    /** Of package types that have rules of their own; these are called the same. */
    private static final Set<String> OWN =
            Set.of(
                    "apk",
                    "cargo",
                    "composer",
                    "deb",
                    "gem",
                    "golang",
                    "hex",
                    "maven",
                    "npm",
                    "nuget",
                    "pypi",
                    "rpm");

    /** What these types call a version is a semantic version. */
    private static final Set<String> SEMANTIC = Set.of("cargo", "hex", "npm");

    private static final String ALPINE = "alpine";
    private static final String GENERIC = "generic";
    private static final String SEMVER = "semver";

    /** Tags of repositories: the first letter is none of the version. */
    private static final Pattern TAG = Pattern.compile("^v(?=[0-9])");

    /** Begins the local part of a version of PyPI. */
    private static final char LOCAL = '+';

    /** The one that is called so. */
    static Optional<VersionScheme> called(String name) {
        return known().contains(name) ? Optional.of(new VersionScheme(name)) : Optional.empty();
    }

    static List<String> known() {
        Set<String> known = new TreeSet<>(OWN);
        known.addAll(List.of(ALPINE, GENERIC, SEMVER));
        return List.copyOf(known);
    }

    /** That of a package type; empty when the type has no rules of its own. */
    static Optional<VersionScheme> of(String packageType) {
        return OWN.contains(packageType)
                ? Optional.of(new VersionScheme(packageType))
                : Optional.empty();
    }

    /** The one by which versions of a type should be asked for. */
    static String best(String packageType) {
        return OWN.contains(packageType) ? packageType : GENERIC;
    }

    /** Whether packages of this type have versions that it orders. */
    boolean isOf(String packageType) {
        return switch (name) {
            case GENERIC -> !OWN.contains(packageType);
            case SEMVER -> !OWN.contains(packageType) || SEMANTIC.contains(packageType);
            default -> packageType.equals(rules());
        };
    }

    /** What the library of version ranges calls it. */
    String rules() {
        return name.equals(ALPINE) ? "apk" : name;
    }

    /**
     * As it is held against what was asked. Of a version of PyPI the local part ({@code +cu118}) is
     * left out, unless the question has one (PEP 440, "Version matching").
     *
     * @param asked a version, or a range
     */
    String comparable(String version, String asked) {
        return switch (name) {
            case GENERIC -> TAG.matcher(version).replaceFirst("");
            case "pypi" -> isLocal(asked) ? version : withoutLocal(version);
            default -> version;
        };
    }

    private static boolean isLocal(String asked) {
        return asked.indexOf(LOCAL) >= 0 || asked.contains("%2B") || asked.contains("%2b");
    }

    private static String withoutLocal(String version) {
        int local = version.indexOf(LOCAL);
        return local < 0 ? version : version.substring(0, local);
    }

    /**
     * Whether a version is the one that is asked for. By the same text where that is no version by
     * these rules, such as a branch.
     *
     * @return empty when the found one is none, so that nobody can say
     */
    Optional<Boolean> isSame(String asked, String found) {
        if (asked.equals(found)) {
            return Optional.of(true);
        }
        Optional<Version> wanted = version(asked);
        if (wanted.isEmpty()) {
            return Optional.of(false);
        }
        return version(comparable(found, asked))
                .flatMap(version -> read(() -> wanted.get().compareTo(version) == 0));
    }

    private Optional<Version> version(String text) {
        return read(() -> VersionFactory.forScheme(rules(), text));
    }

    /** Empty where the library cannot read a version, which it says by many exceptions. */
    static <T> Optional<T> read(Supplier<T> versions) {
        try {
            return Optional.of(versions.get());
        } catch (VersException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
