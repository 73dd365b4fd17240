package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.graph.NodeDigest;
import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three {@code goldthread serve} on one broker: each answers for all, and goes on while one of them
 * is killed and started again.
 */
class InstancesIT {

    private static final int PRODUCTS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Remembered told = new Remembered();
    private long numbers;

    @Test
    void threeShareALedgerAndOneIsKilled() throws Exception {
        try (Outside outside = Outside.start(folder, new OneBroker(folder.resolve("broker")))) {
            List<Integer> ports = LoopbackPorts.free(3);
            try (Instance first = new Instance("first", ports.get(0), outside)) {
                first.part().awaitReady();
                Instance.share(first.data(), outside.data("second"));
                Instance.share(first.data(), outside.data("third"));
                try (Instance second = new Instance("second", ports.get(1), outside);
                        Instance third = new Instance("third", ports.get(2), outside)) {
                    List<Instance> all = List.of(first, second, third);
                    second.part().awaitReady();
                    third.part().awaitReady();
                    awaitShared(first, all);

                    eachAnswersForAll(all);
                    eachFindsTheComponentsOfAll(all);
                    eachPageMayComeFromAnother(all);
                    killUnderLoad(all);
                    eachTakesAReport(all);
                    everyCopyIsWhatAReplayGives(all, outside);
                    // Behind it: links between partitions are in one graph of a replay alone.
                    eachTraceGoesOnIntoAll(all);
                    eachFindsWhoSpeaksOfTheSame(all);
                    Instance left = whatIsAwayIsNamedUntilItIsBack(all);
                    accountIsClean(left, outside);
                }
            }
        }
    }

    /** Events of every product through each instance get receipts, whoever owns the products. */
    private void eachAnswersForAll(List<Instance> all) throws Exception {
        for (Instance instance : all) {
            write(instance, 30, true);
        }
        Map<Integer, String> owners = owners(all.getFirst());
        assertThat(Set.copyOf(owners.values())).hasSizeGreaterThan(1);
        for (Instance instance : all) {
            assertThat(products(instance)).hasSize(PRODUCTS);
            for (Map.Entry<String, Remembered.Place> each : told.placeById.entrySet()) {
                HttpResponse<String> response = instance.get(event(each));
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                assertThat(Instance.json(response).at("/seal/seq").asLong())
                        .isEqualTo(each.getValue().seq());
                assertThat(response.headers().firstValue("Goldthread-Answer")).contains("owner");
                assertThat(response.headers().firstValue("Goldthread-Instance").orElseThrow())
                        .isIn(owners.values());
            }
        }
    }

    /** Products of several instances contain one component, and each instance finds them all. */
    private void eachFindsTheComponentsOfAll(List<Instance> all) throws Exception {
        String body =
                IntStream.range(0, PRODUCTS)
                        .mapToObj(InstancesIT::billOfMaterials)
                        .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> taken =
                all.getFirst().post("/v1/events", "application/json", body, 30);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        remember(taken);
        for (Instance instance : all) {
            HttpResponse<String> found =
                    instance.get("/v1/components?purl=pkg:generic/freertos@11.2.0");
            assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
            assertThat(Instance.json(found).path("components"))
                    .extracting(each -> each.at("/artifact/product").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, PRODUCTS).mapToObj(i -> "product-" + i).toList());
            assertThat(Instance.json(found).at("/asOf/products"))
                    .as("where each log ends, wherever it lies")
                    .extracting(each -> each.path("product").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, PRODUCTS).mapToObj(i -> "product-" + i).toList());
        }
    }

    /** Whichever is asked: the owner answers, and so it does that there is no such product. */
    private static void eachPageMayComeFromAnother(List<Instance> all) throws Exception {
        String route = "/v1/products/product-0/holes?limit=";
        JsonNode whole = Instance.json(all.getFirst().get(route + "10000"));
        List<JsonNode> sources = new ArrayList<>();
        int pages = 0;
        String after = "";
        do {
            Instance asked = all.get(pages++ % all.size());
            HttpResponse<String> page = asked.get(route + "1" + after);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            Instance.json(page).path("sources").forEach(sources::add);
            after =
                    Instance.json(page).has("next")
                            ? "&after=" + Instance.json(page).path("next").asText()
                            : "";
        } while (!after.isEmpty());

        assertThat(pages).isGreaterThan(1);
        assertThat(sources).containsExactlyElementsOf(whole.path("sources"));
        for (Instance instance : all) {
            HttpResponse<String> nosuch = instance.get("/v1/products/nosuch/releases/1.0/gaps");
            assertThat(nosuch.statusCode()).as(nosuch.body()).isEqualTo(404);
            assertThat(Instance.json(nosuch).path("detail").asText())
                    .startsWith("there is no product nosuch");
        }
    }

    private static String billOfMaterials(int product) {
        return """
        {"id": "bom-%1$d", "product": "product-%1$d", "type": "sbom.attached",
         "occurredAt": "2026-01-06T10:00:00Z", "actor": {"kind": "SYSTEM", "id": "sbom-writer"},
         "source": {"uri": "urn:sbom", "tool": "sbom-writer"},
         "subject": {"type": "Artifact", "id": "sha256:%2$064d"},
         "links": [{"relation": "contains", "strength": "OBSERVED",
                    "to": {"type": "Component", "id": "pkg:generic/freertos@11.2.0"}}],
         "data": {"format": "CYCLONEDX", "componentCount": 1, "documentDigest": "sha256:%2$064d"}}
        """
                .formatted(product, product);
    }

    /** Releases that include what all others built: some of these nobody who is asked has. */
    private void eachTraceGoesOnIntoAll(List<Instance> all) throws Exception {
        String body =
                IntStream.range(0, PRODUCTS)
                        .boxed()
                        .flatMap(CrossProductEvents::of)
                        .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> taken =
                all.getFirst().post("/v1/events", "application/json", body, 30);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        remember(taken);
        assertThat(all.stream().flatMap(each -> lacking(each).stream())).isNotEmpty();
        for (int product = 0; product < PRODUCTS; product++) {
            Set<JsonNode> answers = new HashSet<>();
            for (Instance instance : all) {
                JsonNode trace = instance.answer(CrossProductEvents.trace(product));
                assertThat(trace.path("products"))
                        .as(trace.toString())
                        .hasSize(PRODUCTS - 1)
                        .allSatisfy(CrossProductEvents::isFollowed);
                assertThat(CrossProductEvents.requirements(trace))
                        .containsExactlyElementsOf(CrossProductEvents.requirementsBehind(product));
                answers.add(trace.path("nodes"));
            }
            assertThat(answers).as("one answer, whoever is asked").hasSize(1);
        }
    }

    /** Up to who built the same bytes, down to who ships them, without a link that says so. */
    private static void eachFindsWhoSpeaksOfTheSame(List<Instance> all) throws Exception {
        for (int product = 0; product < PRODUCTS; product++) {
            for (Instance instance : all) {
                JsonNode up = instance.answer(CrossProductEvents.traceOfBundle(product));
                assertThat(CrossProductEvents.requirements(up))
                        .as(up.toString())
                        .containsExactly(
                                CrossProductEvents.requirement(CrossProductEvents.next(product)));
                JsonNode down = instance.answer(CrossProductEvents.impact(product));
                assertThat(CrossProductEvents.releasesElsewhere(down))
                        .as(down.toString())
                        .containsExactlyElementsOf(CrossProductEvents.releasesWith(product));
                assertThat(down.at("/searched/partitionsUnasked")).isEmpty();
            }
        }
    }

    /** A product that the instance has, before one that it has not. */
    private static List<List<Integer>> lacking(Instance instance) {
        try {
            Set<Integer> partitions = new HashSet<>();
            for (JsonNode each : instance.answer("/v1/status").path("instances")) {
                if (each.get("address").asText().equals(instance.address())) {
                    each.path("owns").forEach(partition -> partitions.add(partition.asInt()));
                    each.path("follows").forEach(partition -> partitions.add(partition.asInt()));
                }
            }
            List<Integer> here = new ArrayList<>();
            List<Integer> away = new ArrayList<>();
            for (int partition = 0; partition < LedgerContent.PARTITIONS; partition++) {
                for (JsonNode each :
                        instance.answer("/v1/partitions/" + partition + "/products")
                                .path("products")) {
                    int product = CrossProductEvents.number(each.get("product").asText());
                    (partitions.contains(partition) ? here : away).add(product);
                }
            }
            return here.stream()
                    .flatMap(has -> away.stream().map(lacks -> List.of(has, lacks)))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Kills two, so that one product has nobody left: every answer that came says so, or is whole,
     * or names an earlier position, up to which the one that is left has read the log back.
     *
     * @return the one that is left
     */
    private static Instance whatIsAwayIsNamedUntilItIsBack(List<Instance> all) throws Exception {
        Instance left =
                all.stream().filter(each -> !lacking(each).isEmpty()).findFirst().orElseThrow();
        List<Integer> pair = lacking(left).getFirst();
        String lacked = "product-" + pair.getLast();
        long whole =
                CrossProductEvents.product(
                                Instance.json(left.get(CrossProductEvents.trace(pair.getFirst()))),
                                lacked)
                        .at("/asOf/seq")
                        .asLong();
        for (Instance instance : all) {
            if (instance != left) {
                instance.part().kill();
            }
        }
        List<String> seen = new ArrayList<>();
        await(
                () -> {
                    HttpResponse<String> response =
                            left.get(CrossProductEvents.trace(pair.getFirst()));
                    if (response.statusCode() == 503) {
                        return false;
                    }
                    JsonNode trace = Instance.json(response);
                    JsonNode reached = CrossProductEvents.product(trace, lacked);
                    seen.add(
                            reached.path("state").asText()
                                    + " "
                                    + reached.path("because").asText()
                                    + reached.path("asOf"));
                    if (reached.path("state").asText().equals("FOLLOWED")) {
                        if (reached.at("/asOf/seq").asLong() < whole) {
                            return false;
                        }
                        CrossProductEvents.isFollowed(reached);
                        return true;
                    }
                    assertThat(reached.path("state").asText()).isEqualTo("NOT_SERVED");
                    assertThat(reached.path("because").asText()).isNotEmpty();
                    assertThat(CrossProductEvents.requirements(trace))
                            .doesNotContain(CrossProductEvents.requirement(pair.getLast()));
                    return false;
                });
        System.out.println(lacked + " through " + left.address() + ": " + seen);
        return left;
    }

    private static String event(Map.Entry<String, Remembered.Place> each) {
        return "/v1/products/%s/event?id=%s".formatted(each.getValue().product(), each.getKey());
    }

    private void killUnderLoad(List<Instance> all) throws Exception {
        Instance writtenTo = all.getFirst();
        Instance killed = all.get(1);
        List<QueryLoad> loads = all.stream().map(each -> new QueryLoad(each, told)).toList();
        try {
            await(() -> loads.stream().allMatch(load -> load.answers() > 20));
            killed.part().kill();
            await(() -> isWrittenAndAnswered(writtenTo, loads));
            awaitShared(writtenTo, List.of(writtenTo, all.get(2)));
            killed.part().startAgain();
            killed.part().awaitReady();
            awaitShared(killed, all);
            write(killed, 30, true);
            long before = loads.get(1).answers();
            await(() -> loads.get(1).answers() > before + 20);
        } finally {
            loads.forEach(QueryLoad::close);
        }
        loads.forEach(System.out::println);
        System.out.println(writtenTo.get("/v1/status").body());
        assertThat(loads.get(0).unreached() + loads.get(2).unreached()).isZero();
    }

    /** Goes on writing until answers of the killed one's products came from its standby. */
    private boolean isWrittenAndAnswered(Instance to, List<QueryLoad> loads) throws Exception {
        write(to, 1, false);
        return loads.get(0).byStandby() + loads.get(2).byStandby() > 5;
    }

    /** One event of each product. */
    private void write(Instance instance, int waitSeconds, boolean receiptsOfAll) throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            events.add(DrillEvents.json("load-" + numbers, numbers));
            numbers++;
        }
        String body = events.stream().collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> response =
                instance.post("/v1/events", "application/json", body, waitSeconds);
        assertThat(response.statusCode())
                .as(response.body())
                .isIn(receiptsOfAll ? Set.of(200) : Set.of(200, 202));
        remember(response);
    }

    /** The body goes with the request to the product's owner. */
    private void eachTakesAReport(List<Instance> all) throws Exception {
        for (Instance instance : all) {
            String run = instance.address().replace(':', '-');
            HttpResponse<String> response =
                    instance.post(
                            "/v1/reports/junit?product=product-1&tests=build:1&run=" + run,
                            "application/xml",
                            "<testsuite name='s' timestamp='2026-01-06T09:00:00Z'><testcase name='t' classname='c'/></testsuite>",
                            30);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Goldthread-Answer")).contains("owner");
            remember(response);
        }
    }

    private void remember(HttpResponse<String> response) throws IOException {
        for (JsonNode result : Instance.json(response).get("results")) {
            String id = result.get("id").asText();
            told.accepted(result.get("product").asText(), id);
            JsonNode receipt = result.path("receipt");
            if (receipt.has("leaf")) {
                told.receipt(
                        id,
                        new Remembered.Place(
                                receipt.get("product").asText(),
                                receipt.get("seq").asLong(),
                                receipt.get("leaf").asText()));
            }
        }
    }

    /** Waits until every partition has an owner and a standby among these, and nobody else. */
    private static void awaitShared(Instance asked, Collection<Instance> among) throws Exception {
        Set<String> addresses =
                among.stream()
                        .map(Instance::address)
                        .collect(Collectors.toCollection(TreeSet::new));
        await(
                () -> {
                    JsonNode status = asked.answer("/v1/status");
                    Set<String> found = new TreeSet<>();
                    int owned = 0;
                    int followed = 0;
                    for (JsonNode each : status.path("instances")) {
                        found.add(each.get("address").asText());
                        owned += each.path("owns").size();
                        followed += each.path("follows").size();
                    }
                    return found.equals(addresses)
                            && owned == LedgerContent.PARTITIONS
                            && followed == LedgerContent.PARTITIONS;
                });
    }

    private static Map<Integer, String> owners(Instance asked) throws Exception {
        Map<Integer, String> owners = new TreeMap<>();
        for (JsonNode each : asked.answer("/v1/status").path("instances")) {
            each.path("owns")
                    .forEach(
                            partition ->
                                    owners.put(partition.asInt(), each.get("address").asText()));
        }
        return owners;
    }

    private static List<String> products(Instance asked) throws Exception {
        return StreamSupport.stream(
                        asked.answer("/v1/products").path("products").spliterator(), false)
                .map(each -> each.get("product").asText())
                .toList();
    }

    /** Owner and standby of each partition, asked themselves, hold node for node the same. */
    private void everyCopyIsWhatAReplayGives(List<Instance> all, Outside outside) throws Exception {
        Set<String> replayed;
        try (LedgerContent ledger = new LedgerContent(outside.client())) {
            ledger.awaitSealed(told);
            replayed = ledger.nodes().stream().map(InstancesIT::line).collect(Collectors.toSet());
        }
        Set<String> found = new TreeSet<>();
        for (int partition : IntStream.range(0, LedgerContent.PARTITIONS).toArray()) {
            List<Set<String>> copies = new ArrayList<>();
            for (Instance instance : all) {
                listing(instance, partition).ifPresent(copies::add);
            }
            assertThat(copies).as("copies of partition %d", partition).hasSize(2);
            assertThat(copies.getFirst()).isEqualTo(copies.getLast());
            found.addAll(copies.getFirst());
            // Any other instance gets it from one of the two.
            assertThat(all.getFirst().get("/v1/graph/" + partition).body().lines().count())
                    .isEqualTo(copies.getFirst().size() + 2);
        }
        assertThat(found).isEqualTo(replayed);
    }

    private static String line(NodeDigest node) {
        return String.join(
                " ",
                node.node().product().name(),
                node.node().type(),
                node.node().id(),
                node.content().hex(),
                node.effects().hex());
    }

    /** What this very instance has of the partition, once it is at the ledger's end. */
    private static Optional<Set<String>> listing(Instance instance, int partition)
            throws Exception {
        String path = "/v1/graph/" + partition;
        String[] here = {"Goldthread-Forwarded", "test"};
        await(() -> isAtEnd(instance.get(path, here)));
        HttpResponse<String> response = instance.get(path, here);
        if (response.statusCode() == 503) {
            return Optional.empty();
        }
        Set<String> lines = new TreeSet<>();
        for (String text : response.body().lines().toList()) {
            JsonNode node = Instance.json(text);
            if (node.has("content")) {
                lines.add(
                        String.join(
                                " ",
                                node.get("product").asText(),
                                node.get("type").asText(),
                                node.get("id").asText(),
                                node.get("content").asText(),
                                node.get("effects").asText()));
            }
        }
        return Optional.of(lines);
    }

    /** A standby says how far it is behind; what has no copy here cannot be. */
    private static boolean isAtEnd(HttpResponse<String> response) {
        return response.statusCode() == 503
                || response.headers().firstValueAsLong("Goldthread-Lag").orElse(0) == 0;
    }

    private void accountIsClean(Instance stopped, Outside outside) throws Exception {
        stopped.part().stop();
        try (LedgerContent ledger = new LedgerContent(outside.client())) {
            ledger.awaitSealed(told);
            Account account =
                    ledger.account(Map.of("second", 1), told, stopped.data().resolve("projector"));
            assertThat(account.isClean()).as(account.toString()).isTrue();
            assertThat(account.sealed()).isEqualTo(account.accepted());
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** An instance that starts does not answer yet. */
    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (IOException e) {
            return false;
        }
    }
}
