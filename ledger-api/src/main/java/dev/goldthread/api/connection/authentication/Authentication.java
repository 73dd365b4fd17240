package dev.goldthread.api.connection.authentication;

/** One way of proving that a delivery comes from who knows the secret. Safe for any thread. */
public interface Authentication {

    Proof check(Attempt attempt);
}
