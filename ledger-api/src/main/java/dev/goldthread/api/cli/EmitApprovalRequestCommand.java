package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiEvents;
import dev.goldthread.api.ci.CiEvents.ApprovalRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            description = "What the signature will stand for, such as APPROVAL.")
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
                        reason);
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PERSON, emission.data(), terminal),
                facts -> List.of(new CiEvents(facts).approvalRequest(request)));
    }
}
