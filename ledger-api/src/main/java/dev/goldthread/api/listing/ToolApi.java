package dev.goldthread.api.listing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.foreign.StrictJson;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists that a tool's API gives page by page.
 *
 * @param base of the API
 * @param token sent as a bearer token, to this API alone
 */
record ToolApi(URI base, Optional<String> token) {

    private static final int PAGE_ITEMS = 100;

    /** A hundred thousand items; who has more, asks for a shorter time. */
    private static final int PAGES_MAX = 1_000;

    private static final int ANSWER_BYTES_MAX = 32 * 1024 * 1024;
    private static final int OK = 200;

    /**
     * All items, until a page is empty: a page that is not full need not be the last.
     *
     * @param path with its query; the page is added to it
     * @param member where the items stand; empty for an array at the top
     */
    List<JsonNode> all(String path, String member) throws ListingException {
        List<JsonNode> items = new ArrayList<>();
        for (int page = 1; page <= PAGES_MAX; page++) {
            URI uri =
                    URI.create(
                            "%s%s%sper_page=%d&page=%d"
                                    .formatted(
                                            base,
                                            path,
                                            path.contains("?") ? "&" : "?",
                                            PAGE_ITEMS,
                                            page));
            JsonNode answer = get(uri);
            JsonNode list = member.isEmpty() ? answer : answer.path(member);
            if (!list.isArray()) {
                throw new ListingException(
                        "%s answered with no list; is it the tool's API?".formatted(uri));
            }
            if (list.isEmpty()) {
                requireAll(uri, answer, items.size());
                return items;
            }
            list.forEach(items::add);
        }
        throw new ListingException(
                "%s lists more than %,d; ask for a shorter time by --from and --to"
                        .formatted(base, items.size()));
    }

    /** Some lists end early, and say how many there are. */
    private static void requireAll(URI uri, JsonNode answer, int count) throws ListingException {
        long total = answer.path("total_count").asLong(count);
        if (total > count) {
            throw new ListingException(
                    "%s gives %,d of %,d; ask for a shorter time by --from and --to"
                            .formatted(uri, count, total));
        }
    }

    private JsonNode get(URI uri) throws ListingException {
        try {
            Answer answer =
                    Outbound.DEFAULT.get(
                            uri,
                            token.map(each -> Map.of("Authorization", "Bearer " + each))
                                    .orElse(Map.of()),
                            ANSWER_BYTES_MAX);
            if (answer.status() != OK) {
                throw new ListingException(
                        "%s answered with status %d; check the address, and the token's right to read"
                                .formatted(uri, answer.status()));
            }
            return StrictJson.read(answer.body());
        } catch (UnreadableException e) {
            throw new ListingException(
                    "%s answered with no JSON (%s); is it the tool's API?"
                            .formatted(uri, e.getMessage()));
        } catch (IOException e) {
            throw new ListingException(
                    "%s does not answer (%s); check the address".formatted(uri, e.getMessage()));
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
