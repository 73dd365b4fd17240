package dev.goldthread.streams.project;

/** What every store of one projector shares. */
record StoreDuties(
        LocalStores stores, RocksMemory memory, Counters counters, RestoreProgress restoring) {}
