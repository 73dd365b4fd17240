package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every deployment of a product into production, and every rollback there, with its prior approval;
 * an environment of which no event says what it is for counts as production. That no deployment is
 * missing from the ledger is only known where the deploying source's own list was held against it.
 *
 * @param all each use of the id of a deployment or rollback, the earliest first
 * @param rollbacks how many of all are rollbacks
 * @param unreconciled how many deployments of all no list covers
 * @param deployments those, and rollbacks, of all that were asked for, in that order
 * @param environments every environment that is or may be production, and what lists say of its
 *     deployments
 * @param entries of the product's log that all of them rest on
 */
public record ProductionDeployments(
        Product product,
        GraphView.Position asOf,
        List<Installation> all,
        long rollbacks,
        long unreconciled,
        List<Listed> deployments,
        List<Covered> environments,
        Entries entries)
        implements Naming {

    /** What it is asked of. */
    public static final List<String> NODE_TYPES = List.of("Deployment", "Rollback", "Environment");

    /**
     * One deployment or rollback.
     *
     * @param conflict that its id was used for something else, too
     * @param reconciled of a deployment by lists of each production environment that it went into
     */
    public record Listed(PriorApproval prior, Optional<Finding> conflict, Reconciled reconciled) {

        /** CONFLICT and UNRECONCILED, where they are. */
        public List<Finding> findings() {
            return Stream.concat(conflict.stream(), unreconciled().stream()).toList();
        }

        /** UNRECONCILED unless a list covers it. */
        public Optional<Finding> unreconciled() {
            return reconciled instanceof Reconciled.Not(String because)
                    ? Optional.of(new Finding("UNRECONCILED", because))
                    : Optional.empty();
        }
    }

    /** Whether a source's own list was found to agree with the ledger on a deployment. */
    public sealed interface Reconciled {

        /**
         * @param event that says so
         */
        record By(String event) implements Reconciled {}

        /** None was. */
        record Not(String because) implements Reconciled {}

        /** It is a rollback: lists of deployments are held against deployments. */
        record Beside() implements Reconciled {}
    }

    /**
     * How far the list of deployments into an environment is proven to be whole.
     *
     * @param kind what the environment is for; empty when no event said, and it may be production
     * @param lists every list that was held against the ledger, the latest last
     * @param agreed the times for which the lists of each source agree with the ledger
     * @param proven the time for which the list is whole; empty where it is not
     * @param uncovered deployments into it that no list covers
     * @param unreconciled why it is not; empty where lists agree without a gap until now, and cover
     *     every deployment
     */
    public record Covered(
            NodeRef environment,
            Optional<String> kind,
            List<Compared> lists,
            List<Agreed> agreed,
            Optional<Span> proven,
            List<NodeRef> uncovered,
            Optional<Finding> unreconciled) {

        public Covered {
            lists = List.copyOf(lists);
            agreed = List.copyOf(agreed);
            uncovered = List.copyOf(uncovered);
        }

        private Stream<NodeRef> named() {
            return Stream.of(
                            Stream.of(environment),
                            lists.stream().map(Compared::source),
                            uncovered.stream())
                    .flatMap(each -> each);
        }
    }

    /**
     * One list of a source that was held against the ledger.
     *
     * @param from begin of the time that it covers
     * @param to after the end of that time
     * @param flaw why it proves nothing; empty where it agrees as a whole
     */
    public record Compared(
            String event,
            NodeRef source,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> flaw) {}

    /**
     * A time.
     *
     * @param to after its end
     */
    public record Span(Instant from, Instant to) {}

    /** A time for which the lists of a source, together, agree with the ledger. */
    public record Agreed(NodeRef source, Span span) {}

    public ProductionDeployments {
        all = List.copyOf(all);
        deployments = List.copyOf(deployments);
        environments = List.copyOf(environments);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(
                deployments.stream().flatMap(listed -> listed.prior().named()),
                environments.stream().flatMap(Covered::named));
    }

    /** Whether lists prove that none is missing; where no environment is known, nothing does. */
    public boolean isProven() {
        return provenTo().isPresent();
    }

    /** Until when lists prove that none is missing, in any environment; empty where they do not. */
    public Optional<Instant> provenTo() {
        return environments.stream().allMatch(each -> each.proven().isPresent())
                ? environments.stream()
                        .flatMap(each -> each.proven().stream())
                        .map(Span::to)
                        .min(Instant::compareTo)
                : Optional.empty();
    }

    /**
     * All are held against the lists, because that is what proves that none is missing; what stood
     * behind a deployment is only judged of those that are asked for.
     *
     * @param nodes at least those recorded of {@link #NODE_TYPES}, in any order; read once
     * @param asked chooses of all, the earliest first, those that are asked for
     * @param allowance for the nodes that deployments are judged on, all of them together
     * @return empty for an unknown product
     */
    public static Optional<ProductionDeployments> of(
            GraphView view,
            Iterable<Node> nodes,
            Product product,
            UnaryOperator<List<Installation>> asked,
            NodeAllowance allowance) {
        return view.position(product)
                .map(
                        asOf ->
                                new DeploymentsMaker(view, product, allowance)
                                        .make(nodes, asOf, asked));
    }
}
