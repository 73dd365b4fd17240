package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of one test case in one run.
 *
 * @param testCase the id of the TestCase node
 * @param name as the report has it, without its class
 */
record TestResult(String testCase, String name, Outcome outcome, TestFacts facts) {

    /** Best first, so that the worse of two is the greater. */
    enum Outcome {
        SKIPPED,
        PASSED,
        FLAKY,
        FAILED,
        ERROR
    }

    Optional<String> revision() {
        return facts.revision();
    }

    /**
     * One result per case, in the order of the report: a case that is there several times, as with
     * parameters that are not in its name, is as good as its worst.
     */
    static List<TestResult> merge(List<TestResult> results) {
        Map<String, TestResult> byCase = new LinkedHashMap<>();
        results.forEach(result -> byCase.merge(result.testCase(), result, TestResult::worse));
        return new ArrayList<>(byCase.values());
    }

    private static TestResult worse(TestResult one, TestResult other) {
        return one.outcome().compareTo(other.outcome()) >= 0
                ? new TestResult(
                        one.testCase(), one.name(), one.outcome(), one.facts().orOf(other.facts()))
                : new TestResult(
                        one.testCase(),
                        one.name(),
                        other.outcome(),
                        other.facts().orOf(one.facts()));
    }

    /** Gathers what stands inside a {@code testcase} element. */
    static final class Reader {

        private static final Set<String> NOT_RUN =
                Set.of("disabled", "notrun", "skipped", "suppressed");

        private final Optional<String> className;
        private final String name;
        private TestFacts facts = TestFacts.NONE;
        private boolean hasError;
        private boolean hasFailure;
        private boolean hasRerun;
        private boolean isSkipped;

        Reader(Optional<String> className, String name, Optional<String> status) {
            this.className = className;
            this.name = name;
            this.isSkipped =
                    status.filter(text -> NOT_RUN.contains(text.toLowerCase(Locale.ROOT)))
                            .isPresent();
        }

        /**
         * Surefire writes what failed before a rerun as flaky…, and a rerun that failed as rerun….
         */
        void child(String element) {
            switch (element) {
                case "error" -> hasError = true;
                case "failure" -> hasFailure = true;
                case "skipped" -> isSkipped = true;
                case "flakyFailure", "flakyError", "rerunFailure", "rerunError" -> hasRerun = true;
                default -> {}
            }
        }

        void property(String property, String value, String spot) throws UnreadableException {
            facts = facts.with(property, value, spot);
        }

        /**
         * @param suite what the suites around it say of all their cases
         */
        TestResult result(TestFacts suite) {
            String fallback = className.map(type -> type + "#" + name).orElse(name);
            return new TestResult(
                    oneLine(facts.testCase().orElse(fallback)),
                    oneLine(name),
                    outcome(),
                    facts.orOf(suite));
        }

        private Outcome outcome() {
            if (hasError) {
                return Outcome.ERROR;
            } else if (hasFailure) {
                return Outcome.FAILED;
            } else if (hasRerun) {
                return Outcome.FLAKY;
            }
            return isSkipped ? Outcome.SKIPPED : Outcome.PASSED;
        }

        /** Ids are on one line (vocabulary, form {@code free}). */
        private static String oneLine(String id) {
            return id.replaceAll("[\\x00-\\x1f\\x7f]+", " ").strip();
        }
    }
}
