package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a part of the pipeline was shown to be fit for its use, read once for all who ask. Each
 * revision is judged by its own last validation, whenever that was: what is shown afterwards is
 * shown. Only PASS shows it.
 */
public record PipelineValidation(Node component) {

    private static final String CHANGED = "pipeline_component.changed";
    private static final String VALIDATED = "pipeline_component.validated";

    /** The last validation of the revision. */
    Optional<NodeFact> of(String revision) {
        return said(VALIDATED)
                .filter(fact -> revision(fact).equals(Optional.of(revision)))
                .reduce((_, later) -> later);
    }

    static String verdict(NodeFact validation) {
        return validation.data().text("verdict").orElse("?");
    }

    /** Until when a validation holds; empty where nothing sets a time. */
    static Optional<Instant> dueAt(NodeFact validation) {
        return validation.data().time("revalidationDue");
    }

    boolean isStated(String revision) {
        return component
                .statements()
                .anyMatch(fact -> revision(fact).equals(Optional.of(revision)));
    }

    /**
     * The revision in force at that time. An older one may be validated while it is, and is not
     * back by that; so a validation tells it only where no change does.
     */
    Optional<String> revisionAt(Instant time) {
        return inForce(said(CHANGED).filter(fact -> !fact.occurredAt().isAfter(time)))
                .or(
                        () ->
                                inForce(
                                        said(VALIDATED)
                                                .filter(fact -> !fact.occurredAt().isAfter(time))));
    }

    /**
     * That it is to be validated.
     *
     * @param isAgain whether its revision in force was validated before
     * @param dueAt empty where nothing sets a time
     */
    public record Waiting(boolean isAgain, Instant since, Optional<Instant> dueAt) {}

    /** Empty where its revision in force passed, and nothing asks for more. */
    public Optional<Waiting> toValidate() {
        return inForce(said(CHANGED)).or(() -> inForce(said(VALIDATED))).flatMap(this::toValidate);
    }

    private Optional<Waiting> toValidate(String revision) {
        Optional<NodeFact> last = of(revision);
        return last.isEmpty()
                ? Optional.of(new Waiting(false, cameAt(revision), lastDueAt()))
                : last.map(fact -> new Waiting(true, fact.occurredAt(), dueAt(fact)))
                        .filter(again -> again.dueAt().isPresent() || !isPassed(last.get()));
    }

    static boolean isPassed(NodeFact validation) {
        return verdict(validation).equals("PASS");
    }

    private Instant cameAt(String revision) {
        return component
                .statements()
                .filter(fact -> revision(fact).equals(Optional.of(revision)))
                .findFirst()
                .orElseThrow()
                .occurredAt();
    }

    /** A new revision puts off nothing. */
    private Optional<Instant> lastDueAt() {
        return said(VALIDATED).reduce((_, later) -> later).flatMap(PipelineValidation::dueAt);
    }

    private Stream<NodeFact> said(String type) {
        return component.facts().stream().filter(fact -> fact.type().equals(type));
    }

    private static Optional<String> inForce(Stream<NodeFact> facts) {
        return facts.reduce((_, later) -> later).flatMap(PipelineValidation::revision);
    }

    private static Optional<String> revision(NodeFact fact) {
        return fact.data().text("revision");
    }
}
