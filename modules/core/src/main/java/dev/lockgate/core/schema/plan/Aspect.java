package dev.lockgate.core.schema.plan;

/**
 * Which part of an object; each is created, dropped and altered by statements of its own, so that
 * objects may need each other without a circle.
 */
enum Aspect {
  ITSELF,
  /** Which column a sequence falls with. */
  OWNED_BY,
  /** To which parent a partition, a child table or the index of a partition belongs. */
  MEMBERSHIP,
  DEFAULT,
  OWNER,
  GRANTS,
  CLUSTER,
  REPLICA_IDENTITY,
  COMMENT
}
