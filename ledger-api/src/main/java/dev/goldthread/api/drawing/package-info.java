/**
 * Traces drawn for people: as a tree for a terminal, as tables for a document, as a graph for
 * Graphviz, as a picture.
 *
 * <p>Lives here: a trace as the API gives it, the order in which its nodes are told, and the
 * drawings. Does not live here: asking for a trace ({@code cli}), where things go in a picture
 * ({@code drawing.layout}), or what a finding means (the vocabulary says that).
 *
 * <p>Reads from: the API's trace JSON and vocabulary. Feeds: {@code http}, {@code cli}.
 */
@NullMarked
package dev.goldthread.api.drawing;

import org.jspecify.annotations.NullMarked;
