/*
 * Preloaded while initdb makes the template of a data folder: the same clock, process number and random bytes each time, so
 * that the same server gives the same files. It is used in the build only; a server started from the template has its own.
 */
struct timeval {
  long seconds;
  long micros;
};

#define INSTANT 1767225600 /* 2026-01-01T00:00:00Z */

int gettimeofday(struct timeval *now, void *zone) {
  now->seconds = INSTANT;
  now->micros = 0;
  return 0;
}

long time(long *now) {
  if (now)
    *now = INSTANT;
  return INSTANT;
}

int getpid(void) { return 4242; }

int RAND_status(void) { return 1; }

int RAND_bytes(unsigned char *bytes, int count) {
  for (int i = 0; i < count; i++)
    bytes[i] = (unsigned char)(i * 37 + 11);
  return 1;
}
