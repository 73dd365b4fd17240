package dev.goldthread.api.git;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * One tag that leads to a commit.
 *
 * @param name without {@code refs/tags/}
 * @param object what the tag points at: the tag object of an annotated one, else the commit; a tag
 *     that is moved or made anew is another one
 * @param tagger who made it; empty for a light tag, which does not say
 */
record GitTag(String name, ObjectId object, ObjectId commit, Optional<PersonIdent> tagger) {

    private static final Pattern VERSION_WITH_V = Pattern.compile("v[0-9].*");

    /** The release's version: the name without the v that stands before a number. */
    String version() {
        return VERSION_WITH_V.matcher(name).matches() ? name.substring(1) : name;
    }
}
