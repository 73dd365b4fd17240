package dev.goldthread.core.gate;

import dev.goldthread.core.event.Vocabulary.IdForm;
import java.util.List;
import java.util.Optional;

/** Holds values against what their field asks beyond its type ({@link FieldShape}). */
final class FieldRules {

    private final List<Violation> violations;

    FieldRules(List<Violation> violations) {
        this.violations = violations;
    }

    /** Holds a value against every property of its field. */
    void check(Object value, FieldShape field, Place at) {
        switch (value) {
            case String text -> {
                checkLength(text, field, at);
                checkForm(text, field.form(), at);
            }
            case List<?> items -> {
                if (items.size() < field.itemsMin()) {
                    violations.add(
                            new Violation(
                                    at.pointer(),
                                    "too-few",
                                    items.size() + " items",
                                    "send at least " + field.itemsMin()));
                }
                if (field.itemForm().isPresent()) {
                    items.forEach(item -> checkForm((String) item, field.itemForm(), at));
                }
            }
            case Long number -> checkRange(number, field, at);
            default -> {}
        }
    }

    /** Holds a text against an id form of the vocabulary, where one is asked for. */
    void checkForm(String text, Optional<IdForm> form, Place at) {
        if (form.isPresent() && !form.get().takes(text)) {
            violations.add(
                    new Violation(at.pointer(), ruleOf(form.get()), text, form.get().remedy()));
        }
    }

    private static String ruleOf(IdForm form) {
        return form.form().equals("product") ? "product-form" : "id-form";
    }

    private void checkLength(String text, FieldShape field, Place at) {
        if (text.length() > field.lengthMax()) {
            violations.add(
                    new Violation(
                            at.pointer(),
                            "too-long",
                            text,
                            "send at most %d characters".formatted(field.lengthMax())));
        }
    }

    private void checkRange(long number, FieldShape field, Place at) {
        if (number < field.min() || number > field.max()) {
            String remedy =
                    "send %s%s"
                            .formatted(
                                    field.min() == Long.MIN_VALUE ? "" : "at least " + field.min(),
                                    field.max() == Long.MAX_VALUE ? "" : " at most " + field.max());
            violations.add(
                    new Violation(at.pointer(), "range", Long.toString(number), remedy.strip()));
        }
    }
}
