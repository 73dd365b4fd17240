package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.LocalParts;
import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.api.component.PartitionParts.Said;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LentPiece;
import dev.goldthread.streams.query.ProductPosition;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one partition of the ledger holds, of which a question about all of it is put together. */
@Controller(PartitionsController.PATH)
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class PartitionsController {

    static final String PATH = "/v1/partitions";

    private final LedgerQuery query;

    PartitionsController(LedgerQuery query) {
        this.query = query;
    }

    @Operation(
            operationId = "partitionProducts",
            summary = "The products of one partition, from 0, and how long their logs are")
    @Get("/{partition}/products")
    HttpResponse<byte[]> products(@PathVariable int partition) {
        requirePartition(partition);
        ObjectNode json = Json.object().put("partition", partition);
        json.putArray("products");
        query.products(partition)
                .forEach(position -> add(position, json.withArray("products").addObject()));
        return Json.ok(json);
    }

    @Operation(
            operationId = "partitionComponents",
            summary = "Which artifacts contain components, as far as one partition knows")
    @Get("/{partition}/components")
    HttpResponse<byte[]> components(
            @PathVariable int partition, @RequestBean ComponentParameters wanted) {
        requirePartition(partition);
        Said<Map<Place, Optional<String>>> said = parts(wanted).contained(partition);
        ArrayNode contained = Json.object().arrayNode();
        said.answer().forEach((place, name) -> add(place, name, contained.addObject()));
        return told(partition, "contained", contained, said);
    }

    private static void add(Place place, Optional<String> name, ObjectNode json) {
        json.put("component", place.component());
        json.set("artifact", ComponentJson.ref(place.artifact()));
        name.ifPresent(text -> json.put("name", text));
    }

    @Operation(
            operationId = "partitionMade",
            summary = "What was made with artifacts, one link further, as far as a partition knows",
            description = "The body names them: {\"artifacts\": [{product, type, id}, …]}.")
    @Post(value = "/{partition}/made", consumes = MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> made(
            @PathVariable int partition,
            @RequestBean ComponentParameters wanted,
            @Body String body) {
        requirePartition(partition);
        return told(partition, parts(wanted).made(partition, artifacts(body)));
    }

    @Operation(
            operationId = "partitionTwins",
            summary =
                    "Which products whose logs lie in a partition have the same contents as artifacts of others",
            description =
                    "The body names them: {\"artifacts\": [{product, type, id}, …]}. Told as what was made is.")
    @Post(value = "/{partition}/twins", consumes = MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> twins(
            @PathVariable int partition,
            @RequestBean ComponentParameters wanted,
            @Body String body) {
        requirePartition(partition);
        List<NodeRef> contents = artifacts(body);
        requireAtMost(contents, "artifacts");
        return told(partition, parts(wanted).twins(partition, contents));
    }

    private static HttpResponse<byte[]> told(int partition, Said<List<Made>> said) {
        ArrayNode made = Json.object().arrayNode();
        for (Made each : said.answer()) {
            ObjectNode one = made.addObject();
            one.set("with", ComponentJson.ref(each.with()));
            one.set("node", ComponentJson.ref(each.made()));
            each.name().ifPresent(name -> one.put("name", name));
        }
        return told(partition, "made", made, said);
    }

    @Operation(
            operationId = "partitionUses",
            summary = "Where artifacts went, as far as one partition knows",
            description = "The body names them: {\"artifacts\": [{product, type, id}, …]}.")
    @Post(value = "/{partition}/uses", consumes = MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> uses(
            @PathVariable int partition,
            @RequestBean ComponentParameters wanted,
            @Body String body) {
        requirePartition(partition);
        Said<Map<NodeRef, ArtifactUses>> said = parts(wanted).uses(partition, artifacts(body));
        ArrayNode uses = Json.object().arrayNode();
        said.answer().forEach((artifact, known) -> add(artifact, known, uses.addObject()));
        return told(partition, "uses", uses, said);
    }

    private LocalParts parts(ComponentParameters wanted) {
        return new LocalParts(query, wanted.query(), wanted.asOf());
    }

    private static HttpResponse<byte[]> told(
            int partition, String list, ArrayNode rows, Said<?> said) {
        ObjectNode json = Json.object().put("partition", partition);
        json.set(list, rows);
        StandingJson.put(said.stands(), json);
        return Json.ok(json);
    }

    @Operation(
            operationId = "partitionPiece",
            summary =
                    "What a product's log states of some nodes, for a question of another instance",
            description =
                    "The body names them: {product, upTo, recordedBy, nodes: [{product, type, id}, …]}. The rows are those of the store, which instances of one version read.")
    @Post(value = "/{partition}/piece", consumes = MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> piece(@PathVariable int partition, @Body String body) {
        requirePartition(partition);
        LentPiece.Wish wish = read(body, LentJson::wish);
        if (query.partitionOf(wish.product()) != partition) {
            throw malformed(
                    "product %s is not of partition %d".formatted(wish.product(), partition));
        }
        return Json.ok(LentJson.of(query.lend(wish)));
    }

    @Operation(
            operationId = "partitionMentions",
            summary = "Which other products speak of some nodes, as far as one partition knows",
            description =
                    "The body names them: {recordedBy, validAt, nodes: [{product, type, id}, …]}.")
    @Post(value = "/{partition}/mentions", consumes = MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> mentions(@PathVariable int partition, @Body String body) {
        requirePartition(partition);
        List<NodeRef> nodes = read(body, MentionJson::nodes);
        requireAtMost(nodes, "nodes");
        AsOf asOf = read(body, MentionJson::asOf);
        return Json.ok(MentionJson.of(query.mentions(partition, nodes, asOf)));
    }

    private static void requireAtMost(List<NodeRef> nodes, String called) {
        if (nodes.size() > Crossing.SEARCHED_MAX) {
            throw malformed(
                    "%s must be at most %d, but are %d"
                            .formatted(called, Crossing.SEARCHED_MAX, nodes.size()));
        }
    }

    private static <T> T read(String body, Function<JsonNode, T> reader) {
        try {
            return reader.apply(Json.parse(body));
        } catch (IllegalArgumentException | DateTimeException | UncheckedIOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException malformed(String why) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "malformed-wish",
                "the body is not what this route describes: " + why);
    }

    private static List<NodeRef> artifacts(String body) {
        try {
            return ComponentJson.refs(Json.parse(body), "artifacts");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-artifacts",
                    "artifacts must be a list of nodes with product, type and id: "
                            + e.getMessage());
        }
    }

    private static void add(NodeRef artifact, ArtifactUses uses, ObjectNode json) {
        json.set("artifact", ComponentJson.ref(artifact));
        ComponentJson.tell(uses, json);
    }

    private void requirePartition(int partition) {
        if (partition < 0 || partition >= query.partitions()) {
            throw ProblemException.of(
                    HttpStatus.NOT_FOUND,
                    "unknown-partition",
                    "partition must be 0 to %d, but is %d; the ledger has no more"
                            .formatted(query.partitions() - 1, partition));
        }
    }

    private static void add(ProductPosition position, ObjectNode json) {
        json.put("product", position.product().name())
                .put("seq", position.seq())
                .put("sealedAt", position.sealedAt().toString());
    }
}
