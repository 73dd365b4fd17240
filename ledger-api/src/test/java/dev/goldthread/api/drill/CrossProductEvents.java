package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Five products, each of which built something and ships what the four others built. */
final class CrossProductEvents {

    private static final int PRODUCTS = 5;
    private static final String RELEASED =
            """
            "tier": "LOW", "stage": "RELEASE", "intendedUse": "To be shipped.", "knownLimitations": []""";

    private CrossProductEvents() {}

    static Stream<String> of(int product) {
        return Stream.of(
                release(product),
                bundle(product),
                artifact(product),
                build(product),
                commit(product));
    }

    /** Ships the bytes that the next product built, and does not say whose they are. */
    private static String bundle(int product) {
        return event(
                product,
                "release.created",
                "\"Release\", \"id\": \"2.0\"",
                link("includes", "Artifact", digest(next(product))),
                RELEASED);
    }

    static int next(int product) {
        return (product + 1) % PRODUCTS;
    }

    private static String release(int product) {
        String links =
                IntStream.range(0, PRODUCTS)
                        .filter(other -> other != product)
                        .mapToObj(
                                other ->
                                        """
                                        {"relation": "includes", "strength": "DECLARED",
                                         "to": {"product": "product-%d", "type": "Artifact", "id": "%s"}}"""
                                                .formatted(other, digest(other)))
                        .collect(Collectors.joining(","));
        return event(product, "release.created", "\"Release\", \"id\": \"1.0\"", links, RELEASED);
    }

    private static String artifact(int product) {
        return event(
                product,
                "artifact.published",
                "\"Artifact\", \"id\": \"%s\"".formatted(digest(product)),
                link("producedBy", "Build", "build-" + product),
                "\"name\": \"part\", \"mediaType\": \"application/octet-stream\", \"sizeBytes\": 1");
    }

    private static String build(int product) {
        return event(
                product,
                "build.finished",
                "\"Build\", \"id\": \"build-%d\"".formatted(product),
                link("builtFrom", "Commit", sha(product)),
                "\"outcome\": \"SUCCEEDED\", \"builder\": \"ci\", \"recipeDigest\": \"gitCommit:%s\","
                                .formatted(sha(product))
                        + " \"hermeticity\": \"UNKNOWN\", \"rebuild\": \"NOT_ATTEMPTED\"");
    }

    private static String commit(int product) {
        return event(
                product,
                "commit.pushed",
                "\"Commit\", \"id\": \"%s\"".formatted(sha(product)),
                link("implements", "Requirement", requirement(product)),
                "\"repository\": \"acme/part\", \"summary\": \"Make it\","
                        + " \"signatureState\": \"UNKNOWN\"");
    }

    private static String link(String relation, String type, String id) {
        return """
        {"relation": "%s", "strength": "OBSERVED", "to": {"type": "%s", "id": "%s"}}"""
                .formatted(relation, type, id);
    }

    private static String event(
            int product, String type, String subject, String links, String data) {
        return """
        {"id": "%6$s", "product": "product-%1$d", "type": "%2$s",
         "occurredAt": "2026-01-06T11:00:00Z", "actor": {"kind": "SYSTEM", "id": "ci"},
         "source": {"uri": "urn:ci", "tool": "ci"},
         "subject": {"type": %3$s}, "links": [%4$s], "data": {%5$s}}"""
                .formatted(
                        product,
                        type,
                        subject,
                        links,
                        data,
                        "cross-" + Math.abs(subject.hashCode()) + "-" + product);
    }

    static String trace(int product) {
        return "/v1/products/product-%d/releases/1.0/trace".formatted(product);
    }

    static String traceOfBundle(int product) {
        return "/v1/products/product-%d/releases/2.0/trace".formatted(product);
    }

    static String impact(int product) {
        return "/v1/products/product-%d/impact?type=Artifact&id=%s"
                .formatted(product, digest(product));
    }

    /** The releases of other products, as {@code product version}. */
    static List<String> releasesElsewhere(JsonNode trace) {
        return StreamSupport.stream(trace.path("nodes").spliterator(), false)
                .filter(node -> node.path("type").asText().equals("Release"))
                .filter(node -> node.has("product"))
                .map(node -> node.path("product").asText() + " " + node.path("id").asText())
                .toList();
    }

    /** All that ship what the product built: four say whose it is, one has the same bytes. */
    static List<String> releasesWith(int product) {
        return IntStream.range(0, PRODUCTS)
                .filter(other -> other != product)
                .boxed()
                .flatMap(
                        other ->
                                next(other) == product
                                        ? Stream.of(other + " 1.0", other + " 2.0")
                                        : Stream.of(other + " 1.0"))
                .map(each -> "product-" + each)
                .toList();
    }

    static int number(String product) {
        return Integer.parseInt(product.substring(product.indexOf('-') + 1));
    }

    static String requirement(int product) {
        return "CROSS-" + product;
    }

    private static String digest(int product) {
        return "sha256:%064d".formatted(100 + product);
    }

    private static String sha(int product) {
        return "%040d".formatted(100 + product);
    }

    /** What all others built satisfies. */
    static List<String> requirementsBehind(int product) {
        return IntStream.range(0, PRODUCTS)
                .filter(other -> other != product)
                .mapToObj(CrossProductEvents::requirement)
                .toList();
    }

    static List<String> requirements(JsonNode trace) {
        return StreamSupport.stream(trace.path("nodes").spliterator(), false)
                .filter(node -> node.path("type").asText().equals("Requirement"))
                .map(node -> node.path("id").asText())
                .toList();
    }

    static JsonNode product(JsonNode trace, String product) {
        return StreamSupport.stream(trace.path("products").spliterator(), false)
                .filter(each -> each.path("product").asText().equals(product))
                .findFirst()
                .orElseThrow();
    }

    /** Artifact, build, commit and requirement were looked at, as of a position that is named. */
    static void isFollowed(JsonNode reached) {
        assertThat(reached.path("state").asText()).as(reached.toString()).isEqualTo("FOLLOWED");
        assertThat(reached.path("nodes").asInt()).isEqualTo(4);
        assertThat(reached.at("/asOf/seq").isNumber()).isTrue();
    }
}
