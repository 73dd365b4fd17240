package dev.goldthread.api.drawing;

/** Which nodes of a chapter stand right of the others, because they follow from them. */
final class SvgColumn {

    private SvgColumn() {}

    static int rank(String type) {
        return switch (type) {
            case "Change", "TestRun", "Approval", "Validation" -> 1;
            case "Commit" -> 2;
            default -> 0;
        };
    }
}
