package dev.goldthread.api.verifier;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/** The standalone verifier's arguments. */
record Arguments(What what, Path folder, TrustOptions trust, Form form) {

    static final String USAGE =
            """
            usage: java -jar goldthread-verifier.jar [event] FOLDER [OPTION…]

            Verifies an exported log, or one exported event, from its files alone.

              --key VKEY      a log's verifier key line, got from its owner; may be repeated
              --keys FILE     a file of such lines
              --witness VKEY  a witness's verifier key line; may be repeated
              --quorum N      how many of these witnesses must have cosigned (default: all)
              --seen FILE     a signed checkpoint known from elsewhere: the log must contain it
              --timestamp-roots FILE
                              PEM certificates that timestamps must lead to; may be repeated
              -o table|json   form of the report (default: table)

            Exit codes: 0 sound, 2 not what was signed, 3 usage.
            """;

    /** What the folder holds. */
    enum What {
        LOG,
        EVENT
    }

    /** What the report looks like. */
    enum Form {
        TABLE,
        JSON
    }

    /**
     * @throws UsageException naming the argument that is wrong or missing
     */
    static Arguments parse(List<String> given) {
        List<String> folders = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Path> keyFiles = new ArrayList<>();
        List<String> witnesses = new ArrayList<>();
        List<Path> seen = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        OptionalInt quorum = OptionalInt.empty();
        Form form = Form.TABLE;
        Iterator<String> rest = given.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            switch (name) {
                case "--key" -> keys.add(value(name, rest));
                case "--keys" -> keyFiles.add(path(value(name, rest)));
                case "--witness" -> witnesses.add(value(name, rest));
                case "--quorum" -> quorum = OptionalInt.of(number(value(name, rest)));
                case "--seen" -> seen.add(path(value(name, rest)));
                case "--timestamp-roots" -> roots.add(path(value(name, rest)));
                case "-o", "--output" -> form = form(value(name, rest));
                case String word when !word.startsWith("-") -> folders.add(word);
                default -> throw new UsageException("unknown option " + name);
            }
        }
        return of(folders, new TrustOptions(keys, keyFiles, witnesses, quorum, seen, roots), form);
    }

    private static Arguments of(List<String> words, TrustOptions trust, Form form) {
        boolean isEvent = words.size() == 2 && words.getFirst().equals("event");
        boolean isLog = words.size() == 2 && words.getFirst().equals("log");
        if (words.size() != 1 && !isEvent && !isLog) {
            throw new UsageException("exactly one folder must be given, but %s".formatted(words));
        }
        return new Arguments(isEvent ? What.EVENT : What.LOG, path(words.getLast()), trust, form);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UsageException("option %s needs a value".formatted(option));
        }
        return rest.next();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("no path: " + text);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException("--quorum must be a number, but is " + text);
        }
    }

    private static Form form(String text) {
        return switch (text) {
            case "table" -> Form.TABLE;
            case "json" -> Form.JSON;
            default ->
                    throw new UsageException(
                            "-o must be table or json, but is \"%s\"".formatted(text));
        };
    }
}
