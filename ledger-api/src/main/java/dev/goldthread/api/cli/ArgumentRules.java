package dev.goldthread.api.cli;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * What no command takes, whichever it is: a name that is empty, which would ask about something
 * else, and a key that is given twice, of which one value would be dropped.
 */
final class ArgumentRules implements IExecutionStrategy {

    private static final String KEY_END = "=";

    private final IExecutionStrategy run = new RunLast();

    @Override
    public int execute(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            command.getParseResult()
                    .matchedPositionals()
                    .forEach(each -> requireNotBlank(each, command));
            command.getParseResult()
                    .matchedOptions()
                    .forEach(each -> requireKeysOnce(each, command));
        }
        return run.execute(parsed);
    }

    private static void requireNotBlank(PositionalParamSpec parameter, CommandLine command) {
        for (String value : parameter.stringValues()) {
            if (value.isBlank()) {
                throw new ParameterException(
                        command,
                        "%s must not be empty, but is \"%s\"; give what is asked about"
                                .formatted(parameter.paramLabel(), value));
            }
        }
    }

    private static void requireKeysOnce(OptionSpec option, CommandLine command) {
        if (!Map.class.isAssignableFrom(option.type())) {
            return;
        }
        Set<String> keys = new HashSet<>();
        for (String pair : option.originalStringValues()) {
            String key = pair.split(KEY_END, 2)[0];
            if (!keys.add(key)) {
                throw new ParameterException(
                        command,
                        "%s must name each key once, but names %s twice or more; leave out all but one"
                                .formatted(option.longestName(), key));
            }
        }
    }
}
