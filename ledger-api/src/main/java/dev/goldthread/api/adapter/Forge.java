package dev.goldthread.api.adapter;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Customs that places which host repositories share. */
public final class Forge {

    private static final Pattern VERSION_TAG = Pattern.compile("v?[0-9]+\\.[0-9][0-9A-Za-z.+_-]*");
    private static final Pattern DIGEST = Pattern.compile("(?:^|@)(sha256:[0-9a-f]{64})$");
    private static final Pattern CHANGE_NUMBER =
            Pattern.compile(
                    "^Merge pull request #([0-9]{1,18}) |\\(#([0-9]{1,18})\\)$|^See merge request \\S*!([0-9]{1,18})$");

    private Forge() {}

    /** The version that a tag stands for: without the v that stands before a number. */
    public static String version(String tag) {
        return tag.matches("v[0-9].*") ? tag.substring(1) : tag;
    }

    /** The version, where the name of a branch or tag looks like one. */
    public static Optional<String> versionOf(String ref) {
        return Optional.of(ref)
                .filter(each -> VERSION_TAG.matcher(each).matches())
                .map(Forge::version);
    }

    /** The digest that a text is, or that an image reference ends with. */
    public static Optional<String> digest(String text) {
        Matcher found = DIGEST.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** The number of the change that a commit message names as where it comes from. */
    public static Optional<String> changeNumber(String message) {
        return message.lines()
                .map(line -> CHANGE_NUMBER.matcher(line.strip()))
                .filter(Matcher::find)
                .flatMap(
                        found ->
                                Stream.of(1, 2, 3)
                                        .map(group -> Optional.ofNullable(found.group(group))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Links to the change and the tickets that a commit message names.
     *
     * @param changeId what a change of this number is called
     */
    public static void linkNamed(
            Draft draft, Rules rules, String message, UnaryOperator<String> changeId) {
        changeNumber(message)
                .ifPresent(
                        number ->
                                draft.link(
                                        "partOf",
                                        "Change",
                                        changeId.apply(number),
                                        Draft.Strength.INFERRED));
        linkTickets(draft, rules, message);
    }

    /** Links to the tickets whose keys a text has. */
    public static void linkTickets(Draft draft, Rules rules, String text) {
        for (Rules.TrackerKey key : rules.trackerKeys(text)) {
            draft.link("implements", key.type(), key.key(), Draft.Strength.INFERRED);
        }
    }

    /** Without {@code refs/heads/} or {@code refs/tags/}. */
    public static String shortRef(String ref) {
        return ref.replaceFirst("^refs/(?:heads|tags)/", "");
    }

    /** A link to what a deployment puts in place; empty when the text names nothing that can be. */
    public static boolean linkDeployed(Draft draft, Optional<String> named, Optional<String> ref) {
        Optional<String> digest = named.flatMap(Forge::digest);
        if (digest.isPresent()) {
            draft.linkDigest(
                    "deploys", "Artifact", digest.get(), digest.get(), Draft.Strength.OBSERVED);
            return true;
        }
        if (named.isPresent()) {
            draft.link("deploys", "Release", version(named.get()), Draft.Strength.DECLARED);
            return true;
        }
        Optional<String> version = ref.flatMap(Forge::versionOf);
        version.ifPresent(each -> draft.link("deploys", "Release", each, Draft.Strength.INFERRED));
        return version.isPresent();
    }
}
