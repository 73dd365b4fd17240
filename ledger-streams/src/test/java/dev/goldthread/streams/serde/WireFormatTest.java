package dev.goldthread.streams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WireFormatTest {

    @Test
    void putsTheSchemaIdBigEndianBehindAZeroByte() {
        byte[] value = WireFormat.write(0x01020304, new byte[] {9, 8});

        assertThat(value).containsExactly(0, 1, 2, 3, 4, 9, 8);
        assertThat(WireFormat.schemaId(value)).isEqualTo(0x01020304);
        assertThat(WireFormat.body(value)).containsExactly(9, 8);
    }

    @Test
    void acceptsAnEmptyBody() {
        assertThat(WireFormat.body(WireFormat.write(1, new byte[0]))).isEmpty();
    }

    @Test
    void refusesAnotherMagicByte() {
        assertThatThrownBy(() -> WireFormat.schemaId("{\"id\":1}".getBytes()))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("begin with 0x00")
                .hasMessageContaining("0x7b");
    }

    @Test
    void refusesAValueThatIsCutShort() {
        assertThatThrownBy(() -> WireFormat.body(new byte[] {0, 0, 0, 1}))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("at least 5 bytes")
                .hasMessageContaining("has 4");
    }

    @Test
    void refusesANegativeSchemaId() {
        assertThatThrownBy(() -> WireFormat.schemaId(new byte[] {0, -1, -1, -1, -1, 0}))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("is -1");
        assertThatThrownBy(() -> WireFormat.write(-1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
