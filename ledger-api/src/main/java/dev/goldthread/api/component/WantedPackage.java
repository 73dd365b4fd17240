package dev.goldthread.api.component;

import com.github.packageurl.PackageURL;
import dev.goldthread.api.component.ComponentQuery.Answer;
import dev.goldthread.core.event.PurlName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package that is looked for. Its version, subpath and qualifiers count only where they are asked
 * for.
 */
record WantedPackage(PackageURL purl) {

    /** Types whose namespaces and names know no case (purl-spec, type definitions; NuGet). */
    private static final Set<String> CASELESS =
            Set.of(
                    "alpm",
                    "apk",
                    "bitbucket",
                    "bitnami",
                    "composer",
                    "deb",
                    "github",
                    "golang",
                    "hex",
                    "luarocks",
                    "npm",
                    "nuget",
                    "oci",
                    "pub",
                    "vscode-extension");

    /** The same of namespaces alone. */
    private static final Set<String> CASELESS_NAMESPACE = Set.of("cpan", "qpkg", "rpm");

    /** Which of these a component is. */
    Answer about(PackageURL component) {
        if (!isPackage(component)) {
            return Answer.NO;
        }
        Answer said =
                aboutVersion(component).and(isSaid(purl.getSubpath(), component.getSubpath()));
        Map<String, String> found = PackageVersion.qualifiers(component);
        for (Map.Entry<String, String> each : PackageVersion.qualifiers(purl).entrySet()) {
            if (!PackageVersion.isPart(each.getKey(), purl)) {
                said = said.and(isSaid(each.getValue(), found.get(each.getKey())));
            }
        }
        return said;
    }

    private boolean isPackage(PackageURL component) {
        return purl.getType().equals(component.getType())
                && namespace(purl).equals(namespace(component))
                && name(purl).equals(name(component));
    }

    private static String namespace(PackageURL purl) {
        String namespace = purl.getNamespace() == null ? "" : purl.getNamespace();
        return CASELESS.contains(purl.getType()) || CASELESS_NAMESPACE.contains(purl.getType())
                ? namespace.toLowerCase(Locale.ROOT)
                : namespace;
    }

    private static String name(PackageURL purl) {
        if (purl.getType().equals("pypi")) {
            return PurlName.normal(purl.getName());
        }
        return CASELESS.contains(purl.getType())
                ? purl.getName().toLowerCase(Locale.ROOT)
                : purl.getName();
    }

    /** By the rules of its type, where it has some; else by the text. */
    private Answer aboutVersion(PackageURL component) {
        Optional<PackageVersion> wanted = PackageVersion.of(purl);
        Optional<PackageVersion> found = PackageVersion.of(component);
        if (wanted.isEmpty() || found.isEmpty()) {
            return wanted.isEmpty() ? Answer.YES : Answer.NOT_COMPARABLE;
        }
        return VersionScheme.of(purl.getType())
                .map(scheme -> about(wanted.get(), found.get(), scheme))
                .orElseGet(() -> isSaid(wanted.get().text(), found.get().text()));
    }

    /** An epoch counts where it is asked for; who does not state it may still have it. */
    private static Answer about(PackageVersion wanted, PackageVersion found, VersionScheme scheme) {
        if (wanted.epoch().isEmpty()) {
            return isSame(wanted.text(), found.text(), scheme);
        }
        return found.epoch().isEmpty() && !wanted.isOfEpochZero()
                ? Answer.NOT_COMPARABLE.and(isSame(wanted.text(), found.text(), scheme))
                : isSame(wanted.whole(), found.whole(), scheme);
    }

    private static Answer isSame(String wanted, String found, VersionScheme scheme) {
        return scheme.isSame(wanted, found)
                .map(isSame -> isSame ? Answer.YES : Answer.NO)
                .orElse(Answer.NOT_COMPARABLE);
    }

    /** What a component does not say of itself, it may be. */
    private static Answer isSaid(@Nullable String wanted, @Nullable String found) {
        if (wanted == null || wanted.equals(found)) {
            return Answer.YES;
        }
        return found == null ? Answer.NOT_COMPARABLE : Answer.NO;
    }
}
