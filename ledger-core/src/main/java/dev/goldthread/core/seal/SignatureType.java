package dev.goldthread.core.seal;

/** What a key's signatures are made over (C2SP signed-note, "Signature types"). */
public enum SignatureType {
    /** Ed25519 over the note's text: what a log signs its checkpoints with. */
    ED25519(0x01),
    /** Ed25519 over time and text: what a witness adds (C2SP tlog-cosignature). */
    COSIGNATURE_V1(0x04);

    private final byte identifier;

    SignatureType(int identifier) {
        this.identifier = (byte) identifier;
    }

    /** The byte that goes into key ids and verifier keys. */
    public byte identifier() {
        return identifier;
    }

    /**
     * The type with this byte.
     *
     * @throws MalformedException for a type this ledger does not verify
     */
    public static SignatureType of(byte identifier) {
        for (SignatureType type : values()) {
            if (type.identifier == identifier) {
                return type;
            }
        }
        throw new MalformedException(
                "signature type",
                "0x01 (Ed25519) or 0x04 (cosignature/v1)",
                "0x%02x".formatted(identifier));
    }
}
