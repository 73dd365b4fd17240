package dev.goldthread.api.adapter.github;

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
import java.util.stream.Stream;

/**
 * A delivery about a repository whose product is known.
 *
 * @param kind event and action, {@code pull_request.opened}
 * @param repository {@code owner/name}
 * @param url of the repository
 */
record Message(
        Member body,
        String kind,
        Rules rules,
        Product product,
        String repository,
        String url,
        Delivery delivery) {

    private static final int DIGEST_HEX_DIGITS = 16;

    /**
     * An event of something that never changes again once GitHub tells it.
     *
     * @param id of that thing
     */
    Draft draft(String type, Instant occurredAt, String... id) {
        return Draft.of(
                        Texts.eventId(
                                rules.connection(),
                                type,
                                Stream.concat(Stream.of(repository), Arrays.stream(id)).toList()),
                        product,
                        type,
                        occurredAt)
                .source(url, "github");
    }

    /** An event of something that is told in one state after another: the body tells them apart. */
    Draft draftOfState(String type, Instant occurredAt, String id) {
        return draft(type, occurredAt, id, delivery.digest().hex().substring(0, DIGEST_HEX_DIGITS));
    }

    /** An account acts: an app's is a program, any other a person. */
    Draft by(Draft draft, Member account) {
        String login = account.at("login").needText();
        boolean isProgram = account.at("type").text().filter("Bot"::equals).isPresent();
        return isProgram ? draft.system("github:" + login) : draft.human(person(account));
    }

    String person(Member account) {
        return rules.person(
                account.at("login").text().orElse(""),
                account.at("name").text(),
                account.at("email").text());
    }

    Member sender() {
        return body.at("sender");
    }

    String changeId(String number) {
        return repository + "#" + number;
    }

    Reading unmapped(String because) {
        return new Reading.Unmapped(kind, because);
    }

    static Reading events(List<Draft> drafts) {
        return new Reading.Events(drafts.stream().map(Draft::json).toList());
    }
}
