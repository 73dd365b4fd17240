package dev.goldthread.streams.keys;

import java.util.Map;

/** A PKCS#11 module answered a call with something else than CKR_OK. */
final class CryptokiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final long PIN_INCORRECT = 0xA0;
    static final long PIN_LOCKED = 0xA4;
    static final long USER_ALREADY_LOGGED_IN = 0x100;
    static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;

    /** PKCS#11 v3.0 section 3 and the header pkcs11t.h: those that a reader may meet here. */
    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x02L, "CKR_HOST_MEMORY"),
                    Map.entry(0x03L, "CKR_SLOT_ID_INVALID"),
                    Map.entry(0x05L, "CKR_GENERAL_ERROR"),
                    Map.entry(0x06L, "CKR_FUNCTION_FAILED"),
                    Map.entry(0x07L, "CKR_ARGUMENTS_BAD"),
                    Map.entry(0x0AL, "CKR_CANT_LOCK"),
                    Map.entry(0x11L, "CKR_ATTRIBUTE_SENSITIVE"),
                    Map.entry(0x12L, "CKR_ATTRIBUTE_TYPE_INVALID"),
                    Map.entry(0x13L, "CKR_ATTRIBUTE_VALUE_INVALID"),
                    Map.entry(0x30L, "CKR_DEVICE_ERROR"),
                    Map.entry(0x31L, "CKR_DEVICE_MEMORY"),
                    Map.entry(0x32L, "CKR_DEVICE_REMOVED"),
                    Map.entry(0x54L, "CKR_FUNCTION_NOT_SUPPORTED"),
                    Map.entry(0x60L, "CKR_KEY_HANDLE_INVALID"),
                    Map.entry(0x63L, "CKR_KEY_TYPE_INCONSISTENT"),
                    Map.entry(0x68L, "CKR_KEY_FUNCTION_NOT_PERMITTED"),
                    Map.entry(0x70L, "CKR_MECHANISM_INVALID"),
                    Map.entry(0x71L, "CKR_MECHANISM_PARAM_INVALID"),
                    Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
                    Map.entry(0x90L, "CKR_OPERATION_ACTIVE"),
                    Map.entry(0x91L, "CKR_OPERATION_NOT_INITIALIZED"),
                    Map.entry(PIN_INCORRECT, "CKR_PIN_INCORRECT"),
                    Map.entry(0xA1L, "CKR_PIN_INVALID"),
                    Map.entry(0xA2L, "CKR_PIN_LEN_RANGE"),
                    Map.entry(0xA3L, "CKR_PIN_EXPIRED"),
                    Map.entry(PIN_LOCKED, "CKR_PIN_LOCKED"),
                    Map.entry(0xB0L, "CKR_SESSION_CLOSED"),
                    Map.entry(0xB1L, "CKR_SESSION_COUNT"),
                    Map.entry(0xB3L, "CKR_SESSION_HANDLE_INVALID"),
                    Map.entry(0xE0L, "CKR_TOKEN_NOT_PRESENT"),
                    Map.entry(0xE1L, "CKR_TOKEN_NOT_RECOGNIZED"),
                    Map.entry(USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN"),
                    Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
                    Map.entry(0x102L, "CKR_USER_PIN_NOT_INITIALIZED"),
                    Map.entry(0x104L, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN"),
                    Map.entry(0x150L, "CKR_BUFFER_TOO_SMALL"),
                    Map.entry(0x190L, "CKR_CRYPTOKI_NOT_INITIALIZED"),
                    Map.entry(CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED"));

    private final long code;

    CryptokiException(String function, long code) {
        super(
                "%s says %s (0x%x)"
                        .formatted(function, NAMES.getOrDefault(code, "an unknown code"), code));
        this.code = code;
    }

    long code() {
        return code;
    }

    /** Asking again with the same PIN would sooner or later lock the token. */
    boolean isAboutThePin() {
        return code >= PIN_INCORRECT && code <= PIN_LOCKED;
    }
}
