/**
 * Connections to tools that tell the ledger what they do: who they are, and what becomes of a
 * delivery.
 *
 * <p>Lives here: the file that says which connections there are, the rules by which each is read,
 * the journal that loses no delivery and finds replays, and the way of a delivery from the proof of
 * its sender to the gate. Does not live here: signature schemes ({@code authentication}), what a
 * tool's messages mean ({@code adapter}), HTTP.
 *
 * <p>Reads from: {@code adapter}, {@code evidence}, {@code person}, {@code tracker}. Feeds: {@code
 * gate}.
 */
@NullMarked
package dev.goldthread.api.connection;

import org.jspecify.annotations.NullMarked;
