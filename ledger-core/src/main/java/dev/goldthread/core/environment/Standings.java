package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.ApprovalDoubts;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How what is in force in an environment stands to what was approved, by the log of the
 * environment's product. A release of another product that runs there was approved in the log of
 * that one, so for the trace of it two logs are asked. For one thread.
 */
final class Standings {

    private final GraphView view;
    private final NodeRef environment;
    private final Instant at;
    private final Product asking;
    private final Map<Product, Log> logs = new HashMap<>();

    /** What one product's log says of approvals. */
    private record Log(ApprovedContent approved, ContentStanding contents) {}

    private Standings(GraphView view, NodeRef environment, Instant at, Product asking) {
        this.view = view;
        this.environment = environment;
        this.at = at;
        this.asking = asking;
    }

    /**
     * @param at what expiry is held against
     */
    static Standings ofOwnLog(GraphView view, NodeRef environment, Instant at) {
        return new Standings(view, environment, at, environment.product());
    }

    /** For the trace of something of this product. */
    static Standings askedBy(Product product, GraphView view, NodeRef environment, Instant at) {
        return new Standings(view, environment, at, product);
    }

    /**
     * @param all that is in force there
     */
    Standing of(Held held, Collection<Held> all) {
        Standing own = of(held, all, log(environment.product()));
        return own.isGood() || asking.equals(environment.product())
                ? own
                : of(held, all, log(answering(held)));
    }

    /**
     * Whoever asks, for what they installed or their releases include, whoever approved it
     * elsewhere; else the product that has it.
     */
    private Product answering(Held held) {
        boolean isInstalled =
                held.installedBy().map(NodeRef::product).filter(asking::equals).isPresent();
        boolean isIncluded =
                ReleaseContents.isContent(held.node())
                        && !log(asking).approved().releases(held.node()).isEmpty();
        return isInstalled || isIncluded ? asking : held.node().product();
    }

    private Log log(Product product) {
        return logs.computeIfAbsent(
                product,
                home -> {
                    ApprovedContent approved = ApprovedContent.of(view, home);
                    return new Log(approved, new ContentStanding(view, approved, environment, at));
                });
    }

    private Standing of(Held held, Collection<Held> all, Log log) {
        return switch (held.node().type()) {
            case "Exposure" -> ofExposure(held, all, log.approved());
            case "Config", "Flag" -> ofSetting(held, all, log.approved());
            default -> log.contents().of(held);
        };
    }

    /** What came along with a release that an exception lets run is let run by it too. */
    private Standing ofSetting(Held setting, Collection<Held> all, ApprovedContent approved) {
        SettingStanding settings = new SettingStanding(approved);
        Standing standing = settings.of(setting);
        return standing.isGood()
                ? standing
                : all.stream()
                        .filter(held -> held.isRunning() && settings.cameWith(setting, held))
                        .map(held -> of(held, all))
                        .filter(each -> each.verdict() == Verdict.BY_EXCEPTION)
                        .findFirst()
                        .orElse(standing);
    }

    /**
     * An exposure is approved itself, or stands as what it exposes does. That somebody approved
     * their own takes nothing from what others approved.
     */
    private Standing ofExposure(Held exposure, Collection<Held> all, ApprovedContent approved) {
        Node node = view.node(exposure.node());
        List<NodeRef> exposed = Scope.causes(node, "exposes").map(Edge::to).toList();
        Optional<Standing> itself =
                approved.itself(node.ref(), _ -> true, exposing(node)).map(Standing::approved);
        return itself.filter(Standing::isGood)
                .or(
                        () ->
                                all.stream()
                                        .filter(held -> isShown(held, exposed))
                                        .findFirst()
                                        .map(held -> of(held, all))
                                        .filter(each -> each.isGood() || itself.isEmpty()))
                .or(() -> itself)
                .orElseGet(
                        () ->
                                Standing.not(
                                        new ApprovalDoubts(approved)
                                                .of(node.ref(), _ -> Optional.empty())
                                                .orElse("no approval of it is on record")));
    }

    private static List<NodeFact> exposing(Node exposure) {
        return exposure.facts().stream()
                .filter(fact -> fact.type().startsWith("exposure."))
                .toList();
    }

    private static boolean isShown(Held held, List<NodeRef> exposed) {
        return exposed.contains(held.node())
                || held.installedBy().filter(exposed::contains).isPresent();
    }
}
