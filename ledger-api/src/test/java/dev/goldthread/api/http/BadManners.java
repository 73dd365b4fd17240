package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.Fellow.Manner;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How a {@link Fellow}'s answer can be no answer, and what is said of it. */
final class BadManners {

    private BadManners() {}

    /** Those that any question can meet. */
    static Stream<Arguments> always() {
        return Stream.of(
                bad("not ready", Fellow.NOT_READY, "is not ready"),
                bad("503 of a proxy", Fellow.status(503, "down"), "status 503"),
                bad("500", Fellow.status(500, "{}"), "status 500"),
                bad("404", Fellow.status(404, "{}"), "status 404"),
                bad("breaks off", Fellow.BREAKING_OFF, "broke off"),
                bad("breaks off a chunk", Fellow.BREAKING_OFF_A_CHUNK, "broke off"),
                bad("no JSON", Fellow.saying("<html>hello</html>"), "cannot be taken"));
    }

    static Arguments bad(String name, Manner manner, String because) {
        return Arguments.of(name, manner, because);
    }

    /** The answer is an object, but not the right one. */
    static Manner changed(Consumer<ObjectNode> change) {
        return Fellow.changing(
                text -> {
                    ObjectNode json = (ObjectNode) Json.parse(text);
                    change.accept(json);
                    return json.toString();
                });
    }
}
