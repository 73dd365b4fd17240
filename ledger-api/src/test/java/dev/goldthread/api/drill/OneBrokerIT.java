package dev.goldthread.api.drill;

import java.nio.file.Path;

/** The embedded broker, alone. */
class OneBrokerIT extends BrokersContract {

    @Override
    Brokers brokers(Path home) {
        return new OneBroker(home);
    }
}
