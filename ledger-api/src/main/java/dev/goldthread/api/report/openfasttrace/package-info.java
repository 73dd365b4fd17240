/**
 * Specifications and coverage tags as OpenFastTrace's public user guide describes them, read as
 * events.
 *
 * <p>Lives here: specification items in Markdown, tags in the comments of source code, and what
 * they say in the words of the vocabulary. Does not live here: whether what a tag claims holds.
 *
 * <p>Reads from: text files. Feeds: {@code http} and {@code cli}.
 */
@NullMarked
package dev.goldthread.api.report.openfasttrace;

import org.jspecify.annotations.NullMarked;
