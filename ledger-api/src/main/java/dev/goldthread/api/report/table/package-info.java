/**
 * Tables of requirements, hazards, controls, tests and traces, CSV or Excel, read as events.
 *
 * <p>Lives here: the mapping that says which column means what, the rows of a table whatever file
 * they come from, their events, and what a trace matrix claims. Does not live here: whether the
 * claims hold ({@code cli}, which asks the ledger).
 *
 * <p>Reads from: raw bodies and a mapping. Feeds: {@code http} and {@code cli}.
 */
@NullMarked
package dev.goldthread.api.report.table;

import org.jspecify.annotations.NullMarked;
