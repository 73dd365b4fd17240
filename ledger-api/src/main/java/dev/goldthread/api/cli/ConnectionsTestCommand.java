package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.connection.ConnectionSettings;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.connection.Trial;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.gate.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which events a connection would make of a delivery. */
@Command(
        name = "test",
        description = {
            "Reads a delivery as the connection would and shows its events; nothing is sent or kept.",
            "Without --file it reads a sample of the tool that comes with the program."
        },
        mixinStandardHelpOptions = true)
final class ConnectionsTestCommand implements Callable<Integer> {

    @Mixin private final DataOption data = new DataOption();
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The connection.")
    private String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "The body that the tool sent.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header that the tool sent, such as X-GitHub-Event=push.")
    private Map<String, String> headers = Map.of();

    private final Terminal terminal;

    ConnectionsTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ConnectionSettings settings = ConnectionName.settings(name, data.path(), terminal);
        Trial.Sample sample = sample(settings);
        Reading reading =
                Trial.read(settings, PersonDirectory.forDryRun(data.path()), sample, Instant.now());
        return switch (reading) {
            case Reading.Events(var events, var left) -> {
                left.forEach(each -> terminal.say(noEvent(each)));
                yield show(settings, events);
            }
            case Reading.Unmapped unmapped -> {
                terminal.say(noEvent(unmapped));
                yield ExitCode.FAILED;
            }
            case Reading.Refused(var violations) -> {
                violations.forEach(each -> terminal.say(Tables.clean(each.toString())));
                yield ExitCode.FAILED;
            }
        };
    }

    private static String noEvent(Reading.Unmapped unmapped) {
        return "%s gives no event: %s"
                .formatted(Tables.clean(unmapped.kind()), Tables.clean(unmapped.because()));
    }

    private Trial.Sample sample(ConnectionSettings settings) {
        if (file.isEmpty()) {
            return Trial.sample(settings.format())
                    .orElseThrow(
                            () ->
                                    CliException.usage(
                                            "there is no sample of format %s; give one by --file"
                                                    .formatted(settings.format())));
        }
        try {
            return new Trial.Sample(
                    new LinkedHashMap<>(headers), new Bytes(Files.readAllBytes(file.get())));
        } catch (IOException e) {
            throw CliException.usage("%s cannot be read; check the path".formatted(file.get()));
        }
    }

    private Integer show(ConnectionSettings settings, List<ObjectNode> events) {
        Submission submission =
                new Submission(
                        HookIntake.principal(settings.name()),
                        "hooks/" + settings.format(),
                        Optional.empty());
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        ArrayNode all = LedgerClient.JSON.createArrayNode();
        int refused = 0;
        for (ObjectNode event : events) {
            all.add(event);
            if (gate.admit(event, submission, Instant.now())
                    instanceof Admission.Refused(var _, var _, var violations)) {
                refused++;
                violations.forEach(each -> say(event, each));
            }
        }
        terminal.print(
                output.isJson() ? OutputOption.json(all) : table(events, terminal.columns()));
        terminal.say(
                "%d events, of which the gate would refuse %d; nothing was sent"
                        .formatted(events.size(), refused));
        return refused == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void say(ObjectNode event, Violation violation) {
        terminal.say(Tables.clean("%s: %s".formatted(event.path("type").asText(), violation)));
    }

    private static String table(List<ObjectNode> events, OptionalInt columns) {
        return Tables.of(
                List.of("TYPE", "PRODUCT", "SUBJECT", "LINKS"),
                events.stream()
                        .map(
                                event ->
                                        List.of(
                                                event.path("type").asText(),
                                                event.path("product").asText(),
                                                event.at("/subject/type").asText()
                                                        + " "
                                                        + event.at("/subject/id").asText(),
                                                links(event)))
                        .toList(),
                columns);
    }

    private static String links(ObjectNode event) {
        StringBuilder text = new StringBuilder();
        event.path("links")
                .forEach(
                        link ->
                                text.append(text.isEmpty() ? "" : ", ")
                                        .append(link.path("relation").asText())
                                        .append(' ')
                                        .append(link.at("/to/type").asText())
                                        .append(' ')
                                        .append(link.at("/to/id").asText())
                                        .append(" (")
                                        .append(link.path("strength").asText())
                                        .append(')'));
        return text.toString();
    }
}
