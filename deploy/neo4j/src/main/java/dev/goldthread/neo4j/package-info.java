/**
 * The same nodes and edges in Neo4j and in the ledger's own graph, measured one after the other in
 * one run.
 *
 * <p>Lives here: the comparison, and nothing that the product needs. Does not live here: how our
 * side is measured ({@code dev.goldthread.api.bench}).
 */
@NullMarked
package dev.goldthread.neo4j;

import org.jspecify.annotations.NullMarked;
