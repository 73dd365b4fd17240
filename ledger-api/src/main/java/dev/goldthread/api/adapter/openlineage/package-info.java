/**
 * OpenLineage run events (2-0-2) of pipelines that make data sets and models.
 *
 * <p>Lives here: training runs, data sets and models, where the facets carry what the ledger asks
 * for. Facets of the standard say which commit ran and which version was read; what is made and
 * facts that have no facet stand in a custom one named {@code goldthread}.
 *
 * <p>Reads from: JSON bodies. Feeds: the connection that bears its name.
 */
@NullMarked
package dev.goldthread.api.adapter.openlineage;

import org.jspecify.annotations.NullMarked;
