/**
 * Bytes that somebody else wrote, read in one way only and within bounds.
 *
 * <p>Lives here: strict JSON, content taken out of gzip and zip, and what is wrong with such bytes.
 * Does not live here: what the content means ({@code adapter}, {@code report}), or XML, which only
 * reports are written in.
 *
 * <p>Reads from: raw bodies. Feeds: {@code adapter}, {@code report}, {@code connection}, {@code
 * cli}.
 */
@NullMarked
package dev.goldthread.api.foreign;

import org.jspecify.annotations.NullMarked;
