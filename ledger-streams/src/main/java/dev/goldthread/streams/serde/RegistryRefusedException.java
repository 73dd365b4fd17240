package dev.goldthread.streams.serde;

/** The registry answered no; the same request will get the same answer. */
public final class RegistryRefusedException extends RuntimeException {

    private final int status;
    private final int errorCode;

    /**
     * @param status the HTTP status, 400 to 499: what callers may branch on
     * @param errorCode the registry's own code, or the status where it gave none
     */
    public RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    public int status() {
        return status;
    }

    public int errorCode() {
        return errorCode;
    }
}
