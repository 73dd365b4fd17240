package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPathsTest {

    private final ReportPaths reports = new ReportPaths(name -> name.endsWith(".xml"));

    @TempDir private Path folder;

    @BeforeEach
    void lay() throws Exception {
        Files.createDirectories(folder.resolve("a/deep"));
        for (String name :
                List.of("a/TEST-2.xml", "a/TEST-1.xml.gz", "a/deep/x.XML", "a/log.txt")) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    private List<String> names(String... paths) {
        return reports.files(List.of(paths)).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @Test
    void aFolderMeansTheReportsInAndBelowIt() {
        assertThat(names(folder.toString()))
                .containsExactly("a/TEST-1.xml.gz", "a/TEST-2.xml", "a/deep/x.XML");
    }

    @Test
    void aFileMeansItselfWhateverItsName() {
        assertThat(names(folder.resolve("a/log.txt").toString())).containsExactly("a/log.txt");
    }

    @Test
    void aPatternMeansWhatItFitsAndEachFileCountsOnce() {
        assertThat(names(folder + "/a/TEST-*", folder + "/a/TEST-2.xml"))
                .containsExactly("a/TEST-1.xml.gz", "a/TEST-2.xml");
        assertThat(names(folder + "/**/*.XML")).containsExactly("a/deep/x.XML");
    }

    @Test
    void aPathThatMeansNothingIsAnError() {
        assertThatThrownBy(() -> names(folder + "/none"))
                .hasMessageContaining("none")
                .hasMessageContaining("nothing was sent");
    }
}
