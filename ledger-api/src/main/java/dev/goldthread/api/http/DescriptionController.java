package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Vocabulary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.nio.charset.StandardCharsets;

/** What this interface and its words are. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Goldthread",
                        version = "1",
                        description =
                                "Events in, traces out. Every route but health asks for a bearer token; errors are problem documents (RFC 9457)."),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
@Controller
@AllowedTo({Role.READER, Role.PRODUCER, Role.APPROVER, Role.AUDITOR})
final class DescriptionController {

    /** Made once: routes never change. */
    private final byte[] routes;

    DescriptionController(Router router) {
        routes = RouteDescription.of(router).getBytes(StandardCharsets.UTF_8);
    }

    @Operation(operationId = "vocabulary", summary = "Node types, relations, event types, findings")
    @Get("/v1/vocabulary")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> vocabulary() {
        return HttpResponse.ok(Vocabulary.TEXT.getBytes(StandardCharsets.UTF_8))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Operation(operationId = "routes", summary = "This description")
    @Get("/openapi.yaml")
    @Produces(MediaType.APPLICATION_YAML)
    HttpResponse<byte[]> routes() {
        return HttpResponse.ok(routes).contentType(MediaType.APPLICATION_YAML_TYPE);
    }
}
