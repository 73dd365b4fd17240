package dev.goldthread.api.cli;

import dev.goldthread.api.ci.ApprovalRequest;
import dev.goldthread.api.ci.ApprovalRequest.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks persons for their approval. */
@Command(
        name = "approval-request",
        description = "Asks for approval of one state of something (approval.requested).",
        mixinStandardHelpOptions = true)
final class EmitApprovalRequestCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = "--for",
            paramLabel = "TYPE:ID",
            required = true,
            description = "What is to be approved, such as Release:7.2.4.")
    private String about = "";

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            required = true,
            description = "The state that is to be approved, sha256:… or gitCommit:….")
    private String digest = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "The role that has to answer.")
    private String role = "";

    @Option(
            names = "--meaning",
            paramLabel = "MEANING",
            required = true,
            description = "What the signature will stand for, such as APPROVED.")
    private String meaning = "";

    @Option(
            names = "--quorum",
            paramLabel = "COUNT",
            required = true,
            description = "How many have to approve.")
    private int quorum;

    @Option(names = "--due", paramLabel = "TIME", required = true, description = "Until when.")
    private Instant due = Instant.EPOCH;

    @Option(
            names = "--not-by",
            paramLabel = "KEY",
            description = "Directory key of a person who may not answer; as often as needed.")
    private List<String> notBy = new ArrayList<>();

    @Option(
            names = "--condition",
            paramLabel = "ID=TEXT",
            description =
                    "What has to be done before an approval holds, such as COND-5=\"train the staff\"; as often as needed.")
    private Map<String, String> conditions = new LinkedHashMap<>();

    @Option(
            names = "--condition-due",
            paramLabel = "ID=TIME",
            description = "Until when one of these has to be done; as often as needed.")
    private Map<String, Instant> conditionsDue = new LinkedHashMap<>();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is asked for.")
    private Optional<String> reason = Optional.empty();

    private final Terminal terminal;

    EmitApprovalRequestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String[] typeAndId = about.split(":", 2);
        if (typeAndId.length < 2) {
            throw CliException.usage(
                    "--for must be TYPE:ID, but is \"%s\"; send for example Release:7.2.4"
                            .formatted(about));
        }
        ApprovalRequest request =
                new ApprovalRequest(
                        typeAndId[0],
                        typeAndId[1],
                        role,
                        meaning.toUpperCase(Locale.ROOT),
                        digest,
                        quorum,
                        due,
                        notBy,
                        conditions(),
                        reason);
        return emission.emitTellingSubjects(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PERSON, emission.data(), terminal),
                facts -> List.of(request.event(facts)));
    }

    private List<Condition> conditions() {
        for (String id : conditionsDue.keySet()) {
            if (!conditions.containsKey(id)) {
                throw CliException.usage(
                        "--condition-due names %s, but no --condition does; add --condition %s=TEXT"
                                .formatted(id, id));
            }
        }
        return conditions.entrySet().stream()
                .map(
                        each ->
                                new Condition(
                                        each.getKey(),
                                        each.getValue(),
                                        Optional.ofNullable(conditionsDue.get(each.getKey()))))
                .toList();
    }
}
