package dev.goldthread.api.cli;

import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** How much of a long answer is printed, and in which form; a mixin. */
final class PageFlags {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|markdown",
            description = "Form of the result (default: table).")
    private AnswerPrinter.Form form = AnswerPrinter.Form.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Print at most so many (default: all).")
    private Optional<Long> limit = Optional.empty();

    AnswerPrinter.Form form() {
        return form;
    }

    /**
     * @throws CliException when it is less than one
     */
    OptionalLong limit() {
        if (limit.filter(most -> most < 1).isPresent()) {
            throw CliException.usage(
                    "--limit must be 1 or more, but is %d".formatted(limit.orElseThrow()));
        }
        return limit.isPresent() ? OptionalLong.of(limit.get()) : OptionalLong.empty();
    }
}
