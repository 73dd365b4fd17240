package dev.goldthread.core.event;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Walks an Avro schema and a tree of plain values together, writing or reading the binary form
 * (Avro specification, "Binary encoding"). Values are String, Long, Boolean, Instant, Bytes, List,
 * Map and, where a union has several records, {@link EventData}. An absent optional field is not in
 * its map.
 */
final class AvroShape {

    private AvroShape() {}

    /** Writes maps in the order of their keys, so that one tree has one encoding. */
    static void write(@Nullable Object value, Schema schema, Encoder out) throws IOException {
        switch (schema.getType()) {
            case RECORD -> writeRecord(map(value), schema, out);
            case UNION -> writeUnion(value, schema, out);
            case ARRAY ->
                    writeArray((List<?>) required(value, schema), schema.getElementType(), out);
            case MAP -> writeMap(new TreeMap<>(map(value)), schema.getValueType(), out);
            case STRING -> out.writeString((String) required(value, schema));
            case ENUM -> out.writeEnum(schema.getEnumOrdinal((String) required(value, schema)));
            case LONG ->
                    out.writeLong(
                            isTime(schema)
                                    ? Micros.of((Instant) required(value, schema))
                                    : number(value, schema));
            case INT -> out.writeInt(Math.toIntExact(number(value, schema)));
            case BOOLEAN -> out.writeBoolean((Boolean) required(value, schema));
            case BYTES -> out.writeBytes(((Bytes) required(value, schema)).toBytes());
            case FIXED -> out.writeFixed(((Bytes) required(value, schema)).toBytes());
            case NULL -> out.writeNull();
            case FLOAT, DOUBLE ->
                    throw new IllegalArgumentException(
                            "event schemas have no floating point: " + schema);
        }
    }

    private static void writeRecord(Map<String, Object> fields, Schema schema, Encoder out)
            throws IOException {
        for (Schema.Field field : schema.getFields()) {
            Object value = fields.get(field.name());
            write(value == null ? empty(field.schema()) : value, field.schema(), out);
        }
    }

    /** A list or map that was left out is written as an empty one. */
    private static @Nullable Object empty(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> List.of();
            case MAP -> Map.of();
            default -> null;
        };
    }

    private static void writeUnion(@Nullable Object value, Schema union, Encoder out)
            throws IOException {
        int branch = branchOf(value, union);
        out.writeIndex(branch);
        write(
                value instanceof EventData data ? data.fields() : value,
                union.getTypes().get(branch),
                out);
    }

    private static int branchOf(@Nullable Object value, Schema union) {
        List<Schema> branches = union.getTypes();
        for (int i = 0; i < branches.size(); i++) {
            boolean isNull = branches.get(i).getType() == Schema.Type.NULL;
            if (value == null ? isNull : !isNull && takes(branches.get(i), value)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no branch of %s takes %s".formatted(union, value));
    }

    private static boolean takes(Schema branch, Object value) {
        return !(value instanceof EventData data) || branch.getName().equals(data.record());
    }

    private static void writeArray(List<?> items, Schema element, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(items.size());
        for (Object item : items) {
            out.startItem();
            write(item, element, out);
        }
        out.writeArrayEnd();
    }

    private static void writeMap(Map<String, Object> entries, Schema valueType, Encoder out)
            throws IOException {
        out.writeMapStart();
        out.setItemCount(entries.size());
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            out.startItem();
            out.writeString(entry.getKey());
            write(entry.getValue(), valueType, out);
        }
        out.writeMapEnd();
    }

    /**
     * Reads what {@code schema} describes; a resolving decoder brings other writers' data into that
     * shape.
     */
    static @Nullable Object read(Schema schema, Decoder in) throws IOException {
        return switch (schema.getType()) {
            case RECORD -> readRecord(schema, in);
            case UNION -> readUnion(schema, in);
            case ARRAY -> readArray(schema.getElementType(), in);
            case MAP -> readMap(schema.getValueType(), in);
            case STRING -> in.readString();
            case ENUM -> schema.getEnumSymbols().get(in.readEnum());
            case LONG ->
                    isTime(schema)
                            ? (Object) Micros.instant(in.readLong())
                            : (Object) in.readLong();
            case INT -> (long) in.readInt();
            case BOOLEAN -> in.readBoolean();
            case BYTES -> new Bytes(readRemaining(in));
            case FIXED -> readFixed(schema.getFixedSize(), in);
            case NULL -> {
                in.readNull();
                yield null;
            }
            case FLOAT, DOUBLE ->
                    throw new IllegalArgumentException(
                            "event schemas have no floating point: " + schema);
        };
    }

    private static Map<String, Object> readRecord(Schema schema, Decoder in) throws IOException {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(schema.getFields().size());
        if (in instanceof ResolvingDecoder resolving) {
            for (Schema.Field field : resolving.readFieldOrder()) {
                putIfPresent(fields, field, in);
            }
        } else {
            for (Schema.Field field : schema.getFields()) {
                putIfPresent(fields, field, in);
            }
        }
        return fields;
    }

    private static void putIfPresent(Map<String, Object> fields, Schema.Field field, Decoder in)
            throws IOException {
        Object value = read(field.schema(), in);
        if (value != null) {
            fields.put(field.name(), value);
        }
    }

    private static @Nullable Object readUnion(Schema union, Decoder in) throws IOException {
        Schema branch = union.getTypes().get(in.readIndex());
        Object value = read(branch, in);
        boolean isChoiceOfRecords =
                branch.getType() == Schema.Type.RECORD && union.getTypes().size() > 2;
        return isChoiceOfRecords ? new EventData(branch.getName(), map(value)) : value;
    }

    private static List<Object> readArray(Schema element, Decoder in) throws IOException {
        List<Object> items = new ArrayList<>();
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
            for (long i = 0; i < n; i++) {
                items.add(required(read(element, in), element));
            }
        }
        return items;
    }

    private static Map<String, Object> readMap(Schema valueType, Decoder in) throws IOException {
        Map<String, Object> entries = new TreeMap<>();
        for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
            for (long i = 0; i < n; i++) {
                String key = in.readString();
                entries.put(key, required(read(valueType, in), valueType));
            }
        }
        return entries;
    }

    private static byte[] readRemaining(Decoder in) throws IOException {
        var buffer = in.readBytes(null);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Bytes readFixed(int length, Decoder in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFixed(bytes);
        return new Bytes(bytes);
    }

    static boolean isTime(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }

    private static long number(@Nullable Object value, Schema schema) {
        return (Long) required(value, schema);
    }

    private static Object required(@Nullable Object value, Schema schema) {
        if (value == null) {
            throw new IllegalArgumentException("missing a value of type " + schema);
        }
        return value;
    }

    @SuppressWarnings(
            "unchecked") // every map of a tree has string keys: only this class and EventTree build
    // them
    private static Map<String, Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return (Map<String, Object>) fields;
        }
        throw new IllegalArgumentException("expected fields by name, but got " + value);
    }
}
