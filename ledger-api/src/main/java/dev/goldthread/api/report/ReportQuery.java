package dev.goldthread.api.report;

import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;

/**
 * What every report is sent with, because the report itself does not say it.
 *
 * @param product whose history it belongs to
 * @param actor directory key of the system that sends it
 * @param source URI of the instance that made it
 * @param occurredAt when it happened, for reports that do not say
 */
public record ReportQuery(
        Product product, String actor, Optional<String> source, Optional<Instant> occurredAt) {}
