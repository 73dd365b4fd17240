package dev.goldthread.api.adapter.eiffel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions that the table names. */
final class EiffelMappings {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private EiffelMappings() {}

    static Draft created(EiffelEvent event, String ours, Rules rules) {
        Member git = git(event);
        String repository = git.get("repoName").needText();
        Optional<String> number =
                event.data()
                        .get("change")
                        .get("id")
                        .text()
                        .filter(id -> NUMBER.matcher(id).matches());
        if (number.isEmpty()) {
            throw UnfitException.unmapped(
                    event.type(), "/data/change/id is no number of a pull or merge request");
        }
        Draft draft = event.draft(ours, rules).subject("Change", repository + "#" + number.get());
        author(event, rules).ifPresent(draft::human);
        draft.data()
                .put("repository", repository)
                .put("headCommit", git.get("commitId").needText())
                .put("targetProtection", "UNKNOWN");
        git.get("branch").text().ifPresent(name -> draft.data().put("sourceBranch", name));
        return draft;
    }

    static Draft submitted(EiffelEvent event, String ours, Rules rules) {
        Member git = git(event);
        Draft draft = event.draft(ours, rules).subject("Commit", git.get("commitId").needText());
        draft.data()
                .put("repository", git.get("repoName").needText())
                .put("signatureState", "UNKNOWN");
        git.get("branch").text().ifPresent(name -> draft.data().put("branch", name));
        return draft;
    }

    private static Member git(EiffelEvent event) {
        Member git = event.data().get("gitIdentifier");
        if (!git.isThere()) {
            throw UnfitException.unmapped(
                    event.type(), "/data/gitIdentifier is not there; only Git is read");
        }
        return git;
    }

    /** A directory key; name and mail address stay with the directory. */
    private static Optional<String> author(EiffelEvent event, Rules rules) {
        Member author = event.data().get("author");
        return author.get("id")
                .text()
                .map(
                        login ->
                                rules.person(
                                        login,
                                        author.get("name").text(),
                                        author.get("email").text()));
    }

    static Draft started(EiffelEvent event, String ours, Rules rules) {
        return build(event, ours, rules);
    }

    static Draft finished(EiffelEvent event, String ours, Rules rules) {
        Member conclusion = event.data().get("outcome").get("conclusion");
        String outcome =
                switch (conclusion.needText()) {
                    case "SUCCESSFUL" -> "SUCCEEDED";
                    case "UNSUCCESSFUL", "FAILED" -> "FAILED";
                    case "ABORTED" -> "CANCELLED";
                    case "TIMED_OUT", "INCONCLUSIVE" -> "ERROR";
                    default ->
                            throw conclusion.refused("unknown-conclusion", "send one of Eiffel's");
                };
        Draft draft = build(event, ours, rules);
        draft.data()
                .put("outcome", outcome)
                .put("rebuild", "NOT_ATTEMPTED")
                .put("finishedAt", event.time().toString());
        return draft;
    }

    /** The activity is known by the event that triggered it. */
    private static Draft build(EiffelEvent event, String ours, Rules rules) {
        Draft draft =
                event.draft(ours, rules)
                        .subject(
                                "Build",
                                EiffelEvent.node(event.requiredTarget("ACTIVITY_EXECUTION")));
        draft.data().put("hermeticity", "UNKNOWN");
        event.root()
                .get("meta")
                .get("source")
                .get("name")
                .text()
                .ifPresent(name -> draft.data().put("builder", name));
        return draft;
    }

    static Draft artifact(EiffelEvent event, String ours, Rules rules) {
        List<Member> files = event.data().get("fileInformation").items();
        Optional<String> digest = files.size() == 1 ? sha256(files.getFirst()) : Optional.empty();
        if (digest.isEmpty()) {
            throw UnfitException.unmapped(
                    event.type(),
                    "/data/fileInformation is not one file with a SHA-256 digest, by which artifacts are known");
        }
        Draft draft = event.draft(ours, rules).subject("Artifact", digest.get());
        draft.data().put("name", files.getFirst().get("name").needText());
        event.data()
                .get("identity")
                .text()
                .filter(purl -> purl.contains("@"))
                .ifPresent(purl -> draft.data().put("purl", purl));
        return draft;
    }

    private static Optional<String> sha256(Member file) {
        Member protection = file.get("integrityProtection");
        if (protection.get("alg").text().filter("SHA-256"::equals).isEmpty()) {
            return Optional.empty();
        }
        String hex = protection.get("digest").needText();
        if (!SHA_256.matcher(hex).matches()) {
            throw protection
                    .get("digest")
                    .refused("not-a-digest", "send 64 lower-case hexadecimal digits");
        }
        return Optional.of("sha256:" + hex);
    }

    static Draft composition(EiffelEvent event, String ours, Rules rules) {
        Member version = event.data().get("version");
        if (!version.isThere()) {
            throw UnfitException.unmapped(
                    event.type(), "/data/version is not there, by which releases are known");
        }
        Draft draft = event.draft(ours, rules).subject("Release", version.needText());
        draft.data().put("tier", "NOT_CLASSIFIED");
        return draft;
    }

    static Draft issue(EiffelEvent event, String ours, Rules rules) {
        String type = event.data().get("type").needText();
        String key = event.data().get("id").needText();
        boolean isRequirement = type.equals("REQUIREMENT");
        Draft draft =
                event.draft(isRequirement ? "requirement.recorded" : "change_request.opened", rules)
                        .subject(isRequirement ? "Requirement" : "ChangeRequest", key);
        if (!isRequirement) {
            draft.data().put("category", type.toLowerCase(Locale.ROOT));
        }
        event.data()
                .get("title")
                .text()
                .ifPresent(title -> draft.data().put("title", title.strip()));
        event.data()
                .get("uri")
                .text()
                .filter(Naming::isAbsolute)
                .ifPresent(uri -> draft.data().put("uri", uri));
        return draft;
    }

    /** Which case it was only the triggering event says. */
    static Draft testCase(EiffelEvent event, String ours, Rules rules) {
        Member verdict = event.data().get("outcome").get("verdict");
        String outcome = outcome(verdict);
        Draft draft = run(event, ours, rules, "TEST_CASE_EXECUTION", outcome);
        ObjectNode counts = draft.data().putObject("counts");
        counts.put("passed", outcome.equals("PASSED") ? 1 : 0)
                .put("failed", outcome.equals("FAILED") ? 1 : 0)
                .put("errors", outcome.equals("ERROR") ? 1 : 0)
                .put("skipped", 0)
                .put("flaky", 0);
        return draft;
    }

    static Draft testSuite(EiffelEvent event, String ours, Rules rules) {
        Member verdict = event.data().get("outcome").get("verdict");
        if (!verdict.isThere()) {
            throw UnfitException.unmapped(
                    event.type(),
                    "/data/outcome/verdict is not there, and nothing passes without one");
        }
        return run(event, ours, rules, "TEST_SUITE_EXECUTION", outcome(verdict));
    }

    private static Draft run(
            EiffelEvent event, String ours, Rules rules, String link, String outcome) {
        Draft draft =
                event.draft(ours, rules)
                        .subject("TestRun", EiffelEvent.node(event.requiredTarget(link)));
        draft.data().put("outcome", outcome).put("finishedAt", event.time().toString());
        return draft;
    }

    private static String outcome(Member verdict) {
        return switch (verdict.needText()) {
            case "PASSED" -> "PASSED";
            case "FAILED" -> "FAILED";
            case "INCONCLUSIVE" -> "ERROR";
            default ->
                    throw verdict.refused("unknown-verdict", "send PASSED, FAILED or INCONCLUSIVE");
        };
    }

    static Draft recipes(EiffelEvent event, String ours, Rules rules) {
        List<String> cases = new ArrayList<>();
        for (Member batch : event.data().get("batches").items()) {
            for (Member recipe : batch.get("recipes").items()) {
                cases.add(recipe.get("testCase").get("id").needText());
            }
        }
        Member strategy = event.data().get("selectionStrategy");
        Draft draft = event.draft(ours, rules).subject("TestPlan", EiffelEvent.node(event.id()));
        strategy.get("id")
                .text()
                .ifPresent(id -> draft.data().put("rationale", "selection strategy " + id));
        if (!cases.isEmpty()) {
            draft.data().put("plannedCases", (int) cases.stream().distinct().count());
        }
        cases.stream()
                .distinct()
                .forEach(each -> draft.link("plans", "TestCase", each, Strength.DECLARED));
        return draft;
    }
}
