package dev.lockgate.core.verification;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.SchemaState;
import java.util.List;

/** A database into which a backup was restored; looking leaves it as it is. */
public interface RestoredDatabase {
  /**
   * What it holds, counted.
   *
   * @param schemas the schemas to look at; empty for all
   * @param hashes whether to add up the rows' texts, too
   */
  Contents contents(List<String> schemas, boolean hashes);

  /** Its schema as digests. */
  SchemaState schema(List<String> schemas);

  /**
   * What only a database with rows in it can show: rows that no foreign key should allow, sequences
   * that are behind their column, tables that refuse a row.
   */
  List<Proof.Check> health();
}
