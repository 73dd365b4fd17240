package dev.goldthread.api.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Written by hand from the rules of VERS and of each scheme: Semantic Versioning 2.0.0 section 11,
 * PEP 440, the Maven POM reference, deb-version(7), rpm's vercmp, Go modules, Gem::Version,
 * apk-tools.
 */
class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        // VERS: a version alone is equal; bars are or; intervals are pairs; != is a hole.
        "vers:npm/1.2.3, 1.2.3, true",
        "vers:npm/1.2.3, 1.2.4, false",
        "vers:npm/1.2.3|2.0.0, 2.0.0, true",
        "vers:npm/>=1.2.3|<2.0.0, 1.2.2, false",
        "vers:npm/>=1.2.3|<2.0.0, 1.2.3, true",
        "vers:npm/>=1.2.3|<2.0.0, 1.9.9, true",
        "vers:npm/>=1.2.3|<2.0.0, 2.0.0, false",
        "vers:npm/>1.2.3|<=2.0.0, 1.2.3, false",
        "vers:npm/>1.2.3|<=2.0.0, 2.0.0, true",
        "vers:npm/1.0.0|>=2.0.0|<3.0.0, 1.0.0, true",
        "vers:npm/1.0.0|>=2.0.0|<3.0.0, 1.5.0, false",
        "vers:npm/<1.0.0|>=2.0.0, 0.9.0, true",
        "vers:npm/<1.0.0|>=2.0.0, 1.5.0, false",
        "vers:npm/<1.0.0|>=2.0.0, 7.0.0, true",
        "vers:npm/>=1.0.0|!=1.5.0|<2.0.0, 1.5.0, false",
        "vers:npm/>=1.0.0|!=1.5.0|<2.0.0, 1.5.1, true",
        "vers:npm/!=1.5.0, 1.5.0, false",
        "vers:npm/!=1.5.0, 1.6.0, true",
        "vers:npm/*, 0.0.1, true",
        "vers:npm/>=1.0.0%2Bbuild|<2.0.0, 1.5.0, true",
        // Semantic versions: numbers by value, pre-releases before, by identifier.
        "vers:npm/<1.10.0, 1.9.0, true",
        "vers:npm/<1.0.0, 1.0.0-rc.1, true",
        "vers:npm/>=1.0.0-beta.10|<1.0.0, 1.0.0-beta.2, false",
        "vers:semver/>=3.6.0|<4.0.0, v3.6.4, true",
        "vers:semver/>=v3.6.0|<v4.0.0, 3.6.4, true",
        "vers:semver/<2.0.0, 2.0.0-rc.1, true",
        "vers:semver/<2.0.0, v2.0.0-rc.1, true",
        "vers:semver/>=2.0.0, 2.0.0-rc.1, false",
        "vers:semver/>=2.0.0-rc.0|<2.0.0, 2.0.0-rc.1, true",
        "vers:semver/>=2.0.0-rc.0|<2.0.0, 2.0.0, false",
        "vers:semver/<1.10.0, 1.9.0, true",
        "vers:semver/>=1.0.0-3|<2.0.0, 1.0.0-20240101000000, true",
        "vers:npm/<2.0, 1.9.9, true",
        "vers:npm/1.0.0, 1.0.0+build.7, true",
        // Crates and Hex packages are semantic versions.
        "vers:cargo/<0.9.11, 0.9.10, true",
        "vers:cargo/<0.9.11, 0.9.11, false",
        "vers:cargo/<0.9.11, 0.10.0, false",
        "vers:cargo/>=1.0.0-alpha.2|<1.0.0, 1.0.0-alpha.10, true",
        "vers:hex/>=1.7.0-rc.0|<1.7.14, 1.7.0, true",
        // Gems: letters come before numbers, zeros at the end do not count.
        "vers:gem/<2.0, 2.0.rc1, true",
        "vers:gem/>=2.0.b2, 2.0.b10, true",
        "vers:gem/1.0, 1.0.0, true",
        "vers:gem/1.0.rc1, 1.0.0.rc1, true",
        "vers:gem/<1.0, 1.0-1, true",
        "vers:gem/>=4.2.5.1|<4.2.5.2, 4.2.5.1.1, true",
        "vers:gem/<1.10, 1.9.3, true",
        "vers:gem/<1.0.1, 1.0.1.a, true",
        // Alpine: the first number by value, those behind it as fractions if zeros lead.
        "vers:alpine/<1.2.10-r1, 1.2.10-r0, true",
        "vers:alpine/>=1.02|<1.1, 1.06-r6, true",
        "vers:alpine/<006, 1.06-r6, true",
        "vers:apk/<1.1, 1.1_alpha1, true",
        // Holes alone: all else is in.
        "vers:npm/!=1.0.0|!=2.0.0, 3.0.0, true",
        "vers:npm/!=1.0.0|!=2.0.0, 2.0.0, false",
        // Maven: alpha < beta < milestone < rc < snapshot < release < sp.
        "vers:maven/<1.0, 1.0-SNAPSHOT, true",
        "vers:maven/<1.0-SNAPSHOT, 1.0-rc1, true",
        "vers:maven/>1.0, 1.0-sp1, true",
        "vers:maven/>=2.0|<=2.17.0, 2.9.1, true",
        "vers:maven/1.0, 1.0.0, true",
        // PEP 440: dev < a < b < rc < release < post; zeros at the end do not count.
        "vers:pypi/<1.0, 1.0.dev1, true",
        "vers:pypi/>=1.0rc1|<1.0, 1.0b2, false",
        "vers:pypi/>1.0, 1.0.post1, true",
        "vers:pypi/1.0.0, 1.0, true",
        "vers:pypi/>=1!1.0, 2.0, false",
        // What is local counts where it is asked for.
        "vers:pypi/<=2.0.1, 2.0.1+cu118, true",
        "vers:pypi/>2.0.1, 2.0.1+cu118, false",
        "vers:pypi/2.0.1%2Bcu117, 2.0.1+cu118, false",
        // Debian: epoch, then upstream, then revision; a tilde sorts before the end.
        "vers:deb/<1.0, 1.0~rc1, true",
        "vers:deb/>=1:1.0-1|<1:2.0, 9.0-1, false",
        "vers:deb/>=3.0.11-1|<3.0.11-2, 3.0.11-1+deb12u2, true",
        "vers:deb/<1.0-10, 1.0-9, true",
        "vers:deb/1.0, 0:1.0-0, true",
        "vers:deb/<1.0a, 1.0~, true",
        "vers:deb/<1.0+b1, 1.0a, true",
        "vers:deb/<0.1+git20230101120001, 0.1+git20230101120000, true",
        "vers:deb/<1.2-3-4, 1.2-3-3, true",
        // rpm: epoch:version-release, by segments.
        "vers:rpm/<1.0, 1.0~beta, true",
        "vers:rpm/>=1:1.0, 2.0, false",
        "vers:rpm/>=1.0-1|<1.0-10, 1.0-9, true",
        // Go: semantic versions with v; a pseudo version is a pre-release.
        "vers:golang/>=v1.2.0|<v1.10.0, v1.9.3, true",
        "vers:golang/>=v1.0.0, v1.0.0-20200101000000-abcdef123456, false",
        // Everything else: numbers by value.
        "vers:generic/>=11.0|<11.2, 11.1.0, true",
        "vers:generic/>=11.0|<11.2.0, 11.2.0, false",
        "vers:generic/>=2026.01|<2026.10, 2026.09, true",
        // Numbers of any length, as times are: by value, beside short ones too.
        "vers:generic/<100000000000, 99999999999, true",
        "vers:generic/>=1.9|<20230101120001, 20230101120000, true",
        "vers:generic/>=9.20230101120000|<10.1, 10.0, true",
        "vers:pypi/<1.0, 1.0.dev20230101120000, true",
        "vers:pypi/<1.0.dev20230101120001, 1.0.dev20230101120000, true",
        "vers:pypi/<1.0.dev20230101120001, 1.0, false",
        "vers:pypi/20230101120000, 20230101120000.0.0, true",
        "vers:pypi/>=1!1.0, 20230101120000, false",
        "vers:pypi/20230101120000, 20230101120000+cu118, true",
        "vers:composer/<1.0, 1.0-beta20230101120000, true",
        "vers:composer/<1.0-beta20230101120000, 1.0-beta3, true",
        "vers:golang/<v1.0.0, v1.99999999999999999999.0, false",
        "vers:golang/>=v1.99999999999999999998.0, v1.99999999999999999999.0, true",
        "vers:golang/<v1.20230101120000.0, v1.20230101120000.0-rc.1, true"
    })
    void holdsWhatTheRulesSay(String range, String version, boolean isIn) {
        assertThat(VersionRange.parse(range).contains(version)).hasValue(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm/>=1.0.0",
                "vers:npm",
                "vers:npm/",
                "vers:elsewhere/>=1.0.0",
                "vers:npm/>=2.0.0|<1.0.0",
                "vers:npm/>=1.0.0|>=1.0.0",
                "vers:npm/1.0.0|1.0.0",
                "vers:npm/*|1.0.0",
                "vers:npm/>=one|<two",
                "vers:cargo/>=1.0.0.0",
                "vers:gem/<one",
                "vers:rpm/<99999999999:1.0",
                "vers:golang/<v"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(UnfitQueryException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("vers:npm/>=1.2.3|<2.0.0");
    }

    @Test
    void anUnknownSchemeIsToldWhichAreKnown() {
        assertThatThrownBy(() -> VersionRange.parse("vers:alpm/<1.0"))
                .hasMessageContaining(
                        "must be one of alpine, apk, cargo, composer, deb, gem, generic, golang, hex, maven, npm, nuget, pypi, rpm, semver, but is \"alpm\"");
    }

    @Test
    void nobodyCanSayOfWhatIsNoVersion() {
        assertThat(VersionRange.parse("vers:npm/>=1.0.0|<2.0.0").contains("latest")).isEmpty();
        assertThat(VersionRange.parse("vers:npm/*").contains("latest")).hasValue(true);
    }

    /** The library throws something else of each of these. */
    @ParameterizedTest
    @CsvSource({
        "vers:rpm/<1.0, 99999999999:1.0",
        "vers:golang/<v1.0.0, v",
        "vers:pypi/<1.0, 1.0.dev20230101120000.x",
        "vers:nuget/<1.0.0, 1.0.0.20230101120000",
        "vers:apk/<1.0-r5, 1.0-r20230101120000"
    })
    void norOfWhatTheLibraryCannotRead(String range, String version) {
        assertThat(VersionRange.parse(range).contains(version)).isEmpty();
    }

    @Test
    void aSchemeOrdersItsOwnPackages() {
        assertThat(VersionRange.parse("vers:npm/1.0.0").isOf("npm")).isTrue();
        assertThat(VersionRange.parse("vers:npm/1.0.0").isOf("maven")).isFalse();
        assertThat(VersionRange.parse("vers:semver/1.0.0").isOf("npm")).isTrue();
        assertThat(VersionRange.parse("vers:semver/1.0.0").isOf("github")).isTrue();
        assertThat(VersionRange.parse("vers:semver/1.0.0").isOf("deb")).isFalse();
        assertThat(VersionRange.parse("vers:semver/1.0.0").isOf("cargo")).isTrue();
        assertThat(VersionRange.parse("vers:semver/1.0.0").isOf("gem")).isFalse();
        assertThat(VersionRange.parse("vers:alpine/1.0").isOf("apk")).isTrue();
        assertThat(VersionRange.parse("vers:generic/1").isOf("generic")).isTrue();
        assertThat(VersionRange.parse("vers:generic/1").isOf("rpm")).isFalse();
    }
}
