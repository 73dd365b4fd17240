package dev.goldthread.api.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.git.GitImport.Counts;
import dev.goldthread.api.git.GitImport.Result;
import dev.goldthread.api.git.GitImport.Since;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitImportTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path root;
    private Path data;
    private Git git;
    private int minutes;

    @BeforeEach
    void start() throws Exception {
        data = root.resolve("data");
        git =
                Git.init()
                        .setDirectory(root.resolve("pump").toFile())
                        .setInitialBranch("main")
                        .call();
    }

    @AfterEach
    void end() {
        git.close();
    }

    @Test
    void linksACommitToItsParentAndItsKeys() throws Exception {
        RevCommit first = commit("Begin");
        RevCommit second = commit("CR-7: limit the rate\n\nCloses PUMP-3.\n\nRefs: REQ-101\n");

        JsonNode event = event("commit:" + second.name());

        assertThat(links(event))
                .containsExactly(
                        "follows Commit %s OBSERVED".formatted(first.name()),
                        "implements ChangeRequest CR-7 INFERRED",
                        "implements ChangeRequest PUMP-3 INFERRED",
                        "implements Requirement REQ-101 INFERRED");
        assertThat(event.at("/data/summary").asText()).isEqualTo("CR-7: limit the rate");
        assertThat(event.at("/data/parentCount").asInt()).isEqualTo(1);
        assertThat(event.at("/data/signatureState").asText()).isEqualTo("UNSIGNED");
        assertThat(event.at("/data/repository").asText()).isEqualTo("pump");
        assertThat(event.at("/occurredAt").asText()).isEqualTo("2026-03-01T10:01:00Z");
    }

    @Test
    void takesStandardsForNoKeys() throws Exception {
        RevCommit commit = commit("Read UTF-8 as IEC-62304 asks, SHA-256 all of it, xCR-1 CR-1x");

        assertThat(links(event("commit:" + commit.name()))).isEmpty();
    }

    @Test
    void linksAMergeToAllItsParents() throws Exception {
        commit("Begin");
        git.checkout().setCreateBranch(true).setName("side").call();
        RevCommit side = commit("On the side");
        git.checkout().setName("main").call();
        RevCommit main = commit("On main");
        RevCommit merge = merge(side);

        assertThat(links(event("commit:" + merge.name())))
                .containsExactly(
                        "follows Commit %s OBSERVED".formatted(main.name()),
                        "follows Commit %s OBSERVED".formatted(side.name()));
    }

    @Test
    void takesATagForACandidateThatSupersedesTheOneBefore() throws Exception {
        RevCommit first = commit("Begin");
        lightTag("v1.0.0");
        commit("More");
        RevCommit third = commit("Even more");
        git.tag().setName("v1.1.0").setTagger(person("Ann Other")).setMessage("1.1").call();

        List<JsonNode> tags = ofType("release.created");

        assertThat(tags)
                .extracting(tag -> tag.at("/subject/id").asText())
                .containsExactly("1.0.0", "1.1.0");
        assertThat(tags.get(0).at("/actor/kind").asText()).isEqualTo("SYSTEM");
        assertThat(links(tags.get(0)))
                .containsExactly("includes Commit %s OBSERVED".formatted(first.name()));
        assertThat(tags.get(0).get("id").asText()).isEqualTo("tag:v1.0.0@" + first.name());
        assertThat(tags.get(1).at("/actor/kind").asText()).isEqualTo("HUMAN");
        assertThat(tags.get(1).at("/data/stage").asText()).isEqualTo("CANDIDATE");
        assertThat(links(tags.get(1)))
                .containsExactly(
                        "includes Commit %s OBSERVED".formatted(third.name()),
                        "supersedes Release 1.0.0 INFERRED");
    }

    @Test
    void sendsNothingThatTheGateRefuses() throws Exception {
        story();
        Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        Submission submission = new Submission("test", "test", Optional.empty());

        assertThat(run(Since.BEGINNING).lines)
                .hasSize(5)
                .allSatisfy(
                        line ->
                                assertThat(
                                                gate.admit(
                                                        line.json().toBytes(),
                                                        submission,
                                                        START.plusSeconds(86_400)))
                                        .isInstanceOf(Admission.Accepted.class));
    }

    @Test
    void keepsNamesAndAddressesOutOfEventsAndInTheDirectory() throws Exception {
        story();

        Run run = run(Since.BEGINNING);

        assertThat(run.lines)
                .allSatisfy(
                        line ->
                                assertThat(text(line))
                                        .doesNotContainIgnoringCase("Jane")
                                        .doesNotContain(
                                                "Coder", "Ann", "Other", "@example", "Hopper"));
        Path persons = data.resolve("directory/persons.json");
        assertThat(persons).content().contains("Jane Coder", "jane@example.org", "Ann Other");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(persons)))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("directory/secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void givesTheSameBytesEachTimeAndOfEachClone() throws Exception {
        story();
        List<EventLine> first = run(Since.BEGINNING).lines;

        assertThat(run(Since.BEGINNING).lines).isEqualTo(first);

        Path copy = root.resolve("copies/pump");
        try (Git clone =
                Git.cloneRepository()
                        .setURI(root.resolve("pump").toUri().toString())
                        .setDirectory(copy.toFile())
                        .setBare(true)
                        .call()) {
            assertThat(clone.getRepository().isBare()).isTrue();
        }
        assertThat(run(copy, Since.BEGINNING, Counts.NONE).lines)
                .containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void sendsOnlyWhatIsNew() throws Exception {
        story();
        run(Since.LAST_RUN);

        assertThat(run(Since.LAST_RUN).lines).isEmpty();

        RevCommit more = commit("One more");
        lightTag("v2.0.0");
        assertThat(run(Since.LAST_RUN).lines)
                .extracting(line -> line.id().value())
                .containsExactly("commit:" + more.name(), "tag:v2.0.0@" + more.name());
    }

    @Test
    void sendsAllAgainAfterARunInWhichSomethingWasRefused() throws Exception {
        story();
        run(root.resolve("pump"), Since.LAST_RUN, new Counts(4, 0, 1));

        assertThat(run(Since.LAST_RUN).lines).hasSize(5);
    }

    @Test
    void goesOnAfterHistoryWasRewritten() throws Exception {
        RevCommit base = commit("Begin");
        commit("To be forgotten");
        run(Since.LAST_RUN);
        git.reset()
                .setMode(org.eclipse.jgit.api.ResetCommand.ResetType.HARD)
                .setRef(base.name())
                .call();
        RevCommit other = commit("Instead");

        assertThat(run(Since.LAST_RUN).lines)
                .extracting(line -> line.id().value())
                .containsExactly("commit:" + other.name());
    }

    @Test
    void tellsOfAShallowCloneTheSameParents() throws Exception {
        RevCommit first = commit("Begin");
        RevCommit second = commit("More");
        Path copy = root.resolve("copies/pump");
        Git.cloneRepository()
                .setURI(root.resolve("pump").toUri().toString())
                .setDirectory(copy.toFile())
                .setDepth(1)
                .call()
                .close();

        try (GitHistory history = GitHistory.open(copy)) {
            assertThat(history.isShallow()).isTrue();
        }
        assertThat(run(copy, Since.LAST_RUN, Counts.NONE).lines).hasSize(1);
        List<EventLine> lines = run(copy, Since.LAST_RUN, Counts.NONE).lines;
        assertThat(lines).as("sent again, since what was cut off may come").hasSize(1);
        assertThat(lines.getFirst().id().value()).isEqualTo("commit:" + second.name());
        assertThat(links(JSON.readTree(text(lines.getFirst()))))
                .containsExactly("follows Commit %s OBSERVED".formatted(first.name()));
    }

    @Test
    void takesTheRepositorysNameFromItsRemoteWithoutCredentials() throws Exception {
        commit("Begin");
        var config = git.getRepository().getConfig();
        config.setString(
                "remote", "origin", "url", "https://jane:s3cret@git.example.org/acme/pump.git");
        config.save();

        JsonNode event = JSON.readTree(text(run(Since.BEGINNING).lines.getFirst()));

        assertThat(event.at("/data/repository").asText()).isEqualTo("acme/pump");
        assertThat(event.at("/source/uri").asText()).isEqualTo("https://git.example.org/acme/pump");
    }

    @Test
    void saysThatAFolderIsNoRepository() {
        assertThatThrownBy(() -> GitHistory.open(root.resolve("elsewhere")))
                .isInstanceOf(GitHistory.NotARepositoryException.class)
                .hasMessageContaining("elsewhere is no Git repository");
    }

    /** Four commits and a tag, with persons wherever Git has a place for them. */
    private void story() throws Exception {
        commit("Begin <jane@example.org>\n\nSigned-off-by: Jane Coder <jane@example.org>\n");
        git.checkout().setCreateBranch(true).setName("side").call();
        RevCommit side = commit("CR-1: side\n\nCo-authored-by: Grace Hopper <grace@example.org>");
        git.checkout().setName("main").call();
        commit("Reviewed-by: Ann Other <ann@example.org>\n\nREQ-2 at last");
        merge(side);
        git.tag().setName("v1.0.0").setTagger(person("Ann Other")).setMessage("1.0").call();
    }

    private RevCommit commit(String message) throws Exception {
        minutes++;
        return git.commit()
                .setAllowEmpty(true)
                .setAuthor(person("Jane Coder"))
                .setCommitter(person("Ann Other"))
                .setMessage(message)
                .call();
    }

    private RevCommit merge(RevCommit side) throws Exception {
        git.merge().include(side).setCommit(false).setFastForward(FastForwardMode.NO_FF).call();
        return commit("Merge side");
    }

    private void lightTag(String name) throws Exception {
        git.tag().setName(name).setAnnotated(false).call();
    }

    private PersonIdent person(String name) {
        String mail = name.split(" ")[0].toLowerCase(java.util.Locale.ROOT) + "@example.org";
        return new PersonIdent(name, mail, START.plusSeconds(60L * (minutes - 1)), ZoneOffset.UTC);
    }

    private record Run(List<EventLine> lines, Result result) {}

    private Run run(Since since) {
        return run(root.resolve("pump"), since, Counts.NONE);
    }

    private Run run(Path repository, Since since, Counts counts) {
        List<EventLine> lines = new ArrayList<>();
        try (GitHistory history = GitHistory.open(repository)) {
            GitImport gitImport =
                    new GitImport(
                            history,
                            new Product("pump"),
                            history.origin(),
                            IssueKeys.DEFAULT,
                            PersonDirectory.open(data),
                            data);
            Result result =
                    gitImport.run(
                            since,
                            batch -> {
                                lines.addAll(batch);
                                return counts;
                            },
                            (sent, total) -> assertThat(sent).isLessThanOrEqualTo(total));
            return new Run(lines, result);
        }
    }

    private JsonNode event(String id) throws IOException {
        for (EventLine line : run(Since.BEGINNING).lines) {
            if (line.id().value().equals(id)) {
                return JSON.readTree(text(line));
            }
        }
        throw new AssertionError("no event " + id);
    }

    private List<JsonNode> ofType(String type) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (EventLine line : run(Since.BEGINNING).lines) {
            JsonNode event = JSON.readTree(text(line));
            if (event.get("type").asText().equals(type)) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<String> links(JsonNode event) {
        List<String> links = new ArrayList<>();
        for (JsonNode link : event.get("links")) {
            links.add(
                    "%s %s %s %s"
                            .formatted(
                                    link.get("relation").asText(),
                                    link.at("/to/type").asText(),
                                    link.at("/to/id").asText(),
                                    link.get("strength").asText()));
        }
        return links;
    }

    private static String text(EventLine line) {
        return new String(line.json().toBytes(), StandardCharsets.UTF_8);
    }
}
