package dev.goldthread.api.node;

import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.http.Stages;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;

/** The HTTP server with what its controllers need. */
final class HttpSide implements AutoCloseable {

    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpSide(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /** Builds the context without opening the port, which can be done before the rest is there. */
    static ApplicationContext prepare(NodeOptions options) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(
                        Map.of(
                                "micronaut.server.host",
                                options.host(),
                                "micronaut.server.port",
                                options.port() == 0 ? -1 : options.port(),
                                "micronaut.server.max-request-size",
                                BODY_BYTES_MAX))
                .build();
    }

    /** What the controllers are made of. */
    record Parts(
            Tokens tokens,
            GateService gate,
            RefusalIndex refusals,
            LedgerQuery query,
            EvidenceStore evidence,
            Stages stages) {}

    /** Opens the port. */
    static HttpSide start(ApplicationContext context, Parts parts) {
        context.registerSingleton(Tokens.class, parts.tokens());
        context.registerSingleton(GateService.class, parts.gate());
        context.registerSingleton(RefusalIndex.class, parts.refusals());
        context.registerSingleton(LedgerQuery.class, parts.query());
        context.registerSingleton(EvidenceStore.class, parts.evidence());
        context.registerSingleton(Stages.class, parts.stages());
        context.start();
        return new HttpSide(context, context.getBean(EmbeddedServer.class).start());
    }

    URI url() {
        return server.getURI();
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }
}
