/**
 * Traces drawn for people: as a tree for a terminal, as tables for a document, as a graph for
 * Graphviz.
 *
 * <p>Lives here: a trace as the API gives it, the order in which its nodes are told, and the three
 * drawings. Does not live here: asking for a trace ({@code cli}), or what a finding means (the
 * vocabulary says that).
 *
 * <p>Reads from: the API's trace JSON and vocabulary. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.cli.drawing;

import org.jspecify.annotations.NullMarked;
