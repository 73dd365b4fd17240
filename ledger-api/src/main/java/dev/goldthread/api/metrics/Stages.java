package dev.goldthread.api.metrics;

import java.util.List;
import java.util.Optional;

/** The parts of the running ledger, in the order an event passes them. Safe for any thread. */
@FunctionalInterface
public interface Stages {

    /** Every part once. */
    List<State> now();

    /** A part of the ledger: first the stages of an event, then what they stand on. */
    enum Part {
        GATE("gate"),
        SEALER("sealer"),
        PROJECTOR("projector"),
        CHECKPOINTER("checkpointer"),
        BROKER("broker"),
        REGISTRY("registry");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        /** Its name, as health, status and metrics carry it. */
        public String text() {
            return text;
        }
    }

    /**
     * How a part is.
     *
     * @param problem why it does not serve; empty when it does
     */
    record State(Part part, Optional<String> problem) {}
}
