package dev.goldthread.api.report;

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
 * @param revision of the test, where the report says
 */
record TestResult(String testCase, Outcome outcome, Optional<String> revision) {

    /** Best first, so that the worse of two is the greater. */
    enum Outcome {
        SKIPPED,
        PASSED,
        FLAKY,
        FAILED,
        ERROR
    }

    /**
     * One result per case, in the order of the report: a case that is there several times, as with
     * parameters that are not in its name, is as good as its worst.
     */
    static List<TestResult> merge(List<TestResult> results) {
        Map<String, TestResult> byCase = new LinkedHashMap<>();
        results.forEach(
                result ->
                        byCase.merge(
                                result.testCase(),
                                result,
                                (one, other) ->
                                        one.outcome().compareTo(other.outcome()) >= 0
                                                ? one
                                                : other));
        return new ArrayList<>(byCase.values());
    }

    /** Gathers what stands inside a {@code testcase} element. */
    static final class Reader {

        private static final Set<String> NOT_RUN =
                Set.of("disabled", "notrun", "skipped", "suppressed");

        private final Optional<String> className;
        private final String name;
        private Optional<String> testCase = Optional.empty();
        private Optional<String> revision = Optional.empty();
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

        void property(Optional<String> property, Optional<String> value) {
            Optional<String> given = value.filter(text -> !text.isBlank());
            if (property.equals(Optional.of("test_case"))) {
                testCase = given;
            } else if (property.equals(Optional.of("test_revision"))) {
                revision = given;
            }
        }

        TestResult result() {
            String fallback = className.map(type -> type + "#" + name).orElse(name);
            return new TestResult(oneLine(testCase.orElse(fallback)), outcome(), revision);
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
