package dev.lockgate.postgres.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the filter as the kernel would. */
class SystemCallsTest {
  private static final int X86_64 = 0xc000003e;
  private static final int I386 = 0x40000003;
  private static final String ALLOWED = "7fff0000";
  private static final String EPERM = "50001";
  private static final String KILLED = "80000000";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "socket AF_UNIX, 41, 1, " + ALLOWED,
    "socket AF_INET, 41, 2, " + EPERM,
    "socket AF_INET6, 41, 10, " + EPERM,
    "socketpair AF_UNIX, 53, 1, " + ALLOWED,
    "socketpair AF_TIPC, 53, 30, " + EPERM,
    "connect, 42, 3, " + EPERM,
    "accept, 43, 3, " + ALLOWED,
    "bind, 49, 3, " + ALLOWED,
    "sendmsg, 46, 3, " + EPERM,
    "recvmsg, 47, 3, " + ALLOWED,
    "clone as fork does, 56, 0x01200011, " + ALLOWED,
    "clone with a user namespace, 56, 0x10000011, " + EPERM,
    "clone with a network namespace, 56, 0x40000011, " + EPERM,
    "clone3, 435, 0, 50026",
    "execve, 59, 0, " + ALLOWED,
    "read, 0, 0, " + ALLOWED,
    "ptrace, 101, 0, " + EPERM,
    "io_uring_setup, 425, 0, " + EPERM,
    "x32 socket, 0x40000029, 1, " + KILLED
  })
  void a_system_call_is_decided_by_its_number_and_first_argument(
      String name, String number, String argument, String answer) {
    assertThat(decide(X86_64, Integer.decode(number), Integer.decode(argument), 0L))
        .isEqualTo(answer);
  }

  @Test
  void sending_is_allowed_on_an_open_connection_only() {
    assertThat(decide(X86_64, 44, 3, 0L)).isEqualTo(ALLOWED);
    assertThat(decide(X86_64, 44, 3, 0x7fff_0000_1000L)).isEqualTo(EPERM);
    assertThat(decide(X86_64, 44, 3, 0x1_0000_0000L)).isEqualTo(EPERM);
    assertThat(decide(X86_64, 44, 3, 1L)).isEqualTo(EPERM);
  }

  @Test
  void another_table_of_system_calls_ends_the_process() {
    assertThat(decide(I386, 359, 1, 0L)).isEqualTo(KILLED);
    assertThat(decide(I386, 3, 0, 0L)).isEqualTo(KILLED);
  }

  /** Interprets the program on a call; the answer of the filter in hexadecimal. */
  private static String decide(int architecture, int number, int first, long fifth) {
    var call = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    call.putInt(0, number).putInt(4, architecture).putLong(16, first).putLong(48, fifth);
    var program = ByteBuffer.wrap(SystemCalls.filter()).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    for (int at = 0; ; at += 8) {
      int value = program.getInt(at + 4);
      int yes = 8 * (program.get(at + 2) & 0xff);
      int no = 8 * (program.get(at + 3) & 0xff);
      switch (program.getShort(at)) {
        case 0x20 -> accumulator = call.getInt(value);
        case 0x15 -> at += accumulator == value ? yes : no;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? yes : no;
        case 0x45 -> at += (accumulator & value) != 0 ? yes : no;
        case 0x06 -> {
          return Integer.toHexString(value);
        }
        default -> throw new IllegalStateException("no such instruction at " + at);
      }
    }
  }
}
