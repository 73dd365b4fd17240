package dev.goldthread.core.finding;

/**
 * What is right or wrong with a node.
 *
 * @param code a finding of the vocabulary, {@code NOT_RUN}
 * @param reason what was seen that led to it
 */
public record Finding(String code, String reason) {}
