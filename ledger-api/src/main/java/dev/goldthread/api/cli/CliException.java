package dev.goldthread.api.cli;

/** A command cannot go on; its message is all that the user sees. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CliException error(String message) {
        return new CliException(ExitCode.ERROR, message);
    }

    static CliException failed(String message) {
        return new CliException(ExitCode.FAILED, message);
    }

    static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    static CliException auth(String message) {
        return new CliException(ExitCode.AUTH, message);
    }

    static CliException unreachable(String message) {
        return new CliException(ExitCode.UNREACHABLE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
