package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.RocksDB;

class RocksSettingsTest {

    /** What is not closed stays in memory that no collector sees, for each store ever opened. */
    @Test
    void closesTheOptionsOfEveryFamilyThatItGaveOut() {
        try (RocksMemory memory = new RocksMemory(16)) {
            RocksSettings settings = new RocksSettings(memory);
            List<ColumnFamilyDescriptor> families = settings.families();
            assertThat(families).hasSize(GraphDatabase.Family.values().length + 1);
            assertThat(families.getFirst().getName()).isEqualTo(RocksDB.DEFAULT_COLUMN_FAMILY);
            assertThat(families).allMatch(each -> each.getOptions().isOwningHandle());

            settings.close();

            assertThat(families).noneMatch(each -> each.getOptions().isOwningHandle());
            assertThat(settings.options().isOwningHandle()).isFalse();
        }
    }
}
