package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The traceability matrix of a release. */
@Command(
        name = "matrix",
        description =
                "The matrix of a release: need, requirement, risk, change, test, result on this digest, approval.",
        mixinStandardHelpOptions = true)
final class MatrixCommand implements Callable<Integer> {

    @Mixin private final ReleaseQuestion question = new ReleaseQuestion();

    private final Terminal terminal;

    MatrixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        question.printPages("matrix", "rows", MatrixCommand::report, terminal);
        return ExitCode.OK;
    }

    static Report report(JsonNode answer) {
        Report report = ReleaseQuestion.head("matrix", answer);
        GapsCommand.completeness(answer.path("completeness"), report);
        List<List<String>> rows = new ArrayList<>();
        answer.path("rows").forEach(row -> add(row, rows));
        report.grid(
                List.of("NEED", "REQUIREMENT", "RISK", "CHANGE", "TEST", "RESULT", "FINDINGS"),
                rows,
                "No requirement is carried out by this release: there is nothing to show.");
        return approvals(answer, report);
    }

    /** One line per test; what the row says is written once. */
    private static void add(JsonNode row, List<List<String>> rows) {
        List<String> risks = new ArrayList<>(items(row.path("hazards")));
        risks.addAll(items(row.path("controls")));
        List<String> told =
                List.of(
                        String.join(", ", items(row.path("userNeeds"))),
                        String.join(", ", items(row.path("requirements"))),
                        String.join(", ", risks),
                        String.join(", ", items(row.path("changes"))));
        String findings = findings(row);
        JsonNode tests = row.path("tests");
        for (int i = 0; i < Math.max(1, tests.size()); i++) {
            List<String> line = new ArrayList<>(i == 0 ? told : List.of("", "", "", ""));
            line.add(tests.isEmpty() ? "none" : test(tests.get(i)));
            line.add(tests.isEmpty() ? "" : result(tests.get(i).path("result")));
            line.add(i == 0 ? findings : "");
            rows.add(line);
        }
    }

    private static List<String> items(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> name(item) + others(item))
                .toList();
    }

    private static String name(JsonNode item) {
        return item.path("id").asText() + revision(item) + PartMark.of(item);
    }

    /** Ids that crosswalks join with it. */
    private static String others(JsonNode item) {
        StringBuilder text = new StringBuilder();
        item.path("others").forEach(other -> text.append(" = ").append(name(other)));
        return text.toString();
    }

    /** Nodes with their revisions in one cell. */
    static String names(JsonNode items) {
        return String.join(", ", items(items));
    }

    /** Tests with their results in one cell. */
    static String tests(JsonNode tests) {
        List<String> texts = new ArrayList<>();
        tests.forEach(test -> texts.add(test(test) + ": " + result(test.path("result"))));
        return texts.isEmpty() ? "none" : String.join("; ", texts);
    }

    private static String test(JsonNode test) {
        String at = test.path("atRevision").asText("");
        return "%s%s%s → %s%s%s"
                .formatted(
                        test.path("id").asText(),
                        revision(test),
                        PartMark.of(test),
                        test.path("verifies").path("id").asText(),
                        at.isEmpty() ? "" : " r" + at,
                        PartMark.of(test.path("verifies")));
    }

    private static String revision(JsonNode item) {
        return item.has("revision") ? " r" + item.path("revision").asText() : "";
    }

    private static String result(JsonNode result) {
        return result.isMissingNode()
                ? "did not run"
                : "%s in %s on %s"
                        .formatted(
                                result.path("outcome").asText(),
                                PartMark.id(result.path("run")),
                                AnswerPrinter.refs(result.path("on")));
    }

    /**
     * What was found of the nodes of a row, and the confirmations that it rests on, in one cell.
     */
    static String findings(JsonNode row) {
        Set<String> texts = new LinkedHashSet<>();
        row.path("findings")
                .forEach(
                        finding ->
                                texts.add(
                                        "%s %s"
                                                .formatted(
                                                        PartMark.id(finding.path("node")),
                                                        finding.path("code").asText())));
        List<String> told = new ArrayList<>(List.of(String.join(", ", texts)));
        row.path("confirmations").forEach(each -> told.add(confirmed(each)));
        return String.join("; ", told.stream().filter(text -> !text.isEmpty()).toList());
    }

    private static String confirmed(JsonNode confirmation) {
        return "%s %s %s r%s confirmed by %s, %s: %s"
                .formatted(
                        PartMark.id(confirmation.path("from")),
                        confirmation.path("relation").asText(),
                        PartMark.id(confirmation.path("to")),
                        confirmation.path("revision").asText(),
                        confirmation.path("by").asText(),
                        AnswerPrinter.minute(confirmation.path("at")),
                        confirmation.path("reason").asText("no reason is on record"));
    }

    private static Report approvals(JsonNode answer, Report report) {
        List<List<String>> approvals = new ArrayList<>();
        answer.path("approvals")
                .forEach(
                        each ->
                                approvals.add(
                                        List.of(
                                                PartMark.id(each),
                                                each.path("by").asText(),
                                                each.path("role").asText(),
                                                each.path("meaning").asText(),
                                                AnswerPrinter.minute(each.path("at")))));
        report.title("Approvals")
                .grid(
                        List.of("APPROVAL", "BY", "ROLE", "MEANING", "AT"),
                        approvals,
                        "Nobody approved it.");
        JsonNode deployments = answer.path("deployments");
        List<String> heads = new ArrayList<>(DEPLOYMENT_HEADS);
        List<List<String>> rows = new ArrayList<>();
        deployments.forEach(each -> rows.add(new ArrayList<>(deployment(each))));
        addReasons(deployments, heads, rows);
        report.title("Deployments into production");
        return report.grid(heads, rows, "It was not installed in production.");
    }

    /**
     * Why a verdict is what it is: a column only where one of them has a reason.
     *
     * @param rows one for each of them, to be added to
     */
    static void addReasons(JsonNode deployments, List<String> heads, List<List<String>> rows) {
        List<String> reasons = new ArrayList<>();
        deployments.forEach(
                each -> reasons.add(AnswerPrinter.shortIds(each.path("because").asText())));
        if (reasons.stream().allMatch(String::isEmpty)) {
            return;
        }
        heads.add("BECAUSE");
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).add(reasons.get(i));
        }
    }

    static final List<String> DEPLOYMENT_HEADS =
            List.of("DEPLOYMENT", "INTO", "STARTED", "APPROVED", "VERDICT", "RESTS ON");

    static List<String> deployment(JsonNode each) {
        JsonNode exceptions = each.path("exceptions");
        return List.of(
                installation(each)
                        + (each.has("uses")
                                ? ", use %d of %d"
                                        .formatted(
                                                each.path("use").asInt(), each.path("uses").asInt())
                                : ""),
                AnswerPrinter.refs(each.path("environments"))
                        + (each.path("kindNotKnown").isEmpty() ? "" : ", kind not known"),
                AnswerPrinter.minute(each.path("startedAt")),
                AnswerPrinter.minute(each.path("approvedAt")),
                each.path("verdict").asText(),
                AnswerPrinter.refs(exceptions.isEmpty() ? each.path("approvals") : exceptions));
    }

    /** A rollback with what it undid and put back. */
    private static String installation(JsonNode each) {
        return isRollback(each)
                ? "rollback %s of %s, restored %s"
                        .formatted(
                                PartMark.id(each),
                                AnswerPrinter.refs(each.path("reverted")),
                                each.path("restored").isEmpty()
                                        ? "what is not known"
                                        : AnswerPrinter.refs(each.path("restored")))
                : PartMark.id(each);
    }

    static boolean isRollback(JsonNode each) {
        return each.path("type").asText().equals("Rollback");
    }
}
