/** The demo story held against the ledger: in memory, by hand, and over HTTP. */
@NullMarked
package dev.goldthread.api.story;

import org.jspecify.annotations.NullMarked;
