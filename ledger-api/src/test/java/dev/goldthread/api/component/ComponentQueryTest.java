package dev.goldthread.api.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.component.ComponentQuery.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentQueryTest {

    private static ComponentQuery query(String purl, String vers, String name) {
        return ComponentQuery.of(given(purl), given(vers), given(name));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Test
    void anExactPackageIsThatVersionAlone() {
        ComponentQuery exact = query("pkg:npm/%40acme/ramp@1.2.0", "", "");

        assertThat(exact.about("pkg:npm/%40acme/ramp@1.2.0")).isEqualTo(Answer.YES);
        assertThat(exact.about("pkg:npm/@acme/ramp@1.2.0")).isEqualTo(Answer.YES);
        assertThat(exact.about("pkg:npm/%40acme/ramp@1.2.0?arch=arm")).isEqualTo(Answer.YES);
        assertThat(exact.about("pkg:npm/%40acme/ramp@1.2.1")).isEqualTo(Answer.NO);
        assertThat(exact.about("pkg:npm/%40other/ramp@1.2.0")).isEqualTo(Answer.NO);
        assertThat(exact.about("pkg:npm/ramp@1.2.0")).isEqualTo(Answer.NO);
        assertThat(exact.about("pkg:pypi/ramp@1.2.0")).isEqualTo(Answer.NO);
    }

    @Test
    void qualifiersCountWhereTheyAreAskedFor() {
        ComponentQuery arm = query("pkg:deb/debian/ramp@1.2?arch=arm64", "", "");

        assertThat(arm.about("pkg:deb/debian/ramp@1.2?arch=arm64")).isEqualTo(Answer.YES);
        assertThat(arm.about("pkg:deb/debian/ramp@1.2?arch=amd64")).isEqualTo(Answer.NO);
        assertThat(arm.about("pkg:deb/debian/ramp@1.2?arch=arm64&distro=bookworm"))
                .isEqualTo(Answer.YES);
    }

    @Test
    void theEpochOfAnRpmIsOfItsVersion() {
        String component = "pkg:rpm/fedora/ax@1.0-1.fc30?arch=i386&epoch=1";

        assertThat(query("pkg:rpm/fedora/ax", "vers:rpm/>=1:0.5", "").about(component))
                .isEqualTo(Answer.YES);
        assertThat(query("pkg:rpm/fedora/ax", "vers:rpm/<1:1.0-1.fc30", "").about(component))
                .isEqualTo(Answer.NO);
        assertThat(query("pkg:rpm/fedora/ax", "vers:rpm/0:1.0-1.fc30", "").about(component))
                .isEqualTo(Answer.NO);
        assertThat(query("", "vers:rpm/<1:1.0-1.fc30", "ax").about(component)).isEqualTo(Answer.NO);
        assertThat(
                        query("pkg:rpm/fedora/ax", "vers:rpm/>=0:2.0", "")
                                .about("pkg:rpm/fedora/ax@1.0-1.fc30"))
                .isEqualTo(Answer.NO);
    }

    /** By the rules of the package's type, and else by the text. */
    @ParameterizedTest
    @CsvSource({
        "pkg:pypi/ax@1.0.0, pkg:pypi/ax@1.0, YES",
        "pkg:pypi/ax@1.0.0, pkg:pypi/ax@0!1.0, YES",
        "pkg:pypi/ax@1.0.0, pkg:pypi/ax@1!1.0, NO",
        "pkg:pypi/ax@1.0rc1, pkg:pypi/ax@1.0.RC1, YES",
        "pkg:pypi/torch@2.0.1, pkg:pypi/torch@2.0.1%2Bcu118, YES",
        "pkg:pypi/torch@2.0.1%2Bcu118, pkg:pypi/torch@2.0.1, NO",
        "pkg:pypi/a-x@1.0, pkg:pypi/a._x@1.0, YES",
        "pkg:pypi/a--x@1.0, pkg:pypi/A_x@1.0, YES",
        "pkg:npm/a-x@1.0.0, pkg:npm/a--x@1.0.0, NO",
        "pkg:pypi/ax@1.0.dev20230101120000, pkg:pypi/ax@1.0.DEV20230101120000, YES",
        "pkg:maven/acme/ax@1.0, pkg:maven/acme/ax@1.0.0, YES",
        "pkg:maven/acme/ax@1.0, pkg:maven/acme/ax@1.0.Final, YES",
        "pkg:maven/acme/ax@1.0, pkg:maven/acme/ax@1.0-rc1, NO",
        "pkg:npm/ax@1.0.0, pkg:npm/ax@1.0.0%2Bbuild.7, YES",
        "pkg:npm/ax@1.0.0, pkg:npm/ax@1.0.0-rc.1, NO",
        "pkg:cargo/ax@1.0.0, pkg:cargo/ax@1.0.0%2Bzstd.1.5, YES",
        "pkg:gem/ax@1.0, pkg:gem/ax@1.0.0, YES",
        "pkg:nuget/Ax@1.0.0, pkg:nuget/Ax@1.0.0.0, YES",
        "pkg:composer/acme/ax@v1.0.0, pkg:composer/acme/ax@1.0.0.0, YES",
        "pkg:golang/github.com/acme/ax@v1.2.0, pkg:golang/github.com/acme/ax@1.2.0, YES",
        "pkg:deb/debian/ax@1.0-1, pkg:deb/debian/ax@0:1.0-1, YES",
        "pkg:deb/debian/ax@1.0-1, pkg:deb/debian/ax@1:1.0-1, NO",
        "pkg:generic/ax@1.0, pkg:generic/ax@1.0.0, NO",
        "pkg:github/acme/ax@v1.0, pkg:github/acme/ax@1.0, NO",
        "pkg:npm/ax@latest, pkg:npm/ax@latest, YES",
        "pkg:npm/ax@latest, pkg:npm/ax@1.0.0, NO",
        "pkg:npm/ax@1.0.0, pkg:npm/ax@latest, NOT_COMPARABLE"
    })
    void anExactVersionIsAnyThatTheTypeCallsEqual(String purl, String component, Answer answer) {
        assertThat(query(purl, "", "").about(component)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:rpm/fedora/ax@1.0-1, pkg:rpm/fedora/ax@1.0-1?epoch=1, YES",
        "pkg:rpm/fedora/ax@1.0-1, pkg:rpm/fedora/ax@1:1.0-1, YES",
        "pkg:rpm/fedora/ax@1.0-1?epoch=1, pkg:rpm/fedora/ax@1:1.0-1, YES",
        "pkg:rpm/fedora/ax@1:1.0-1, pkg:rpm/fedora/ax@1.0-1?epoch=2, NO",
        "pkg:rpm/fedora/ax@1.0-1?epoch=0, pkg:rpm/fedora/ax@1.0-1, YES",
        "pkg:rpm/fedora/ax@1.0-1?epoch=0, pkg:rpm/fedora/ax@1.0-1?epoch=1, NO",
        "pkg:rpm/fedora/ax@1.0-1?epoch=1, pkg:rpm/fedora/ax@1.0-1, NOT_COMPARABLE",
        "pkg:rpm/fedora/ax@1.0-1?epoch=1, pkg:rpm/fedora/ax@1.0-2, NO",
        "pkg:rpm/fedora/ax?epoch=1, pkg:rpm/fedora/ax@1.0-2?epoch=1, YES"
    })
    void theEpochOfAnRpmCountsWhereItIsAskedFor(String purl, String component, Answer answer) {
        assertThat(query(purl, "", "").about(component)).isEqualTo(answer);
    }

    /** Who does not state an epoch may still have the one that the range names. */
    @ParameterizedTest
    @CsvSource({
        "vers:rpm/>=1:2.0, pkg:rpm/fedora/ax@2.1, NOT_COMPARABLE",
        "vers:rpm/<1:2.0, pkg:rpm/fedora/ax@2.1, NOT_COMPARABLE",
        "vers:rpm/>=0:2.0|<1:2.0, pkg:rpm/fedora/ax@2.1, NOT_COMPARABLE",
        "vers:rpm/!=1:2.0, pkg:rpm/fedora/ax@2.1, NOT_COMPARABLE",
        "vers:rpm/>=1%3A2.0, pkg:rpm/fedora/ax@2.1, NOT_COMPARABLE",
        "vers:rpm/>=1:2.0, pkg:rpm/fedora/ax@1:2.1, YES",
        "vers:rpm/>=1:2.0, pkg:rpm/fedora/ax@2.1?epoch=0, NO",
        "vers:rpm/>=0:2.0, pkg:rpm/fedora/ax@2.1, YES",
        "vers:rpm/>=2.0, pkg:rpm/fedora/ax@1.9, NO",
        "vers:rpm/*, pkg:rpm/fedora/ax@2.1, YES",
        "vers:deb/>=1:2.0, pkg:deb/debian/ax@2.1, NO"
    })
    void anRpmWithoutAnEpochIsNotHeldAgainstOneOfARange(
            String vers, String component, Answer answer) {
        assertThat(query("", vers, "ax").about(component)).isEqualTo(answer);
    }

    /** The type definitions of the package URL specification say which names know no case. */
    @ParameterizedTest
    @CsvSource({
        "pkg:nuget/ax.core@1.0.0, pkg:nuget/Ax.Core@1.0.0, YES",
        "pkg:nuget/ax-core@1.0.0, pkg:nuget/Ax.Core@1.0.0, NO",
        "pkg:npm/%40Acme/AX, pkg:npm/%40acme/ax@1.0.0, YES",
        "pkg:npm/jsonstream, pkg:npm/JSONStream@1.0.0, YES",
        "pkg:pypi/zope.interface, pkg:pypi/Zope-Interface@5.0, YES",
        "pkg:composer/Acme/Ax, pkg:composer/acme/ax@1.0, YES",
        "pkg:github/ACME/Ax, pkg:github/acme/ax@1, YES",
        "pkg:bitbucket/ACME/Ax, pkg:bitbucket/acme/ax@1, YES",
        "pkg:hex/Acme/Ax, pkg:hex/acme/ax@1.0.0, YES",
        "pkg:rpm/Fedora/ax, pkg:rpm/fedora/ax@1.0-1, YES",
        "pkg:rpm/fedora/AX, pkg:rpm/fedora/ax@1.0-1, NO",
        "pkg:maven/Acme/ax, pkg:maven/acme/ax@1.0, NO",
        "pkg:cargo/AX, pkg:cargo/ax@1.0.0, NO",
        "pkg:generic/AX, pkg:generic/ax@1.0.0, NO"
    })
    void aNameKnowsCaseWhereItsTypeDoes(String purl, String component, Answer answer) {
        assertThat(query(purl, "", "").about(component)).isEqualTo(answer);
    }

    /** It may be the one that is asked for, and "no artifact contains it" would be all clear. */
    @Test
    void whatAComponentDoesNotSayIsNoNo() {
        ComponentQuery exact = query("pkg:deb/debian/ramp@1.2?arch=arm64", "", "");

        assertThat(exact.about("pkg:deb/debian/ramp@1.2")).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(exact.about("pkg:deb/debian/ramp?arch=arm64")).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(exact.about("pkg:deb/debian/ramp?arch=amd64")).isEqualTo(Answer.NO);
        assertThat(exact.about("pkg:%%%/ramp")).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(query("pkg:npm/ramp", "", "").about("pkg:npm/ramp")).isEqualTo(Answer.YES);
    }

    @Test
    void aRangeOfAnotherSchemeIsRefusedBesideAPackage() {
        assertThatThrownBy(() -> query("pkg:npm/ramp", "vers:generic/>=1.0", ""))
                .isInstanceOf(UnfitQueryException.class)
                .hasMessageContaining("vers:npm/");
        assertThatThrownBy(() -> query("pkg:github/acme/ramp", "vers:deb/>=1.0", ""))
                .hasMessageContaining("vers:generic/");
    }

    @Test
    void aNameWithARangeHidesNoPackageOfAnotherKind() {
        ComponentQuery named = query("", "vers:npm/>=1.2.0", "ramp");

        assertThat(named.about("pkg:npm/ramp@1.3.0")).isEqualTo(Answer.YES);
        assertThat(named.about("pkg:npm/ramp@1.1.0")).isEqualTo(Answer.NO);
        assertThat(named.about("pkg:pypi/ramp@1.3.0")).isEqualTo(Answer.NOT_COMPARABLE);
    }

    @Test
    void aRangeTakesVersionsOfThePackage() {
        ComponentQuery range = query("pkg:npm/ramp", "vers:npm/>=1.2.0|<2.0.0", "");

        assertThat(range.about("pkg:npm/ramp@1.9.0")).isEqualTo(Answer.YES);
        assertThat(range.about("pkg:npm/ramp@2.0.0")).isEqualTo(Answer.NO);
        assertThat(range.about("pkg:npm/ramp@latest")).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(range.about("pkg:npm/ramp")).isEqualTo(Answer.NOT_COMPARABLE);
        assertThat(range.about("pkg:maven/acme/ramp@1.9.0")).isEqualTo(Answer.NO);
    }

    @Test
    void aNameIsOfAnyKind() {
        ComponentQuery name = query("", "", "CMSIS-DSP");

        assertThat(name.about("pkg:github/ARM-software/CMSIS-DSP@v1.16.2")).isEqualTo(Answer.YES);
        assertThat(name.about("pkg:generic/cmsis-dsp@1")).isEqualTo(Answer.YES);
        assertThat(name.about("pkg:generic/cmsis@1")).isEqualTo(Answer.NO);
    }

    @Test
    void spellingsOfOneNameMeet() {
        ComponentQuery purl = query("pkg:pypi/typing_extensions@4.12.2", "", "");

        assertThat(purl.about("pkg:pypi/typing-extensions@4.12.2")).isEqualTo(Answer.YES);
        assertThat(purl.about("pkg:pypi/Typing_Extensions@4.12.2")).isEqualTo(Answer.YES);
        assertThat(query("pkg:npm/socket.io@4.8.1", "", "").about("pkg:npm/socket-io@4.8.1"))
                .isEqualTo(Answer.NO);
    }

    @Test
    void saysWhatIsTooLittleOrTooMuch() {
        assertThatThrownBy(() -> query("", "vers:npm/1.0.0", ""))
                .hasMessageContaining("purl or name");
        assertThatThrownBy(() -> query("pkg:npm/a", "", "a")).hasMessageContaining("leave one out");
        assertThatThrownBy(() -> query("pkg:npm/a@1.0.0", "vers:npm/1.0.0", ""))
                .hasMessageContaining("1.0.0");
        assertThatThrownBy(() -> query("lodash", "", "")).hasMessageContaining("pkg:npm/lodash");
    }

    /** An empty shell variable must not read as "no artifact contains it". */
    @Test
    void aNameThatSaysNothingIsRefused() {
        for (String name : List.of("", " ", "\t")) {
            assertThatThrownBy(
                            () ->
                                    ComponentQuery.of(
                                            Optional.empty(), Optional.empty(), Optional.of(name)))
                    .isInstanceOf(UnfitQueryException.class)
                    .hasMessageContaining("name must be that of a package")
                    .hasMessageContaining("but is empty");
        }
    }
}
