package dev.goldthread.core.crossing;

import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.crossing.Pieces.Fetched;

/**
 * A log, or more of one, that a question does not get.
 *
 * @param why is named in the answer
 * @param because the same for people
 */
public record Kept(Crossing.State why, String because) implements Lent, Fetched {}
