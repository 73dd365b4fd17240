package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;

/**
 * A problem of a release, with what ends it.
 *
 * @param id twelve hexadecimal digits, the same as long as node, code and reason are
 * @param severity critical, major or minor
 * @param remedy what to do
 */
public record Gap(
        String id,
        NodeRef node,
        String code,
        String group,
        String severity,
        String reason,
        String remedy) {}
