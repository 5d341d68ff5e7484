package dev.lockgate.core.backup;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * SHA-256 of OpenSSL, which libpq brings along. The runtime of the images compiles quickly and not
 * well, so that its own takes fourteen times as long: more than all else of a backup together.
 */
final class NativeSha256 extends MessageDigest {
  private static final int LENGTH = 32;
  private static final Optional<Functions> OPENSSL = Functions.find();

  private final Functions openssl;
  private final MemorySegment state;

  private NativeSha256(Functions openssl) {
    super("SHA-256");
    this.openssl = openssl;
    this.state = openssl.state();
    engineReset();
  }

  /** A digest that has seen nothing; none where OpenSSL is not installed. */
  static Optional<MessageDigest> begin() {
    return OPENSSL.map(NativeSha256::new);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    var bytes = MemorySegment.ofArray(input).asSlice(offset, length);
    Functions.good(() -> (int) openssl.update().invokeExact(state, bytes, (long) length));
  }

  @Override
  protected byte[] engineDigest() {
    var digest = new byte[LENGTH];
    Functions.good(() ->
        (int) openssl.end().invokeExact(state, MemorySegment.ofArray(digest), MemorySegment.NULL));
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    Functions.good(
        () -> (int) openssl.begin().invokeExact(state, openssl.sha256(), MemorySegment.NULL));
  }

  @Override
  protected int engineGetDigestLength() {
    return LENGTH;
  }

  /**
   * The functions of OpenSSL that a digest takes; arrays are handed over as they lie in the heap.
   */
  private record Functions(
      MemorySegment sha256,
      MethodHandle create,
      MethodHandle destroy,
      MethodHandle begin,
      MethodHandle update,
      MethodHandle end) {
    static Optional<Functions> find() {
      try {
        var library = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());
        var pointer = ValueLayout.ADDRESS;
        var number = ValueLayout.JAVA_INT;
        var sha256 = function(library, "EVP_sha256", FunctionDescriptor.of(pointer));
        return Optional.of(
            new Functions(
                (MemorySegment) sha256.invokeExact(),
                function(library, "EVP_MD_CTX_new", FunctionDescriptor.of(pointer)),
                function(library, "EVP_MD_CTX_free", FunctionDescriptor.ofVoid(pointer)),
                function(
                    library,
                    "EVP_DigestInit_ex",
                    FunctionDescriptor.of(number, pointer, pointer, pointer)),
                function(
                    library,
                    "EVP_DigestUpdate",
                    FunctionDescriptor.of(number, pointer, pointer, ValueLayout.JAVA_LONG)),
                function(
                    library,
                    "EVP_DigestFinal_ex",
                    FunctionDescriptor.of(number, pointer, pointer, pointer))));
      } catch (Throwable _) { // whatever is missing, Java's own does the same
        return Optional.empty();
      }
    }

    private static MethodHandle function(
        SymbolLookup library, String name, FunctionDescriptor descriptor) {
      return Linker.nativeLinker()
          .downcallHandle(library.findOrThrow(name), descriptor, Linker.Option.critical(true));
    }

    /** What OpenSSL keeps of a digest, freed when nobody knows it any more. */
    MemorySegment state() {
      try {
        var state = (MemorySegment) create.invokeExact();
        return state.reinterpret(1, Arena.ofAuto(), this::free);
      } catch (Throwable e) {
        throw new IllegalStateException("OpenSSL gives no digest", e);
      }
    }

    private void free(MemorySegment state) {
      try {
        destroy.invokeExact(state);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    interface Call {
      int run() throws Throwable;
    }

    /** OpenSSL answers with 1 when it did what it was asked. */
    static void good(Call call) {
      try {
        if (call.run() == 1) {
          return;
        }
      } catch (Throwable e) {
        throw new IllegalStateException("OpenSSL failed", e);
      }
      throw new IllegalStateException("OpenSSL failed");
    }
  }
}
