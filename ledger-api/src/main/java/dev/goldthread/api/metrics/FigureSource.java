package dev.goldthread.api.metrics;

/** Tells the figures as they are now; may ask the cluster. Thread-safe. */
@FunctionalInterface
public interface FigureSource {

    Figures now();
}
