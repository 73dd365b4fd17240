package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;

/** An event of the whole ledger: ids are unique within a product only. */
public record EventKey(Product product, EventId id) {}
