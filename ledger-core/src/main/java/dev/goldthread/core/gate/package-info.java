/**
 * The rules of the gate: what a producer sent becomes an accepted event, or a list of violations
 * that name field, rule, value and remedy.
 *
 * <p>Lives here: reading JSON by the schema, the vocabulary's rules, the canonical JSON and its
 * digest. Does not live here: who may send what, the way bytes come in, or the topic they go to
 * (module {@code ledger-api}, package {@code gate}).
 *
 * <p>Reads from: {@code event}. Feeds: {@code seal}, through the topic intake.
 */
@NullMarked
package dev.goldthread.core.gate;

import org.jspecify.annotations.NullMarked;
