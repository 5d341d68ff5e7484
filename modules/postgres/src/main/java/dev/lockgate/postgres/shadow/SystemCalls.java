package dev.lockgate.postgres.shadow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The seccomp filter that a shadow runs under, assembled here as classic BPF for x86-64. A server
 * that only ever accepts sessions on a Unix socket needs to open no other socket and to connect to
 * nothing; what reaches into the kernel or into other processes is refused, too. Everything else
 * PostgreSQL does is left alone, so that each major works as it is.
 */
final class SystemCalls {
  private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
  private static final int ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int EPERM = 0x00050000 | 1;
  private static final int ENOSYS = 0x00050000 | 38;

  /** Offsets in {@code struct seccomp_data}. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int X86_64 = 0xc000003e;
  private static final int X32 = 0x40000000;
  private static final int AF_UNIX = 1;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NAMESPACES = 0x7e020000;

  private static final int SOCKET = 41;
  private static final int SENDTO = 44;
  private static final int SOCKETPAIR = 53;
  private static final int CLONE = 56;
  private static final int CLONE3 = 435;

  /** Refused whatever their arguments are. */
  private static final List<Integer> REFUSED =
      List.of(
          42, // connect
          46, // sendmsg: could name an address or hand over a file
          307, // sendmmsg
          101, // ptrace
          310, // process_vm_readv
          311, // process_vm_writev
          312, // kcmp
          424, // pidfd_send_signal
          434, // pidfd_open
          438, // pidfd_getfd
          440, // process_madvise
          272, // unshare
          308, // setns
          161, // chroot
          155, // pivot_root
          165, // mount
          166, // umount2
          428, // open_tree
          429, // move_mount
          430, // fsopen
          431, // fsconfig
          432, // fsmount
          433, // fspick
          442, // mount_setattr
          133, // mknod
          259, // mknodat
          303, // name_to_handle_at
          304, // open_by_handle_at
          300, // fanotify_init
          321, // bpf
          298, // perf_event_open
          425, // io_uring_setup: does by itself what is refused here
          426, // io_uring_enter
          427, // io_uring_register
          323, // userfaultfd
          319, // memfd_create: a program that lies in no folder
          447, // memfd_secret
          248, // add_key
          249, // request_key
          250, // keyctl
          135, // personality
          154, // modify_ldt
          163, // acct
          167, // swapon
          168, // swapoff
          169, // reboot
          170, // sethostname
          171, // setdomainname
          172, // iopl
          173, // ioperm
          175, // init_module
          176, // delete_module
          313, // finit_module
          246, // kexec_load
          320, // kexec_file_load
          179, // quotactl
          443, // quotactl_fd
          164, // settimeofday
          227, // clock_settime
          305, // clock_adjtime
          159, // adjtimex
          103, // syslog
          153); // vhangup

  private final ByteArrayOutputStream program = new ByteArrayOutputStream();

  private SystemCalls() {}

  /** The filter as {@code setpriv --seccomp-filter} reads it: an array of {@code sock_filter}. */
  static byte[] filter() {
    var filter = new SystemCalls();
    filter.onlyThisArchitecture();
    filter.onlyUnix(SOCKET);
    filter.onlyUnix(SOCKETPAIR);
    filter.onlyWithoutAddress();
    filter.onlyWithoutNamespaces();
    filter.answer(CLONE3, ENOSYS); // its flags are out of sight; libc then takes clone
    REFUSED.forEach(call -> filter.answer(call, EPERM));
    filter.add(RETURN, 0, 0, ALLOW);
    return filter.program.toByteArray();
  }

  private void onlyThisArchitecture() {
    add(LOAD, 0, 0, ARCHITECTURE);
    add(EQUAL, 1, 0, X86_64);
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD, 0, 0, NUMBER);
    add(AT_LEAST, 0, 1, X32);
    add(RETURN, 0, 0, KILL_PROCESS);
  }

  private void onlyUnix(int call) {
    add(EQUAL, 0, 4, call);
    add(LOAD, 0, 0, argument(0));
    add(EQUAL, 1, 0, AF_UNIX);
    add(RETURN, 0, 0, EPERM);
    add(RETURN, 0, 0, ALLOW);
  }

  /** send() is sendto() without an address; the fifth argument is a pointer of two halves. */
  private void onlyWithoutAddress() {
    add(EQUAL, 0, 6, SENDTO);
    add(LOAD, 0, 0, argument(4));
    add(EQUAL, 0, 3, 0);
    add(LOAD, 0, 0, argument(4) + 4);
    add(EQUAL, 0, 1, 0);
    add(RETURN, 0, 0, ALLOW);
    add(RETURN, 0, 0, EPERM);
  }

  private void onlyWithoutNamespaces() {
    add(EQUAL, 0, 4, CLONE);
    add(LOAD, 0, 0, argument(0));
    add(ANY_BIT, 0, 1, NAMESPACES);
    add(RETURN, 0, 0, EPERM);
    add(RETURN, 0, 0, ALLOW);
  }

  private void answer(int call, int answer) {
    add(EQUAL, 0, 1, call);
    add(RETURN, 0, 0, answer);
  }

  private static int argument(int index) {
    return ARGUMENTS + 8 * index;
  }

  /** One instruction; the jumps count the instructions to leave out. */
  private void add(int code, int jumpTrue, int jumpFalse, int value) {
    program.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) code)
            .put((byte) jumpTrue)
            .put((byte) jumpFalse)
            .putInt(value)
            .array());
  }
}
