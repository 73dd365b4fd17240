package dev.goldthread.api.cli;

import dev.goldthread.api.cli.LedgerClient.Answer;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ledger says of a question that it refuses, in the words of who asked: options, not
 * parameters of a route.
 */
final class RefusedQuery {

    private static final Pattern PARAMETER = Pattern.compile("[?&]([A-Za-z]+)=");

    /** Before these words a name is that of a parameter, and no word of a sentence. */
    private static final String SAYS = "(?=: | (?:must|is|has|and|or|was) )";

    /** Problems with a value that can be read, and that this question cannot be asked with. */
    private static final String VALUE_REFUSED = "/not-earlier";

    private static final int UNPROCESSABLE = 422;

    private RefusedQuery() {}

    /** Whether it is how the question was asked that the ledger refuses. */
    static boolean isOne(Answer answer) {
        return answer.status() == HttpURLConnection.HTTP_BAD_REQUEST
                || (answer.status() == UNPROCESSABLE
                        && answer.json().path("type").asText().endsWith(VALUE_REFUSED));
    }

    /**
     * @param path as it was asked, with its query
     * @param problem what the ledger says of it
     */
    static String inOptions(String path, String problem) {
        String told = problem;
        Matcher asked = PARAMETER.matcher(path);
        while (asked.find()) {
            String name = asked.group(1);
            boolean isUnmistakable = name.chars().anyMatch(Character::isUpperCase);
            String where = isUnmistakable ? "\\b" + name + "\\b" : "^" + name + SAYS;
            told = told.replaceAll("(?<!-)" + where, option(name));
        }
        return told;
    }

    /** As of {@code validAt} the option is {@code --valid-at}. */
    private static String option(String parameter) {
        return "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
