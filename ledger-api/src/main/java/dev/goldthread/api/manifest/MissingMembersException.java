package dev.goldthread.api.manifest;

import java.util.List;

/** A manifest lacks what it must have, or has what nobody knows; the message names each member. */
public final class MissingMembersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MissingMembersException(String message) {
        super(message);
    }

    static MissingMembersException missing(String what, List<String> members) {
        return new MissingMembersException(
                "%s must have %s, but %s missing; add %s, an empty list where there is nothing to list"
                        .formatted(
                                what,
                                String.join(", ", members),
                                members.size() == 1 ? "it is" : "they are",
                                members.size() == 1 ? "it" : "them"));
    }

    static MissingMembersException unknown(String what, List<String> members) {
        return new MissingMembersException(
                "%s has %s, which nobody reads; correct the spelling or leave it out"
                        .formatted(what, String.join(", ", members)));
    }

    static MissingMembersException malformed(String member, String found, String expected) {
        return new MissingMembersException(
                "%s must be %s, but is %s; correct it".formatted(member, expected, found));
    }
}
