package dev.goldthread.api.node;

import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.evidence.EvidenceUploads;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.http.Fellows;
import dev.goldthread.api.metrics.FigureSource;
import dev.goldthread.api.metrics.LedgerMetrics;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.NodeBudget;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The HTTP server with what its controllers need. */
final class HttpSide implements AutoCloseable {

    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpSide(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /** A server with all but what its controllers are made of, and without its port. */
    record Prepared(ApplicationContext context, EmbeddedServer server) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    /** What the controllers are made of. */
    record Parts(
            Tokens tokens,
            LogVisibility visibility,
            GateService gate,
            RefusalIndex refusals,
            LedgerQuery query,
            NodeBudget budget,
            CheckpointLog checkpoints,
            EvidenceStore evidence,
            EvidenceUploads uploads,
            HookIntake hooks,
            Stages stages,
            FigureSource figures,
            LedgerMetrics metrics,
            Optional<Instances> instances) {}

    /**
     * Most of a server's start needs nothing of the rest, so it is done while the broker starts.
     */
    static Prepared prepare(NodeOptions options) {
        ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(properties(options))
                        .start();
        return new Prepared(context, context.getBean(EmbeddedServer.class));
    }

    private static Map<String, Object> properties(NodeOptions options) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", options.host());
        properties.put("micronaut.server.port", options.port() == 0 ? -1 : options.port());
        properties.put("micronaut.server.max-request-size", BODY_BYTES_MAX);
        options.advertised()
                .ifPresent(address -> properties.put(Fellows.SWITCH, address.toString()));
        return properties;
    }

    /** Opens the port. */
    static HttpSide start(Prepared prepared, Parts parts) {
        ApplicationContext context = prepared.context();
        context.registerSingleton(Tokens.class, parts.tokens());
        context.registerSingleton(LogVisibility.class, parts.visibility());
        context.registerSingleton(GateService.class, parts.gate());
        context.registerSingleton(RefusalIndex.class, parts.refusals());
        context.registerSingleton(LedgerQuery.class, parts.query());
        context.registerSingleton(NodeBudget.class, parts.budget());
        context.registerSingleton(CheckpointLog.class, parts.checkpoints());
        context.registerSingleton(EvidenceStore.class, parts.evidence());
        context.registerSingleton(HookIntake.class, parts.hooks());
        context.registerSingleton(EvidenceUploads.class, parts.uploads());
        context.registerSingleton(Stages.class, parts.stages());
        context.registerSingleton(FigureSource.class, parts.figures());
        context.registerSingleton(LedgerMetrics.class, parts.metrics());
        context.registerSingleton(Fellows.class, new Fellows(parts.instances()));
        return new HttpSide(context, prepared.server().start());
    }

    URI url() {
        return server.getURI();
    }

    NodeBudget questions() {
        return context.getBean(NodeBudget.class);
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }
}
