package dev.goldthread.streams.registry;

/**
 * What Confluent's "Schema Registry API Reference" says of the calls in which registries differ:
 * the value of the answer, or HTTP status and error code.
 */
enum Documented {
    GLOBAL_LEVEL_AT_FIRST("BACKWARD"),
    LEVEL_OF_SUBJECT_WITHOUT("404 40408"),
    DELETE_LEVEL_OF_SUBJECT_WITHOUT("404 40401"),
    UNKNOWN_LEVEL("422 42203"),
    MODE_OF_SUBJECT_WITHOUT("404 40409"),
    UNKNOWN_MODE("422 42204"),
    REGISTER_WHEN_READ_ONLY("422 42205"),
    UNKNOWN_SUBJECT("404 40401"),
    UNKNOWN_VERSION("404 40402"),
    UNKNOWN_ID("404 40403"),
    LOOK_UP_UNKNOWN_SCHEMA("404 40403"),
    VERSION_ZERO("422 42202"),
    VERSION_IN_WORDS("422 42202"),
    INVALID_SCHEMA("422 42201"),
    NO_SCHEMA("422 42201"),
    BODY_NOT_JSON("400 400"),
    INCOMPATIBLE("409 409"),
    DELETE_SUBJECT_TWICE("404 40404"),
    DELETE_SUBJECT_FOR_GOOD_FIRST("404 40405"),
    DELETE_SUBJECT_FOR_GOOD("[1]"),
    DELETE_VERSION_TWICE("404 40406"),
    DELETE_VERSION_FOR_GOOD_FIRST("404 40407"),
    DELETE_VERSION_FOR_GOOD("1"),
    SUBJECTS_BY_PREFIX("only those"),
    CONFLICT_MESSAGES("present"),
    TYPE_FOR_VND_V1("application/vnd.schemaregistry.v1+json"),
    TYPE_FOR_VND("application/vnd.schemaregistry+json"),
    TYPE_FOR_JSON("application/json"),
    TYPE_FOR_ANYTHING("application/vnd.schemaregistry.v1+json"),
    ACCEPT_HTML("406"),
    SEND_TEXT("415"),
    CONTEXTS("[.]");

    final String outcome;

    Documented(String outcome) {
        this.outcome = outcome;
    }
}
