/**
 * Requirements exchanged as ReqIF 1.x, read as events.
 *
 * <p>Lives here: what a ReqIF document says of requirements and their relations. Does not live
 * here: pictures and attachments, which stay in the evidence.
 *
 * <p>Reads from: a {@code .reqif} or a {@code .reqifz}. Feeds: {@code http} and {@code cli}.
 */
@NullMarked
package dev.goldthread.api.report.reqif;

import org.jspecify.annotations.NullMarked;
