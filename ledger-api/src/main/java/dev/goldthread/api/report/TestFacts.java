package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What properties say of a test case, or of all cases of a suite. There is no standard for their
 * names; these are the ones that test management tools and their plug-ins write.
 *
 * @param testCase its id where it is not made of class and name
 * @param verifies the requirements or controls it verifies
 */
record TestFacts(
        Optional<String> testCase,
        Optional<String> revision,
        Optional<TestLevel> level,
        Optional<String> title,
        List<Verified> verifies) {

    static final TestFacts NONE =
            new TestFacts(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());

    /** A test that verifies more than this verifies nothing in particular. */
    private static final int VERIFIED_MAX = 100;

    private static final Set<String> TEST_CASE =
            Set.of("test_case", "test_case_id", "test_id", "test_key");
    private static final Set<String> REQUIREMENT =
            Set.of(
                    "requirement",
                    "requirements",
                    "requirement_id",
                    "requirement_ids",
                    "req",
                    "req_id",
                    "verifies");
    private static final Set<String> CONTROL =
            Set.of("risk_control", "risk_controls", "risk_control_id");

    TestFacts {
        verifies = List.copyOf(verifies);
    }

    /** How much of the product a test looks at (vocabulary, TestLevel). */
    public enum TestLevel {
        UNIT,
        INTEGRATION,
        SYSTEM,
        ACCEPTANCE;

        static Optional<TestLevel> named(String text) {
            String name = text.strip().toUpperCase(Locale.ROOT);
            return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
        }
    }

    /**
     * Something a test verifies.
     *
     * @param type {@code Requirement} or {@code RiskControl}
     * @param revision the state that is meant, where the property says one
     */
    record Verified(String type, String id, Optional<String> revision) {

        /** {@code REQ-1} or, pinned to a revision, {@code REQ-1@3}. */
        static Verified parse(String type, String text) {
            int at = text.lastIndexOf('@');
            return at > 0 && at < text.length() - 1
                    ? new Verified(type, text.substring(0, at), Optional.of(text.substring(at + 1)))
                    : new Verified(type, text, Optional.empty());
        }
    }

    /** These facts, and what another property adds; a later one counts more. */
    TestFacts with(String property, String value, String spot) throws UnreadableException {
        String name = property.strip().toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
        if (value.isBlank()) {
            return this;
        } else if (TEST_CASE.contains(name)) {
            return new TestFacts(Optional.of(value), revision, level, title, verifies);
        } else if (name.equals("test_revision")) {
            return new TestFacts(testCase, Optional.of(value.strip()), level, title, verifies);
        } else if (name.equals("test_summary")) {
            return new TestFacts(testCase, revision, level, Optional.of(value), verifies);
        } else if (name.equals("test_level")) {
            return new TestFacts(
                    testCase, revision, Optional.of(level(value, spot)), title, verifies);
        } else if (REQUIREMENT.contains(name)) {
            return verifying("Requirement", value, spot);
        } else if (CONTROL.contains(name)) {
            return verifying("RiskControl", value, spot);
        }
        return this;
    }

    private static TestLevel level(String value, String spot) throws UnreadableException {
        return TestLevel.named(value)
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        spot,
                                        "unknown-symbol",
                                        "test_level " + value,
                                        "use one of " + Arrays.toString(TestLevel.values())));
    }

    private TestFacts verifying(String type, String value, String spot) throws UnreadableException {
        List<Verified> all = new ArrayList<>(verifies);
        for (String each : value.strip().split("[,;\\s]+", -1)) {
            Verified verified = Verified.parse(type, each);
            if (!each.isEmpty() && !all.contains(verified)) {
                all.add(verified);
            }
            if (all.size() > VERIFIED_MAX) {
                throw new UnreadableException(
                        spot,
                        "too-many-requirements",
                        "more than %d for one case or suite".formatted(VERIFIED_MAX),
                        "say of each case what it verifies itself");
            }
        }
        return new TestFacts(testCase, revision, level, title, all);
    }

    /** What a case says itself, and where it says nothing, what its suite says of all its cases. */
    TestFacts orOf(TestFacts suite) {
        List<Verified> all = new ArrayList<>(verifies);
        suite.verifies().stream().filter(each -> !all.contains(each)).forEach(all::add);
        return new TestFacts(
                testCase, revision.or(suite::revision), level.or(suite::level), title, all);
    }
}
