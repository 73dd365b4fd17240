package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DeploymentsCommandTest {

    private static String table(String answer) throws Exception {
        return DeploymentsCommand.report(new ObjectMapper().readTree(answer)).table();
    }

    private static String summary(int listed, int unreconciled, boolean proven) throws Exception {
        return table(
                """
                {"product": "rig", "asOf": {"seq": 1}, "deployments": [], "environments": [],
                 "listed": %d, "unreconciled": %d, "proven": %s}
                """
                        .formatted(listed, unreconciled, proven));
    }

    @Test
    void anEmptyListDoesNotReadLikeAProof() throws Exception {
        assertThat(summary(0, 0, false))
                .contains("none listed, and nothing proves that there were none")
                .doesNotContain("0 of them");
        assertThat(summary(0, 0, true)).contains("by the sources' own lists there were none");
    }

    @Test
    void aWholeListDoesNotReadLikeAProofWhereASourceListsMore() throws Exception {
        assertThat(summary(3, 0, false)).contains("that none is missing is not proven");
        assertThat(summary(3, 1, false)).contains("3 listed, 1 of them not proven");
        assertThat(summary(3, 0, true)).doesNotContain("that none is missing");
    }

    @Test
    void anIdThatWasUsedForSomethingElseIsAConflictInTheTable() throws Exception {
        assertThat(
                        table(
                                """
                                {"product": "late", "asOf": {"seq": 1}, "listed": 1, "unreconciled": 0,
                                 "deployments": [{"type": "Deployment", "id": "d-1", "reconciledBy": "e-9",
                                   "findings": [{"code": "CONFLICT", "reason": "used 2 times"}]}]}
                                """))
                .contains("CONFLICT, e-9");
    }

    @Test
    void aRollbackSaysWhatItPutBackAndThatNoListIsComparedWithIt() throws Exception {
        String told =
                table(
                        """
                        {"product": "late", "asOf": {"seq": 1}, "listed": 0, "rollbacks": 1, "unreconciled": 0,
                         "deployments": [{"type": "Rollback", "id": "rb-1", "verdict": "APPROVED_BEFORE",
                           "environments": [], "restored": [{"type": "Artifact", "id": "a1"}],
                           "reverted": [{"type": "Deployment", "id": "d-2"}], "findings": []}]}
                        """);

        assertThat(told)
                .contains("rollback rb-1 of Deployment d-2, restored Artifact a1", "not compared")
                .contains("; 1 rollback beside, which no list is compared with")
                .doesNotContain("UNRECONCILED");
    }

    @Test
    void aVerdictIsToldWithItsReason() throws Exception {
        String rows =
                """
                {"product": "late", "release": {"type": "Release", "id": "1"}, "asOf": {"seq": 1},
                 "listed": 2, "deployments": [
                   {"type": "Deployment", "id": "d-1", "verdict": "APPROVED", "environments": []},
                   {"type": "Deployment", "id": "d-2", "verdict": "NOT_APPROVED", "environments": []%s}]}
                """;
        String because = ", \"because\": \"no approval before it\"";

        assertThat(table(rows.formatted(because)))
                .containsPattern("(?m)RECONCILED BY +BECAUSE$")
                .containsPattern("(?m)^ *d-2 .*NOT_APPROVED .*no approval before it$");
        assertThat(table(rows.formatted(""))).doesNotContain("RECONCILED BY  BECAUSE");
        assertThat(
                        MatrixCommand.report(new ObjectMapper().readTree(rows.formatted(because)))
                                .table())
                .containsPattern("(?m)RESTS ON +BECAUSE$")
                .containsPattern("(?m)^ *d-2 .*NOT_APPROVED .*no approval before it$");
    }

    @Test
    void digestsInAReasonAreShort() throws Exception {
        String digest = "38b751df12c2ef1aebc737b9e68e65e060165f1d1ca0c7dc4245b4cfad398aa2";
        String told =
                table(
                        """
                        {"product": "late", "asOf": {"seq": 1}, "listed": 1, "deployments": [
                           {"type": "Deployment", "id": "d-1", "environments": [], "because":
                            "Artifact sha256:%s: Release 7 lacks an approval, Commit %s, bench-%s"}]}
                        """
                                .formatted(
                                        digest, digest.substring(0, 40), digest.substring(0, 41)));

        assertThat(told.replaceAll("\\s+", " "))
                .contains(
                        "Artifact 38b751df12c2: Release 7 lacks an approval, Commit 38b751df12c2,")
                .contains("bench-" + digest.substring(0, 41))
                .doesNotContain("sha256");
    }

    @Test
    void whereNobodySaysWhatItIsForThatIsSaid() throws Exception {
        assertThat(
                        table(
                                """
                                {"product": "late", "asOf": {"seq": 1}, "listed": 1, "unreconciled": 1,
                                 "deployments": [{"type": "Deployment", "id": "d-1",
                                   "startedAt": "2026-03-01T10:00:00Z", "verdict": "NOT_APPROVED",
                                   "environments": [{"type": "Environment", "id": "prod"}],
                                   "kindNotKnown": [{"type": "Environment", "id": "prod"}]}],
                                 "environments": [{"environment": {"type": "Environment", "id": "prod"},
                                   "lists": [], "findings": [{"code": "UNRECONCILED", "reason": "no list"}]}]}
                                """))
                .contains("Environment prod, kind not known")
                .containsPattern("(?m)^ *prod, kind not known ");
    }
}
