package dev.goldthread.api.cli;

/** What the process ends with; scripts rely on these numbers. */
final class ExitCode {

    static final int OK = 0;
    static final int ERROR = 1;

    /** Verification or a policy failed: the ledger is reachable and is not what it must be. */
    static final int FAILED = 2;

    static final int USAGE = 3;
    static final int AUTH = 4;
    static final int UNREACHABLE = 5;

    private ExitCode() {}
}
