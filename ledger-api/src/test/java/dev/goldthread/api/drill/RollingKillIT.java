package dev.goldthread.api.drill;

import java.nio.file.Path;

/** Three brokers, each a process: every one of them is killed in turn, and nothing is lost. */
class RollingKillIT extends BrokersContract {

    @Override
    Brokers brokers(Path home) throws Exception {
        return new ThreeBrokers(home);
    }
}
