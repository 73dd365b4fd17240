package dev.goldthread.api.outbound;

/** What a server answered. Immutable. */
public final class Answer {

    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * @param contentType without parameters; empty when there was none
     */
    Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] body() {
        return body.clone();
    }
}
