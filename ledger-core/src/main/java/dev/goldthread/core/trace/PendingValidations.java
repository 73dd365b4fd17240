package dev.goldthread.core.trace;

import dev.goldthread.core.finding.PipelineValidation;
import dev.goldthread.core.finding.ValidationResult;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.PendingWork.Item;
import java.util.stream.Stream;

/** Validations that failed, and parts of the pipeline that are to be validated. */
final class PendingValidations {

    private PendingValidations() {}

    static Stream<Item> ofValidation(Node validation) {
        return new ValidationResult(validation).failures().isEmpty()
                ? Stream.empty()
                : Stream.of(PendingWork.item(validation, "failed criteria", ""));
    }

    /** Whether anything uses it is not asked: it is part of the pipeline. */
    static Stream<Item> ofComponent(Node component) {
        return new PipelineValidation(component)
                .toValidate().stream()
                        .map(
                                waiting ->
                                        new Item(
                                                component.ref(),
                                                waiting.isAgain()
                                                        ? "to be validated again"
                                                        : "to be validated",
                                                waiting.since(),
                                                waiting.dueAt()));
    }
}
