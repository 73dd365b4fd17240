package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.adapter.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub and GitLab tell of branches that must not be pushed to, and of their guards. */
class ProtectedBranchesTest {

    private static final String BEFORE = "1111111111111111111111111111111111111111";
    private static final String AFTER = "2222222222222222222222222222222222222222";
    private static final String NONE = "0000000000000000000000000000000000000000";

    private static Reading gitHub(String event, String body) {
        return Readings.read(
                "github",
                Map.of("x-github-event", event),
                body.replace(
                        "REPOSITORY",
                        """
                        "repository": {"full_name": "acme/pump", "html_url": "https://github.com/acme/pump",
                          "pushed_at": 1772359200},
                        "sender": {"login": "ada", "id": 7, "type": "User"}\
                        """));
    }

    private static Reading push(String branch, String message, String committer, boolean forced) {
        String commit =
                """
                {"id": "%s", "message": "%s", "timestamp": "2026-03-01T10:00:00Z",
                 "committer": {"name": "C", "email": "c@example.org", "username": "%s"}}\
                """
                        .formatted(AFTER, message, committer);
        return gitHub(
                "push",
                """
                {"ref": "refs/heads/%s", "before": "%s", "after": "%s", "forced": %s,
                 "commits": [%s], "head_commit": %s, REPOSITORY}
                """
                        .formatted(branch, BEFORE, AFTER, forced, commit, commit));
    }

    @ParameterizedTest
    @CsvSource({
        "Mend the ramp, ada, false, 'its last commit names no pull request.'",
        "Mend the ramp (#42), ada, false, 'but GitHub did not make it.'",
        "Mend the ramp (#42), web-flow, true, 'Forced push to a protected branch.'"
    })
    void aPushPastReviewIsAnAccess(String message, String committer, boolean forced, String how) {
        List<JsonNode> events = Readings.admitted(push("main", message, committer, forced));

        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("commit.pushed", "access.used");
        JsonNode access = events.getLast();
        assertThat(access.at("/subject/id").asText()).isEqualTo("push:acme/pump@main:" + AFTER);
        assertThat(access.at("/actor/id").asText()).isEqualTo("person:ada");
        assertThat(access.at("/data/resource").asText()).isEqualTo("acme/pump@main");
        assertThat(access.at("/data/action").asText()).endsWith(how);
        assertThat(Readings.links(access))
                .containsExactly("concerns Commit " + AFTER + " OBSERVED");
    }

    @ParameterizedTest
    @CsvSource({"main, web-flow", "feature, ada"})
    void aMergeByGitHubAndABranchOfNobodysAreMattersOfCourse(String branch, String committer) {
        assertThat(Readings.admitted(push(branch, "Mend the ramp (#42)", committer, false)))
                .extracting(event -> event.path("type").asText())
                .containsExactly("commit.pushed");
    }

    @Test
    void theEndOfAProtectedBranchIsAnAccessToItsLastCommit() {
        String deleted =
                """
                {"ref": "refs/heads/%s", "before": "%s", "after": "%s", "deleted": true,
                 "commits": [], "head_commit": null, REPOSITORY}
                """;

        List<JsonNode> events =
                Readings.admitted(gitHub("push", deleted.formatted("main", BEFORE, NONE)));

        assertThat(events)
                .singleElement()
                .satisfies(
                        access -> {
                            assertThat(access.at("/data/action").asText())
                                    .isEqualTo("Deleted a protected branch.");
                            assertThat(Readings.links(access))
                                    .containsExactly("concerns Commit " + BEFORE + " OBSERVED");
                        });
        assertThat(gitHub("push", deleted.formatted("feature", BEFORE, NONE)))
                .isInstanceOf(Reading.Unmapped.class);
    }

    @Test
    void gitLabSaysItselfThatABranchIsProtected() {
        String deleted =
                """
                {"object_kind": "push", "ref": "refs/heads/release", "ref_protected": %s,
                 "before": "%s", "after": "%s", "commits": [],
                 "user_id": 7, "user_username": "ada", "user_name": "Ada",
                 "project": {"path_with_namespace": "acme/pump", "web_url": "https://gitlab.example.org/acme/pump"}}
                """;
        Reading guarded = Readings.read("gitlab", Map.of(), deleted.formatted(true, BEFORE, NONE));

        assertThat(Readings.admitted(guarded))
                .singleElement()
                .satisfies(
                        access -> {
                            assertThat(access.path("type").asText()).isEqualTo("access.used");
                            assertThat(access.at("/data/resource").asText())
                                    .isEqualTo("acme/pump@release");
                            assertThat(Readings.links(access))
                                    .containsExactly("concerns Commit " + BEFORE + " OBSERVED");
                        });
        assertThat(Readings.read("gitlab", Map.of(), deleted.formatted(false, BEFORE, NONE)))
                .isInstanceOf(Reading.Unmapped.class);
    }

    @Test
    void aGuardThatChangesSaysWhatItAsksForNowAndWhatItAskedForBefore() {
        Reading edited =
                gitHub(
                        "branch_protection_rule",
                        """
                        {"action": "edited", "rule": {"id": 21, "repository_id": 5, "name": "main",
                          "created_at": "2026-01-01T10:00:00Z", "updated_at": "2026-03-01T10:00:00Z",
                          "admin_enforced": false, "required_approving_review_count": 1,
                          "required_status_checks": ["build", "test"],
                          "authorized_actor_names": ["ada-lovelace"]},
                         "changes": {"admin_enforced": {"from": true},
                          "authorized_actor_names": {"from": ["grace-hopper"]}}, REPOSITORY}
                        """);

        JsonNode changed = Readings.admitted(edited).getFirst();

        assertThat(changed.path("type").asText()).isEqualTo("config.changed");
        assertThat(changed.path("occurredAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(changed.at("/subject/id").asText())
                .isEqualTo("acme/pump branch protection main");
        assertThat(changed.at("/data/settings"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "admin_enforced=false",
                        "required_approving_review_count=1",
                        "required_status_checks=build,test",
                        "admin_enforced was true");
        assertThat(changed.at("/data/uri").asText())
                .isEqualTo("https://github.com/acme/pump/settings/branches");
        assertThat(changed.toString()).doesNotContain("lovelace", "hopper");
    }

    @Test
    void aGuardThatIsDeletedOrSwitchedOffSaysSo() {
        Reading deleted =
                gitHub(
                        "branch_protection_rule",
                        """
                        {"action": "deleted", "rule": {"id": 21, "name": "main",
                          "updated_at": "2026-03-01T10:00:00Z", "admin_enforced": true}, REPOSITORY}
                        """);
        Reading disabled =
                gitHub("branch_protection_configuration", "{\"action\": \"disabled\", REPOSITORY}");

        assertThat(Readings.admitted(deleted).getFirst().at("/data/settings"))
                .extracting(JsonNode::asText)
                .containsExactly("deleted", "admin_enforced=true");
        JsonNode off = Readings.admitted(disabled).getFirst();
        assertThat(off.at("/subject/id").asText()).isEqualTo("acme/pump branch protection");
        assertThat(off.at("/data/settings"))
                .extracting(JsonNode::asText)
                .containsExactly("branch protection=disabled");
    }

    @Test
    void aRulesetIsAGuardLikeAnyOther() {
        Reading edited =
                gitHub(
                        "repository_ruleset",
                        """
                        {"action": "edited", "repository_ruleset": {"id": 9, "name": "releases",
                          "target": "branch", "source_type": "Repository", "source": "acme/pump",
                          "enforcement": "evaluate", "updated_at": "2026-03-01T10:00:00Z",
                          "rules": [{"type": "deletion"}, {"type": "pull_request", "parameters": {}}],
                          "bypass_actors": [{"actor_id": 7}]},
                         "changes": {"enforcement": {"from": "active"}, "rules": {"deleted": []}}, REPOSITORY}
                        """);

        JsonNode changed = Readings.admitted(edited).getFirst();

        assertThat(changed.at("/subject/id").asText()).isEqualTo("acme/pump ruleset releases");
        assertThat(changed.at("/data/settings"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "enforcement=evaluate",
                        "rules=deletion,pull_request",
                        "target=branch",
                        "enforcement was active",
                        "rules changed");
    }
}
