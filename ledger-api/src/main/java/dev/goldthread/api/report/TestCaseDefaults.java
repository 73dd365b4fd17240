package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.TestFacts.TestLevel;
import java.util.List;
import java.util.Optional;

/**
 * What holds for the cases of a report that do not say it themselves.
 *
 * @param level how much of the product they look at: {@code UNIT}, {@code INTEGRATION}, …
 * @param revision of the tests; the commit that was tested when there is one
 */
public record TestCaseDefaults(Optional<String> level, Optional<String> revision) {

    public static final TestCaseDefaults NONE =
            new TestCaseDefaults(Optional.empty(), Optional.empty());

    private static final String COMMIT = "commit:";

    /**
     * The result with the revision and level it ran at. Only a case that says what it verifies
     * becomes an event of its own, so only such a case needs them.
     *
     * @throws UnreadableException when a needed one is nowhere
     */
    TestResult pin(TestResult result, List<String> tested) throws UnreadableException {
        TestFacts facts = result.facts();
        if (facts.verifies().isEmpty()) {
            return result;
        }
        TestFacts pinned =
                new TestFacts(
                        facts.testCase(),
                        Optional.of(revision(result, tested)),
                        Optional.of(level(result)),
                        facts.title(),
                        facts.verifies());
        return new TestResult(result.testCase(), result.name(), result.outcome(), pinned);
    }

    private String revision(TestResult result, List<String> tested) throws UnreadableException {
        return result.revision()
                .or(this::revision)
                .or(
                        () ->
                                tested.stream()
                                        .filter(each -> each.startsWith(COMMIT))
                                        .map(each -> each.substring(COMMIT.length()))
                                        .findFirst())
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        "?testRevision",
                                        "missing",
                                        "no revision of %s, which says what it verifies"
                                                .formatted(result.testCase()),
                                        "add the property test_revision to the case or testRevision to the query, or say tests=commit:<sha>"));
    }

    private TestLevel level(TestResult result) throws UnreadableException {
        if (result.facts().level().isPresent()) {
            return result.facts().level().get();
        }
        return level.flatMap(TestLevel::named)
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        "?level",
                                        level.isPresent() ? "unknown-symbol" : "missing",
                                        level.orElse(
                                                "no level of %s, which says what it verifies"
                                                        .formatted(result.testCase())),
                                        "add level=UNIT, INTEGRATION, SYSTEM or ACCEPTANCE to the query, or the property test_level to the case"));
    }
}
