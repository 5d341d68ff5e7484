package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Deparsed;
import dev.lockgate.core.schema.ObjectId;
import java.util.EnumSet;
import java.util.Set;

/**
 * One statement of a plan, with what a reviewer has to know of it.
 *
 * @param text without a semicolon at its end
 * @param object what it is about
 * @param lock the strongest lock it takes on a table that exists
 * @param traits what is special about it
 * @param why said above it in the script; empty when the statement speaks for itself
 */
public record SqlStatement(String text, ObjectId object, Lock lock, Set<Trait> traits, String why) {
  /** What can be special about a statement. */
  public enum Trait {
    LOSES_DATA,
    REWRITES,
    NOT_IN_TRANSACTION,
    NEEDS_SUPERUSER
  }

  public SqlStatement {
    traits = Set.copyOf(traits);
  }

  /** A statement that locks no table. */
  static SqlStatement of(ObjectId object, String text) {
    return new SqlStatement(Deparsed.stable(text), object, Lock.NONE, Set.of(), "");
  }

  SqlStatement locking(Lock stronger) {
    return new SqlStatement(text, object, stronger, traits, why);
  }

  SqlStatement because(String reason) {
    return new SqlStatement(text, object, lock, traits, reason);
  }

  SqlStatement with(Trait trait) {
    var more = EnumSet.of(trait);
    more.addAll(traits);
    return new SqlStatement(text, object, lock, more, why);
  }

  /** Whether rows or values are gone afterwards, or may be. */
  public boolean losesData() {
    return traits.contains(Trait.LOSES_DATA);
  }

  /** Whether it writes a table anew. */
  public boolean rewrites() {
    return traits.contains(Trait.REWRITES);
  }

  /** Whether it may stand in a transaction with the statements after it. */
  public boolean transactional() {
    return !traits.contains(Trait.NOT_IN_TRANSACTION);
  }

  /** Whether only a superuser may run it. */
  public boolean needsSuperuser() {
    return traits.contains(Trait.NEEDS_SUPERUSER);
  }
}
