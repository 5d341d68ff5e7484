package dev.lockgate.core.schema.plan;

/** What becomes of a part. */
enum State {
  SAME,
  CREATED,
  DROPPED,
  ALTERED,
  /** Dropped and created again, because it cannot be altered or because of what it depends on. */
  REBUILT;

  boolean begins() {
    return this == CREATED || this == REBUILT;
  }

  boolean ends() {
    return this == DROPPED || this == REBUILT;
  }
}
