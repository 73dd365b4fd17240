package dev.goldthread.api.connection;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as the journal of the instance that took it remembers it.
 *
 * @param receivedAt when its body came first
 * @param deliveryId the tool's own name for it, where it has one
 * @param waiting why it gave no events yet; empty when it is settled: its events are in the ledger,
 *     or it was let go
 * @param gave its events; empty where it was not read yet, or by a program that did not write it
 */
public record Delivered(
        Instant receivedAt,
        Optional<String> deliveryId,
        Optional<Waiting> waiting,
        Optional<Gave> gave) {}
