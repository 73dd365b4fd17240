package dev.goldthread.api.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every flag {@code --some-name} can be given as variable {@code GOLDTHREAD_SOME_NAME} instead. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "GOLDTHREAD_";

    private final Map<String, String> environment;

    /**
     * @throws CliException when one of these variables is set to nothing: a script that lost a
     *     value must not fall back to a default
     */
    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX) && value.isBlank()) {
                        throw CliException.usage(
                                "environment variable %s is set but empty; give it a value, or unset it"
                                        .formatted(name));
                    }
                });
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        return arg instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? Optional.ofNullable(environment.get(variable(option))).orElse(null)
                : null;
    }

    static String variable(OptionSpec option) {
        return PREFIX
                + option.longestName()
                        .replaceFirst("^-+", "")
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
    }
}
