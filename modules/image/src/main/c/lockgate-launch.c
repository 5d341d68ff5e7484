/*
 * The entry point of the images: `lockgate-launch <step>` becomes the Java program of that step.
 *
 * A static program without a C library, because it starts with whatever environment a workflow made: nothing that a loader or a
 * shell would obey is read before it is gone from the environment. A shell would also lose inputs, whose names have dashes.
 *
 * The arguments of Java stand in ARGUMENTS, one on a line; `{step}` becomes the step, `{Step}` the same with a capital.
 */
#ifndef ARGUMENTS
#define ARGUMENTS "/opt/lockgate/startup/java.args"
#endif
#define MOST_ARGUMENTS 256
#define MOST_BYTES 65536

enum { READ = 0, WRITE = 1, OPEN = 2, EXECVE = 59, EXIT = 60 };

long call(long number, long first, long second, long third);

__asm__(".globl call\n"
        "call:\n"
        "  mov %rdi, %rax\n"
        "  mov %rsi, %rdi\n"
        "  mov %rdx, %rsi\n"
        "  mov %rcx, %rdx\n"
        "  syscall\n"
        "  ret\n"
        ".globl _start\n"
        "_start:\n"
        "  mov %rsp, %rdi\n"
        "  and $-16, %rsp\n"
        "  call launch\n");

/* Removed: what adds options to Java, steers the loader, or changes the C library's behaviour. Inputs and all else stay. */
static const char *const removed[] = {
    "_JAVA_OPTIONS=", "JAVA_OPTIONS=", "JAVA_OPTS=",     "JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=",
    "JDK_JAVAC_OPTIONS=", "CLASSPATH=", "_JAVA_SR_SIGNUM=", "_JAVA_LAUNCHER_DEBUG=", "NLSPATH=",
    "LD_",            "GLIBC_TUNABLES=", "MALLOC_",      "GCONV_PATH=",        "LOCPATH=",
    "RES_OPTIONS=",   "LOCALDOMAIN=",  "HOSTALIASES=",   "RESOLV_",            "OPENSSL_",
    "LC_",            "LANG=",         "LANGUAGE=",
    0};

/* Java reads inputs and names of files in the locale's encoding; one that the image lacks would mean ASCII. */
static char locale[] = "LC_ALL=C.UTF-8";

static int begins(const char *text, const char *with) {
  while (*with)
    if (*text++ != *with++)
      return 0;
  return 1;
}

static long length(const char *text) {
  long count = 0;
  while (text[count])
    count++;
  return count;
}

static void say(const char *text) { call(WRITE, 2, (long)text, length(text)); }

/* 70: our own fault, as everywhere in Lockgate. */
static void fail(const char *what) {
  say("lockgate-launch: ");
  say(what);
  say("\nNothing was changed. This image is broken: please report it.\n");
  call(EXIT, 70, 0, 0);
}

static int is_step(const char *name) {
  if (!*name)
    return 0;
  for (; *name; name++)
    if (*name < 'a' || *name > 'z')
      return 0;
  return 1;
}

static char text[MOST_BYTES];
static char arguments[2 * MOST_BYTES];
static char *line[MOST_ARGUMENTS + 1];

static void read_text(void) {
  long file = call(OPEN, (long)ARGUMENTS, 0, 0);
  long count = 0;
  long more;
  if (file < 0)
    fail("cannot read " ARGUMENTS);
  while ((more = call(READ, file, (long)(text + count), MOST_BYTES - 1 - count)) > 0)
    count += more;
  if (more < 0 || count == MOST_BYTES - 1)
    fail("cannot read all of " ARGUMENTS);
  text[count] = 0;
}

static void split(const char *step) {
  const char *from = text;
  char *to = arguments;
  char *end = arguments + sizeof arguments - 1;
  int count = 0;
  while (*from) {
    char *first = to;
    while (*from && *from != '\n') {
      int capital = begins(from, "{Step}");
      if (capital || begins(from, "{step}")) {
        const char *letter = step;
        for (; *letter; letter++) {
          if (to == end)
            fail("too long: " ARGUMENTS);
          *to++ = capital && letter == step ? *letter - 'a' + 'A' : *letter;
        }
        from += 6;
      } else {
        if (to == end)
          fail("too long: " ARGUMENTS);
        *to++ = *from++;
      }
    }
    if (*from)
      from++;
    if (to == end)
      fail("too long: " ARGUMENTS);
    *to++ = 0;
    if (*first) {
      if (count == MOST_ARGUMENTS)
        fail("too many lines: " ARGUMENTS);
      line[count++] = first;
    }
  }
  line[count] = 0;
  if (!count)
    fail("empty: " ARGUMENTS);
}

void launch(long *stack) {
  long count = stack[0];
  char **given = (char **)(stack + 1);
  const char *step = given[1];
  char **environment = given + count; /* the end of the arguments makes room for one more variable */
  char **kept = environment + 1;
  if (count != 2 || !is_step(step))
    fail("expected one argument, the name of a step, such as `backup`");
  environment[0] = locale;
  for (char **each = kept; *each; each++) {
    int i = 0;
    while (removed[i] && !begins(*each, removed[i]))
      i++;
    if (!removed[i])
      *kept++ = *each;
  }
  *kept = 0;
  read_text();
  split(step);
  call(EXECVE, (long)line[0], (long)line, (long)environment);
  fail("cannot start the program named in " ARGUMENTS);
}
