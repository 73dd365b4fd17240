package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiFacts;
import dev.goldthread.api.ci.CiFacts.Actor;
import dev.goldthread.api.ci.CiFacts.Given;
import dev.goldthread.api.ci.CiRun;
import dev.goldthread.api.ci.CiRun.Login;
import dev.goldthread.api.ci.UnknownFactException;
import dev.goldthread.api.person.PersonDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What events of a pipeline need beside what the CI system says by itself; a mixin. */
final class CiFlags {

    private static final String SECRET_VARIABLE = "GOLDTHREAD_PERSON_SECRET";

    @Option(names = "--commit", paramLabel = "SHA", description = "Full sha of the commit.")
    private Optional<String> commit = Optional.empty();

    @Option(names = "--repository", paramLabel = "OWNER/NAME", description = "The repository.")
    private Optional<String> repository = Optional.empty();

    @Option(names = "--branch", paramLabel = "NAME", description = "The branch.")
    private Optional<String> branch = Optional.empty();

    @Option(
            names = "--pull-request",
            paramLabel = "NUMBER",
            description = "The pull or merge request.")
    private Optional<String> pullRequest = Optional.empty();

    @Option(names = "--run", paramLabel = "URI", description = "Address of the pipeline's run.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment it happens in.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Tells several of a kind in one run apart, such as the legs of a matrix.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--actor",
            paramLabel = "KEY",
            description = "Directory key of the person who did it.")
    private Optional<String> actor = Optional.empty();

    @Option(
            names = "--person-secret",
            paramLabel = "SECRET",
            description =
                    "What the ledger's directory makes persons' keys with (directory/secret in its"
                            + " data folder).")
    private Optional<String> personSecret = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it happened, such as 2026-03-01T10:00:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();

    /** Who is named as the one who did it. */
    enum Doer {
        /** A program did it, whoever set it off. */
        PIPELINE,
        /** The person who set it off, where one is known. */
        PERSON
    }

    CiFacts facts(String product, Doer doer, Path data, Terminal terminal) {
        CiFacts facts =
                CiFacts.of(
                        ProductOption.named(product),
                        new Given(commit, repository, branch, pullRequest, run, environment),
                        terminal.environment(),
                        name,
                        new Actor.Pipeline(),
                        at.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        return facts.by(actor(doer, data, terminal, facts.run()));
    }

    /** A login is a name; only its key may go into an event. */
    private Actor actor(Doer doer, Path data, Terminal terminal, Optional<CiRun> system) {
        if (actor.isPresent()) {
            return new Actor.Human(actor.get());
        }
        Optional<Login> login = doer == Doer.PERSON ? login(system) : Optional.empty();
        Optional<String> secret = personSecret.or(() -> PersonDirectory.secret(data));
        if (login.isPresent() && secret.isEmpty()) {
            terminal.say(
                    "note: the pipeline is named as the one who did it, not the person who set it off: without %s no key can be made; set it, or give --actor"
                            .formatted(SECRET_VARIABLE));
        }
        return login.isPresent() && secret.isPresent()
                ? new Actor.Human(
                        PersonDirectory.keyOfLogin(
                                        secret.get(), login.get().host(), login.get().name())
                                .value())
                : new Actor.Pipeline();
    }

    private static Optional<Login> login(Optional<CiRun> system) {
        try {
            return system.flatMap(CiRun::login);
        } catch (UnknownFactException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
