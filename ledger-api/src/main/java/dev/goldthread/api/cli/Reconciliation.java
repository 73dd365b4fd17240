package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A source's own list held against what the ledger recorded of it.
 *
 * @param source address of the source; its parts count as it
 * @param type of the nodes that are listed
 * @param reach which of what the ledger has the list is about
 * @param basis where the list came from
 * @param listed in order; where an id comes again, the list is of uses of ids
 * @param environments whose deployments the list holds, all of them; none for other lists
 */
record Reconciliation(
        Product product,
        String source,
        String type,
        Reach reach,
        String scope,
        String basis,
        Instant from,
        Instant to,
        List<String> listed,
        List<String> environments) {

    /** What a list is of. */
    enum Kind {
        COMMITS("Commit"),
        RUNS("Build"),
        DEPLOYMENTS("Deployment"),
        TICKETS("ChangeRequest");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /**
     * Which of the recorded ids a list could have.
     *
     * @param prefix what they begin with
     * @param both whether what is recorded and not listed is a difference
     */
    record Reach(String prefix, boolean both) {

        /** All of the source and type. */
        static final Reach ALL = new Reach("", true);

        /** No more than the list has. */
        static final Reach LISTED = new Reach("", false);
    }

    /** So many names fit into one event with room to spare. */
    private static final int NAMES_MAX = 1_000;

    /** Asks the ledger what it has, and returns the events that say what differs. */
    List<ObjectNode> compare(LedgerClient client) {
        // One instant for all parts makes them one round; taken before the ledger is asked, because
        // what is recorded after it counts as not compared.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SortedMap<String, Integer> times = times();
        SortedMap<String, Integer> recorded = recorded(client, times.size() < listed.size());
        List<String> lacking = more(times, recorded);
        List<String> extra =
                more(recorded, times).stream()
                        .filter(id -> reach.both() && id.startsWith(reach.prefix()))
                        .toList();
        int parts = Math.max(1, Math.ceilDiv(Math.max(lacking.size(), extra.size()), NAMES_MAX));
        List<ObjectNode> events = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            events.add(
                    event(
                            now,
                            part,
                            parts,
                            slice(lacking, part),
                            slice(extra, part),
                            lacking.size(),
                            lacking.isEmpty() && extra.isEmpty()));
        }
        return events;
    }

    private static List<String> slice(List<String> names, int part) {
        int from = Math.min((part - 1) * NAMES_MAX, names.size());
        return names.subList(from, Math.min(from + NAMES_MAX, names.size()));
    }

    /** How often each id is listed. */
    private SortedMap<String, Integer> times() {
        SortedMap<String, Integer> times = new TreeMap<>();
        listed.forEach(id -> times.merge(id, 1, Integer::sum));
        return times;
    }

    /** What these have more than those, in order; of two uses more an id comes twice. */
    private static List<String> more(Map<String, Integer> these, Map<String, Integer> those) {
        return these.entrySet().stream()
                .flatMap(
                        each ->
                                Stream.generate(each::getKey)
                                        .limit(
                                                Math.max(
                                                        0,
                                                        each.getValue()
                                                                - those.getOrDefault(
                                                                        each.getKey(), 0))))
                .toList();
    }

    /**
     * How often each id was used; once, where the list does not say either how often.
     *
     * @param isOfUses whether it does
     */
    private SortedMap<String, Integer> recorded(LedgerClient client, boolean isOfUses) {
        String path =
                "/v1/products/%s/recorded?source=%s&type=%s&from=%s&to=%s"
                        .formatted(
                                LedgerClient.encode(product.name()),
                                LedgerClient.encode(source),
                                LedgerClient.encode(type),
                                LedgerClient.encode(
                                        (reach.both() ? from : Instant.EPOCH).toString()),
                                LedgerClient.encode(to.toString()));
        SortedMap<String, Integer> recorded = new TreeMap<>();
        // The first that is said of a product may be such a list.
        JsonNode answer = client.find(path).orElseGet(MissingNode::getInstance);
        for (JsonNode id : answer.path("ids")) {
            int uses = answer.path("uses").path(id.asText()).asInt(1);
            recorded.put(id.asText(), isOfUses ? uses : 1);
        }
        return recorded;
    }

    private ObjectNode event(
            Instant now,
            int part,
            int parts,
            List<String> missing,
            List<String> unexpected,
            int missingCount,
            boolean complete) {
        byte[] list = list();
        Digest digest = Digest.sha256(list);
        String identity = String.join("\n", source, type, scope, now.toString(), "" + part);
        String id = Digest.sha256(identity.getBytes(StandardCharsets.UTF_8)).hex();
        Draft draft =
                Draft.of("reconciled-" + id.substring(0, 32), product, "source.reconciled", now)
                        .source("urn:goldthread:cli", "goldthread-cli")
                        .system("goldthread-cli")
                        .subject("Source", source);
        environments.forEach(
                name -> draft.link("concerns", "Environment", name, Strength.DECLARED));
        ObjectNode data = draft.data();
        data.put("scope", scope).putArray("listedTypes").add(type);
        data.put("basis", basis)
                .put("result", complete ? "COMPLETE" : "DIFFERENT")
                .put("periodFromAt", from.toString())
                .put("periodToAt", to.toString())
                .put("listedCount", listed.size())
                .put("recordedCount", listed.size() - missingCount);
        missing.forEach(data.putArray("missing")::add);
        unexpected.forEach(data.putArray("unexpected")::add);
        data.put("listDigest", "sha256:" + digest.hex());
        if (parts > 1) {
            data.putObject("part").put("number", part).put("total", parts);
        }
        ObjectNode event = draft.json();
        event.putArray("evidence")
                .addObject()
                .put("sha256", digest.hex())
                .put("mediaType", "text/plain")
                .put("name", "source-list.txt")
                .put("sizeBytes", list.length);
        return event;
    }

    /** Ids one per line, sorted, so that the same list has the same digest. */
    private byte[] list() {
        return (String.join("\n", listed) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts the list where the events name it. */
    void keepList(LedgerClient client) {
        byte[] list = list();
        try {
            EvidenceCommand.send(
                    client, Digest.sha256(list), new ByteArrayInputStream(list), list.length);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
