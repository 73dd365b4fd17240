package dev.goldthread.api.adapter.gitlab;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A delivery about a project whose product is known.
 *
 * @param kind object and action, {@code merge_request.open}
 * @param path {@code group/project}
 * @param url of the project
 */
record Message(
        Member body,
        String kind,
        Rules rules,
        Product product,
        String path,
        String url,
        Delivery delivery) {

    private static final int DIGEST_HEX_DIGITS = 16;

    /**
     * An event of something that never changes again once GitLab tells it.
     *
     * @param id of that thing
     */
    Draft draft(String type, Instant occurredAt, String... id) {
        return Draft.of(
                        Texts.eventId(
                                rules.connection(),
                                type,
                                Stream.concat(Stream.of(path), Arrays.stream(id)).toList()),
                        product,
                        type,
                        occurredAt)
                .source(url, "gitlab");
    }

    /** An event of something that is told in one state after another: the body tells them apart. */
    Draft draftOfState(String type, Instant occurredAt, String id) {
        return draft(type, occurredAt, id, delivery.digest().hex().substring(0, DIGEST_HEX_DIGITS));
    }

    /** The key of an account as most deliveries tell it. */
    String person(Member user) {
        return rules.person(
                user.at("username").text().orElse(""),
                user.at("name").text(),
                mail(user.at("email")));
    }

    /** GitLab hides addresses by a word in brackets. */
    static Optional<String> mail(Member at) {
        return at.text().filter(text -> text.contains("@"));
    }

    Draft by(Draft draft, Member user) {
        return user.isThere() ? draft.human(person(user)) : draft.system("gitlab");
    }

    String changeId(String number) {
        return path + "#" + number;
    }

    Reading unmapped(String because) {
        return new Reading.Unmapped(kind, because);
    }

    static Reading events(List<Draft> drafts) {
        return new Reading.Events(drafts.stream().map(Draft::json).toList());
    }
}
