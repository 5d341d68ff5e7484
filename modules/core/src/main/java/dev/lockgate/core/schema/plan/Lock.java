package dev.lockgate.core.schema.plan;

/** The strongest table lock that a statement takes, weakest first. */
public enum Lock {
  NONE("none"),
  SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE"),
  SHARE("SHARE"),
  SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),
  ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

  private final String word;

  Lock(String word) {
    this.word = word;
  }

  /** As PostgreSQL's manual writes it. */
  public String word() {
    return word;
  }
}
