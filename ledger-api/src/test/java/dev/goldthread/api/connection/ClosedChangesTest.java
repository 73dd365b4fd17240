package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.adapter.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An update of a change that was abandoned says that it waits again; an edit of it does not. */
class ClosedChangesTest {

    private static final String HEAD = "1111111111111111111111111111111111111111";

    private static Reading gitHub(String action, String state, boolean isMerged) {
        return Readings.read(
                "github",
                Map.of("x-github-event", "pull_request"),
                """
                {"action": "%s",
                 "pull_request": {"number": 7, "title": "Mend the ramp", "state": "%s", "merged": %s,
                   "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-02T10:00:00Z",
                   "head": {"ref": "ramp", "sha": "%s"}, "base": {"ref": "main"}},
                 "repository": {"full_name": "acme/pump", "html_url": "https://github.com/acme/pump"},
                 "sender": {"login": "ada", "id": 7, "type": "User"}}
                """
                        .formatted(action, state, isMerged, HEAD));
    }

    private static Reading gitLab(String action, String state) {
        return Readings.read(
                "gitlab",
                Map.of("x-gitlab-event", "Merge Request Hook"),
                """
                {"object_kind": "merge_request", "event_type": "merge_request",
                 "user": {"id": 1, "name": "Ada", "username": "ada"},
                 "project": {"id": 1, "path_with_namespace": "acme/pump",
                   "web_url": "https://gitlab.com/acme/pump", "default_branch": "main"},
                 "object_attributes": {"iid": 7, "title": "Mend the ramp", "action": "%s", "state": "%s",
                   "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-02T10:00:00Z",
                   "source_branch": "ramp", "target_branch": "main", "last_commit": {"id": "%s"}}}
                """
                        .formatted(action, state, HEAD));
    }

    @Test
    void anEditOfAClosedOneIsKept() {
        assertThat(gitHub("edited", "closed", false)).isInstanceOf(Reading.Unmapped.class);
        assertThat(gitLab("update", "closed")).isInstanceOf(Reading.Unmapped.class);
    }

    @Test
    void anythingElseIsAnUpdate() {
        assertThat(Readings.lines(gitHub("edited", "open", false))).hasSize(1);
        assertThat(Readings.lines(gitHub("edited", "closed", true))).hasSize(1);
        assertThat(Readings.lines(gitHub("reopened", "open", false)))
                .allMatch(line -> line.startsWith("change.updated"));
        assertThat(Readings.lines(gitLab("update", "opened"))).hasSize(1);
        assertThat(Readings.lines(gitLab("reopen", "opened")))
                .allMatch(line -> line.startsWith("change.updated"));
    }
}
