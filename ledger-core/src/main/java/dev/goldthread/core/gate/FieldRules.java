package dev.goldthread.core.gate;

import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the event schema's own properties state, beyond Avro's types: {@code form} names
 * an id form of the vocabulary, {@code minItems}, {@code maxLength}, {@code min} and {@code max}
 * bound arrays, texts and numbers.
 */
final class FieldRules {

    private final Vocabulary vocabulary;
    private final List<Violation> violations;

    FieldRules(Vocabulary vocabulary, List<Violation> violations) {
        this.vocabulary = vocabulary;
        this.violations = violations;
    }

    /** Holds a value against every property of its field. */
    void check(Object value, Schema.Field field, String at) {
        switch (value) {
            case String text -> {
                checkLength(text, field, at);
                checkForm(text, field, at);
            }
            case List<?> items -> {
                int itemsMin = property(field, "minItems") instanceof Number n ? n.intValue() : 0;
                if (items.size() < itemsMin) {
                    violations.add(
                            new Violation(
                                    at,
                                    "too-few",
                                    items.size() + " items",
                                    "send at least " + itemsMin));
                }
                if (field.getObjectProp("form") instanceof String) {
                    items.forEach(item -> checkForm((String) item, field, at));
                }
            }
            case Long number -> checkRange(number, field, at);
            default -> {}
        }
    }

    /** Holds a text against the form that a field or the type of a list's items names. */
    void checkForm(String text, JsonProperties annotated, String at) {
        Object form =
                annotated instanceof Schema.Field field
                        ? property(field, "form")
                        : annotated.getObjectProp("form");
        if (form instanceof String name) {
            checkForm(text, name, at);
        }
    }

    /** Holds a text against an id form of the vocabulary. */
    void checkForm(String text, String form, String at) {
        vocabulary
                .idForm(form)
                .filter(idForm -> !idForm.takes(text))
                .ifPresent(
                        idForm ->
                                violations.add(
                                        new Violation(at, ruleOf(form), text, idForm.remedy())));
    }

    private static String ruleOf(String form) {
        return form.equals("product") ? "product-form" : "id-form";
    }

    private void checkLength(String text, Schema.Field field, String at) {
        if (property(field, "maxLength") instanceof Number max && text.length() > max.intValue()) {
            violations.add(
                    new Violation(
                            at,
                            "too-long",
                            text,
                            "send at most %d characters".formatted(max.intValue())));
        }
    }

    private void checkRange(long number, Schema.Field field, String at) {
        long min = property(field, "min") instanceof Number n ? n.longValue() : Long.MIN_VALUE;
        long max = property(field, "max") instanceof Number n ? n.longValue() : Long.MAX_VALUE;
        if (number < min || number > max) {
            String remedy =
                    "send %s%s"
                            .formatted(
                                    min == Long.MIN_VALUE ? "" : "at least " + min,
                                    max == Long.MAX_VALUE ? "" : " at most " + max);
            violations.add(new Violation(at, "range", Long.toString(number), remedy.strip()));
        }
    }

    /** Avro IDL puts an annotation on the field or on its type, by where it is written. */
    static @Nullable Object property(Schema.Field field, String name) {
        Object onField = field.getObjectProp(name);
        return onField != null ? onField : nonNull(field.schema()).getObjectProp(name);
    }

    /** What an optional field holds when it is there. */
    static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return branch;
            }
        }
        return schema;
    }
}
