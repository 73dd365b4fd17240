package dev.goldthread.streams.keys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A PKCS#11 module's library and the functions it lists. A CK_ULONG is 8 bytes and structures are
 * not packed, which is so on 64-bit Linux and macOS and not on Windows.
 */
final class CryptokiLibrary {

    /** CK_FUNCTION_LIST: a CK_VERSION, padded to a pointer's size, then one pointer a function. */
    @SuppressWarnings("ImmutableEnumChecker") // a FunctionDescriptor cannot be changed
    enum Function {
        C_INITIALIZE("C_Initialize", 1, ADDRESS),
        C_GET_SLOT_LIST("C_GetSlotList", 5, JAVA_BYTE, ADDRESS, ADDRESS),
        C_GET_TOKEN_INFO("C_GetTokenInfo", 7, JAVA_LONG, ADDRESS),
        C_OPEN_SESSION("C_OpenSession", 13, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
        C_CLOSE_SESSION("C_CloseSession", 14, JAVA_LONG),
        C_LOGIN("C_Login", 19, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_GET_ATTRIBUTE_VALUE("C_GetAttributeValue", 25, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_FIND_OBJECTS_INIT("C_FindObjectsInit", 27, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_FIND_OBJECTS("C_FindObjects", 28, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
        C_FIND_OBJECTS_FINAL("C_FindObjectsFinal", 29, JAVA_LONG),
        C_SIGN_INIT("C_SignInit", 43, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_SIGN("C_Sign", 44, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

        private static final long LIST_BYTES = 8 * (1 + 68);

        private final String specName;
        private final long offset;
        private final FunctionDescriptor descriptor;

        Function(String specName, int place, MemoryLayout... arguments) {
            this.specName = specName;
            this.offset = 8L * place;
            this.descriptor = FunctionDescriptor.of(JAVA_LONG, arguments);
        }
    }

    private final Map<Function, MethodHandle> functions = new EnumMap<>(Function.class);

    private CryptokiLibrary(MemorySegment list) {
        for (Function function : Function.values()) {
            functions.put(
                    function, handle(list.get(ADDRESS, function.offset), function.descriptor));
        }
    }

    @SuppressWarnings("restricted") // the operator names a library that this process shall run
    private static MethodHandle handle(MemorySegment address, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    /**
     * Loads a module's library, for as long as this process lives.
     *
     * @throws KeyRefusedException when it is no PKCS#11 module for this platform
     */
    @SuppressWarnings("restricted") // as above
    static CryptokiLibrary load(Path module) {
        requirePlatform();
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library = SymbolLookup.libraryLookup(module, Arena.global());
            MemorySegment getList =
                    library.find("C_GetFunctionList")
                            .orElseThrow(() -> unfit(module, "exports no C_GetFunctionList"));
            MemorySegment pointer = arena.allocate(ADDRESS);
            check(
                    "C_GetFunctionList",
                    invoke(handle(getList, FunctionDescriptor.of(JAVA_LONG, ADDRESS)), pointer));
            MemorySegment list = pointer.get(ADDRESS, 0).reinterpret(Function.LIST_BYTES);
            byte major = list.get(JAVA_BYTE, 0);
            if (major != 2 && major != 3) {
                throw unfit(module, "speaks version %d of Cryptoki".formatted(major));
            }
            return new CryptokiLibrary(list);
        } catch (IllegalArgumentException e) { // as libraryLookup says that it cannot be opened
            throw unfit(module, "cannot be loaded");
        }
    }

    private static void requirePlatform() {
        String system = System.getProperty("os.name", "");
        boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
        if (windows || ADDRESS.byteSize() != JAVA_LONG.byteSize()) {
            throw new KeyRefusedException(
                    "a key in a PKCS#11 token needs 64-bit Linux or macOS, but this is %s; let a program sign: --checkpoint-signer"
                            .formatted(system));
        }
    }

    private static KeyRefusedException unfit(Path module, String how) {
        return new KeyRefusedException(
                "module-path %s must be a PKCS#11 module for this machine, but %s; look where your token's package put its library"
                        .formatted(module, how));
    }

    /**
     * @throws CryptokiException for any answer but CKR_OK
     */
    void call(Function function, Object... arguments) {
        MethodHandle handle = functions.get(function);
        if (handle == null) {
            throw new IllegalStateException("function %s was not bound".formatted(function));
        }
        check(function.specName, invoke(handle, arguments));
    }

    private static long invoke(MethodHandle handle, Object... arguments) {
        try {
            return (long) handle.invokeWithArguments(arguments);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native call throws nothing", e);
        }
    }

    private static void check(String function, long code) {
        if (code != 0) {
            throw new CryptokiException(function, code);
        }
    }
}
