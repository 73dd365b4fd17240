/**
 * The HTTP interface: one controller per use, the fixed JSON shapes, errors as problem documents
 * (RFC 9457), health.
 *
 * <p>Lives here: routes, parsing of request bodies and headers, JSON of the answers. Does not live
 * here: what is accepted ({@code gate}), who may call ({@code security}), what a trace is ({@code
 * dev.goldthread.core.trace}), starting the server ({@code node}).
 *
 * <p>Reads from: {@code gate}, {@code security}, the query side of {@code dev.goldthread.streams}.
 * Feeds: {@code node}.
 */
@NullMarked
package dev.goldthread.api.http;

import org.jspecify.annotations.NullMarked;
