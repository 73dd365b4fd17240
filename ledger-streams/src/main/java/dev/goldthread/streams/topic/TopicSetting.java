package dev.goldthread.streams.topic;

/**
 * One required setting of a topic.
 *
 * @param name as in Kafka's documentation, "Topic Configs"
 * @param value what a topic is created with, as Kafka prints it
 * @param rule when another value will do
 * @param because the reason, one clause for the table in {@code deploy/kafka/topics.md}
 */
public record TopicSetting(String name, String value, Rule rule, String because) {

    /** How an existing topic's value is judged. */
    public enum Rule {
        /** Only this value. */
        EXACTLY,
        /** This number or a greater one. */
        AT_LEAST,
        /** Any value: it is what a new topic gets, and somebody else's topic may differ. */
        AT_CREATION
    }

    boolean accepts(String found) {
        return switch (rule) {
            case EXACTLY -> found.equals(value);
            case AT_CREATION -> true;
            case AT_LEAST ->
                    found.matches("[0-9]{1,18}") && Long.parseLong(found) >= Long.parseLong(value);
        };
    }

    String expected() {
        return switch (rule) {
            case EXACTLY -> value;
            case AT_LEAST -> "at least " + value;
            case AT_CREATION -> value + " when it is created";
        };
    }
}
