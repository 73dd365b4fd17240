package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.LocalParts;
import dev.goldthread.api.component.PartitionParts;
import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.api.component.PartitionParts.Said;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every partition knows of components, asked here or of the instance that has it. */
@Singleton
final class AllParts {

    private final LedgerQuery query;
    private final PartitionAsk ask;

    AllParts(LedgerQuery query, PartitionAsk ask) {
        this.query = query;
        this.ask = ask;
    }

    /**
     * @param request in whose name other instances are asked
     */
    PartitionParts of(ComponentParameters wanted, HttpRequest<?> request) {
        return new Parts(
                new LocalParts(query, wanted.query(), wanted.asOf()), wanted.text(), request);
    }

    private final class Parts implements PartitionParts {

        private final LocalParts here;
        private final String question;
        private final HttpRequest<?> request;

        Parts(LocalParts here, String question, HttpRequest<?> request) {
            this.here = here;
            this.question = question;
            this.request = request;
        }

        @Override
        public int partitions() {
            return here.partitions();
        }

        @Override
        public Said<Map<Place, Optional<String>>> contained(int partition) {
            String path = "/v1/partitions/%d/components?%s".formatted(partition, question);
            return ask.ask(
                    partition,
                    () -> here.contained(partition),
                    () -> Forwarded.question(path, Handover.authorization(request)),
                    AllParts::places);
        }

        @Override
        public Said<List<Made>> made(int partition, Collection<NodeRef> with) {
            return ask.ask(
                    partition,
                    () -> here.made(partition, with),
                    () -> about(with, "made", partition),
                    AllParts::made);
        }

        @Override
        public Said<List<Made>> twins(int partition, Collection<NodeRef> contents) {
            return ask.ask(
                    partition,
                    () -> here.twins(partition, contents),
                    () -> about(contents, "twins", partition),
                    AllParts::made);
        }

        @Override
        public Said<Map<NodeRef, ArtifactUses>> uses(int partition, Collection<NodeRef> artifacts) {
            return ask.ask(
                    partition,
                    () -> here.uses(partition, artifacts),
                    () -> about(artifacts, "uses", partition),
                    AllParts::uses);
        }

        private Forwarded about(Collection<NodeRef> artifacts, String what, int partition) {
            String path = "/v1/partitions/%d/%s?%s".formatted(partition, what, question);
            ObjectNode body = Json.object();
            body.set("artifacts", ComponentJson.refs(artifacts));
            return Forwarded.question(path, body.toString(), Handover.authorization(request));
        }
    }

    private static Said<Map<Place, Optional<String>>> places(JsonNode json) {
        Map<Place, Optional<String>> places = new HashMap<>();
        for (JsonNode each : ToldJson.list(json, "contained")) {
            places.put(
                    new Place(
                            ToldJson.text(each, "component"),
                            ComponentJson.ref(each.path("artifact"))),
                    ComponentJson.text(each, "name"));
        }
        return new Said<>(places, StandingJson.read(json));
    }

    private static Said<List<Made>> made(JsonNode json) {
        List<Made> made = new ArrayList<>();
        for (JsonNode each : ToldJson.list(json, "made")) {
            made.add(
                    new Made(
                            ComponentJson.ref(each.path("with")),
                            ComponentJson.ref(each.path("node")),
                            ComponentJson.text(each, "name")));
        }
        return new Said<>(made, StandingJson.read(json));
    }

    private static Said<Map<NodeRef, ArtifactUses>> uses(JsonNode json) {
        Map<NodeRef, ArtifactUses> uses = new HashMap<>();
        for (JsonNode each : ToldJson.list(json, "uses")) {
            uses.put(ComponentJson.ref(each.path("artifact")), ComponentJson.uses(each));
        }
        return new Said<>(uses, StandingJson.read(json));
    }
}
