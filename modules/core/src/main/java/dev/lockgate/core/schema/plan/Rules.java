package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;

/** Which rule writes which part. */
final class Rules {
  private static final Rule OWNER = new OwnerRule();
  private static final Rule GRANTS = new GrantsRule();
  private static final Rule COMMENT = new CommentRule();
  private static final Rule DEFAULT = new DefaultRule();
  private static final Rule OWNED_BY = new OwnedByRule();
  private static final Rule PARTITION = new MembershipRule();
  private static final Rule ATTACHED_INDEX = new AttachedIndexRule();
  private static final Rule CLUSTER = new ClusterRule();
  private static final Rule REPLICA_IDENTITY = new ReplicaIdentityRule();
  private static final Rule SCHEMA = new SchemaRule();
  private static final Rule EXTENSION = new ExtensionRule();
  private static final Rule TABLE = new TableRule();
  private static final Rule COLUMN = new ColumnRule();
  private static final Rule CONSTRAINT = new ConstraintRule();
  private static final Rule INDEX = new IndexRule();
  private static final Rule SEQUENCE = new SequenceRule();
  private static final Rule DEFAULT_PRIVILEGE = new DefaultPrivilegeRule();
  private static final Rule VIEW = new ViewRule();
  private static final Rule MATERIALIZED_VIEW = new MaterializedViewRule();
  private static final Rule ROUTINE = new RoutineRule();
  private static final Rule TRIGGER = new TriggerRule();
  private static final Rule REWRITE = new RewriteRule();
  private static final Rule POLICY = new PolicyRule();
  private static final Rule NONE = new NoRule();

  private Rules() {}

  static Rule of(PartId part) {
    return switch (part.aspect()) {
      case ITSELF -> of(part.object().kind());
      case OWNER -> OWNER;
      case GRANTS -> GRANTS;
      case COMMENT -> COMMENT;
      case DEFAULT -> DEFAULT;
      case OWNED_BY -> OWNED_BY;
      case MEMBERSHIP -> part.object().kind() == Kind.INDEX ? ATTACHED_INDEX : PARTITION;
      case CLUSTER -> CLUSTER;
      case REPLICA_IDENTITY -> REPLICA_IDENTITY;
    };
  }

  private static Rule of(Kind kind) {
    return switch (kind) {
      case SCHEMA -> SCHEMA;
      case EXTENSION -> EXTENSION;
      case TABLE, FOREIGN_TABLE -> TABLE;
      case COLUMN -> COLUMN;
      case CONSTRAINT -> CONSTRAINT;
      case INDEX -> INDEX;
      case SEQUENCE -> SEQUENCE;
      case DEFAULT_PRIVILEGE -> DEFAULT_PRIVILEGE;
      case VIEW -> VIEW;
      case MATERIALIZED_VIEW -> MATERIALIZED_VIEW;
      case FUNCTION, PROCEDURE -> ROUTINE;
      case TRIGGER -> TRIGGER;
      case RULE -> REWRITE;
      case POLICY -> POLICY;
      case LANGUAGE,
          ACCESS_METHOD,
          ENUM,
          DOMAIN,
          COMPOSITE_TYPE,
          RANGE,
          BASE_TYPE,
          COLLATION,
          CONVERSION,
          AGGREGATE,
          EVENT_TRIGGER,
          STATISTICS,
          OPERATOR,
          OPERATOR_CLASS,
          OPERATOR_FAMILY,
          OPERATOR_FAMILY_MEMBER,
          CAST,
          TRANSFORM,
          TEXT_SEARCH_PARSER,
          TEXT_SEARCH_TEMPLATE,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_CONFIGURATION,
          FOREIGN_DATA_WRAPPER,
          SERVER,
          USER_MAPPING,
          PUBLICATION,
          PUBLICATION_MEMBER,
          SUBSCRIPTION,
          GRANT ->
          NONE;
    };
  }
}
