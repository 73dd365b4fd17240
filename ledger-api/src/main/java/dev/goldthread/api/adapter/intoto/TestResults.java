package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.standard.Naming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The test-result predicate v0.1 as {@code testrun.finished}. It says no time, so the run was over
 * when it was received; a warning is a pass with a label.
 *
 * @param outcome a symbol of TestOutcome
 */
record TestResults(
        String outcome,
        Optional<String> url,
        List<String> passed,
        List<String> warned,
        List<String> failed) {

    /** More cases than this go into another event of the same run. */
    static final int CASES_PER_PART = 500;

    private static final int NAME_LENGTH_MAX = 1024;

    private record Case(String name, String outcome) {}

    static Predicate read(Member predicate) {
        Member result = predicate.get("result");
        String outcome =
                switch (result.needText()) {
                    case "PASSED", "WARNED" -> "PASSED";
                    case "FAILED" -> "FAILED";
                    default ->
                            throw result.refused("unknown-result", "send PASSED, WARNED or FAILED");
                };
        TestResults results =
                new TestResults(
                        outcome,
                        predicate.get("url").text().filter(Naming::isAbsolute),
                        names(predicate.get("passedTests")),
                        names(predicate.get("warnedTests")),
                        names(predicate.get("failedTests")));
        return new Predicate(
                results.url().orElse("test-result"),
                Optional.empty(),
                draft -> {},
                results::runs,
                "no subject has a sha256 digest or is a commit, or it names no test; an empty set never passes");
    }

    private static List<String> names(Member list) {
        List<String> names = new ArrayList<>();
        for (Member item : list.items()) {
            String name = item.needText().strip();
            if (name.length() > NAME_LENGTH_MAX || name.chars().anyMatch(Character::isISOControl)) {
                throw item.refused("not-a-name", "send a name of 1 to 1024 characters on one line");
            }
            names.add(name);
        }
        return names;
    }

    private List<ObjectNode> runs(Attestation attestation, Predicate predicate) {
        List<Case> cases = new ArrayList<>();
        passed.forEach(name -> cases.add(new Case(name, "PASSED")));
        warned.forEach(name -> cases.add(new Case(name, "PASSED")));
        failed.forEach(name -> cases.add(new Case(name, "FAILED")));
        Statement statement = attestation.statement();
        if (cases.isEmpty() || statement.artifacts().size() + statement.commits().size() == 0) {
            return List.of();
        }
        int total = (cases.size() + CASES_PER_PART - 1) / CASES_PER_PART;
        List<ObjectNode> events = new ArrayList<>();
        for (int number = 1; number <= total; number++) {
            int from = (number - 1) * CASES_PER_PART;
            List<Case> part = cases.subList(from, Math.min(from + CASES_PER_PART, cases.size()));
            Draft draft = part(attestation, predicate, number, total);
            part.forEach(each -> draft.executed(each.name(), Optional.empty(), each.outcome()));
            events.add(attestation.strengthened(draft));
        }
        return events;
    }

    private Draft part(Attestation attestation, Predicate predicate, int number, int total) {
        Statement statement = attestation.statement();
        Instant over = attestation.receivedAt();
        Draft draft =
                attestation
                        .draft(
                                "testrun.finished",
                                "part " + number,
                                predicate.scope(),
                                Optional.of(over))
                        .subject("TestRun", "in-toto:" + statement.digest().hex());
        ObjectNode data = draft.data();
        data.put("outcome", failed.isEmpty() ? outcome : "FAILED")
                .put("startedAt", over.toString())
                .put("finishedAt", over.toString());
        data.putObject("counts")
                .put("passed", passed.size() + warned.size())
                .put("failed", failed.size())
                .put("errors", 0)
                .put("skipped", 0)
                .put("flaky", 0);
        data.putObject("part").put("number", number).put("total", total);
        url.ifPresent(uri -> data.put("uri", uri));
        draft.label("in-toto.times", "received");
        if (!warned.isEmpty()) {
            draft.label("in-toto.warned", Integer.toString(warned.size()));
        }
        statement
                .artifacts()
                .forEach(
                        digest ->
                                draft.linkDigest(
                                        "tests", "Artifact", digest, digest, Strength.DECLARED));
        statement
                .commits()
                .forEach(commit -> draft.link("tests", "Commit", commit, Strength.DECLARED));
        return draft;
    }
}
