package dev.goldthread.api.component;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.goldthread.core.event.PurlName;
import java.util.Optional;

/**
 * Which components are looked for: those of a name, or of a package URL, and of these those in a
 * range of versions.
 *
 * @param name as {@link PurlName} gives it: what the index knows
 * @param purl with a version this one, however it is written; without, every version of this
 *     package
 */
public record ComponentQuery(
        String name, Optional<PackageURL> purl, Optional<VersionRange> versions) {

    /**
     * @throws UnfitQueryException when a part cannot be read, or there is too little or too much
     */
    public static ComponentQuery of(
            Optional<String> purl, Optional<String> vers, Optional<String> name) {
        if (purl.isPresent() == name.isPresent()) {
            throw new UnfitQueryException(
                    purl.isPresent()
                            ? "purl and name both say which component; leave one out"
                            : "purl or name must say which component; vers says which versions of it");
        }
        Optional<VersionRange> versions = vers.map(VersionRange::parse);
        if (name.isPresent()) {
            if (name.get().isBlank()) {
                throw new UnfitQueryException(
                        "name must be that of a package, such as lodash, but is empty; no component is called so, and the answer would read as all clear");
            }
            return new ComponentQuery(PurlName.normal(name.get()), Optional.empty(), versions);
        }
        PackageURL wanted = parse(purl.orElseThrow());
        if (wanted.getVersion() != null && versions.isPresent()) {
            throw new UnfitQueryException(
                    "purl has the version %s, and vers says which versions; leave one out"
                            .formatted(wanted.getVersion()));
        }
        versions.ifPresent(range -> range.requireOf(wanted.getType()));
        return new ComponentQuery(PurlName.normal(wanted.getName()), Optional.of(wanted), versions);
    }

    private static PackageURL parse(String purl) {
        try {
            return new PackageURL(purl);
        } catch (MalformedPackageURLException e) {
            throw new UnfitQueryException(
                    "purl must be a package URL such as pkg:npm/lodash@4.17.21, but is %s: %s"
                            .formatted(purl, e.getMessage()));
        }
    }

    /** Whether a component is one of those. */
    public enum Answer {
        YES,
        NO,
        /** It is of the name, but does not say what is asked, or not so that it can be compared. */
        NOT_COMPARABLE;

        Answer and(Answer other) {
            if (this == NO || other == NO) {
                return NO;
            }
            return this == YES ? other : this;
        }
    }

    /**
     * What cannot be read as a package URL is only known by its name; what is not known is never a
     * no, because the answer would read as all clear.
     */
    public Answer about(String componentId) {
        if (PurlName.of(componentId).filter(name::equals).isEmpty()) {
            return Answer.NO;
        }
        Optional<PackageURL> component = read(componentId);
        if (component.isEmpty()) {
            return versions.isPresent() || purl.isPresent() ? Answer.NOT_COMPARABLE : Answer.YES;
        }
        Answer ofPurl =
                purl.map(wanted -> new WantedPackage(wanted).about(component.get()))
                        .orElse(Answer.YES);
        return ofPurl == Answer.NO
                ? Answer.NO
                : ofPurl.and(
                        versions.map(range -> isIn(range, component.get())).orElse(Answer.YES));
    }

    private static Optional<PackageURL> read(String purl) {
        try {
            return Optional.of(new PackageURL(purl));
        } catch (MalformedPackageURLException e) {
            return Optional.empty();
        }
    }

    /**
     * A package of another kind that has the name may be the one that is meant, and one that does
     * not state its epoch may have that of the range.
     */
    private static Answer isIn(VersionRange range, PackageURL component) {
        if (!range.isOf(component.getType())) {
            return Answer.NOT_COMPARABLE;
        }
        return PackageVersion.of(component)
                .filter(version -> version.epoch().isPresent() || !range.namesEpoch())
                .map(PackageVersion::whole)
                .flatMap(range::contains)
                .map(isIn -> isIn ? Answer.YES : Answer.NO)
                .orElse(Answer.NOT_COMPARABLE);
    }
}
