/**
 * Who the persons behind the keys in events are, kept beside the ledger and never in it.
 *
 * <p>Lives here: the directory, and how a key is made. Does not live here: rights ({@code
 * security}), and erasing a person.
 *
 * <p>Reads from: the data folder. Feeds: {@code git}, {@code connection}.
 */
@NullMarked
package dev.goldthread.api.person;

import org.jspecify.annotations.NullMarked;
