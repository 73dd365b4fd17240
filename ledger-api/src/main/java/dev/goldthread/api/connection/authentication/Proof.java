package dev.goldthread.api.connection.authentication;

import java.util.Locale;

/** What became of a check. */
public enum Proof {
    /** It comes from who knows the secret. */
    GENUINE,
    /** There is no signature or token. */
    MISSING,
    /** It is not one of the secret's. */
    WRONG,
    /** It was signed too long ago, or ahead of time. */
    STALE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
