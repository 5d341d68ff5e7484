package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;

/** Which rule writes which part. */
final class Rules {
  private static final Rule OWNER = new OwnerRule();
  private static final Rule MEMBER_OWNERS = new MemberOwnersRule();
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
  private static final Rule ENUM = new EnumRule();
  private static final Rule DOMAIN = new DomainRule();
  private static final Rule COMPOSITE_TYPE = new CompositeRule();
  private static final Rule RANGE = new MadeAnewRule(MadeAnewRule::range);
  private static final Rule BASE_TYPE = new BaseTypeRule();
  private static final Rule COLLATION = new CollationRule();
  private static final Rule CONVERSION = new MadeAnewRule(MadeAnewRule::conversion);
  private static final Rule AGGREGATE = new AggregateRule();
  private static final Rule EVENT_TRIGGER = new EventTriggerRule();
  private static final Rule STATISTICS = new StatisticsRule();
  private static final Rule OPERATOR = new OperatorRule();
  private static final Rule OPERATOR_CLASS = new OperatorClassRule();
  private static final Rule OPERATOR_FAMILY = new MadeAnewRule(MadeAnewRule::family);
  private static final Rule OPERATOR_FAMILY_MEMBER = new OperatorClassRule.Members();
  private static final Rule CAST = new MadeAnewRule(MadeAnewRule::cast);
  private static final Rule DEFINED = new MadeAnewRule(MadeAnewRule::defined);
  private static final Rule LANGUAGE = new MadeAnewRule(MadeAnewRule::language);
  private static final Rule IN_BRACKETS = new MadeAnewRule(MadeAnewRule::inBrackets);
  private static final Rule TEXT_SEARCH_DICTIONARY = new TextSearchRule.Dictionaries();
  private static final Rule TEXT_SEARCH_CONFIGURATION = new TextSearchRule.Configurations();
  private static final Rule FOREIGN_DATA = new ForeignDataRule();
  private static final Rule PUBLICATION = new PublicationRule();
  private static final Rule PUBLICATION_MEMBER = new PublicationRule.Members();
  private static final Rule SUBSCRIPTION = new SubscriptionRule();

  private Rules() {}

  static Rule of(PartId part) {
    return switch (part.aspect()) {
      case ITSELF -> of(part.object().kind());
      case OWNER -> part.object().kind() == Kind.EXTENSION ? MEMBER_OWNERS : OWNER;
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
      case ENUM -> ENUM;
      case DOMAIN -> DOMAIN;
      case COMPOSITE_TYPE -> COMPOSITE_TYPE;
      case RANGE -> RANGE;
      case BASE_TYPE -> BASE_TYPE;
      case COLLATION -> COLLATION;
      case CONVERSION -> CONVERSION;
      case AGGREGATE -> AGGREGATE;
      case EVENT_TRIGGER -> EVENT_TRIGGER;
      case STATISTICS -> STATISTICS;
      case OPERATOR -> OPERATOR;
      case OPERATOR_CLASS -> OPERATOR_CLASS;
      case OPERATOR_FAMILY -> OPERATOR_FAMILY;
      case OPERATOR_FAMILY_MEMBER -> OPERATOR_FAMILY_MEMBER;
      case CAST -> CAST;
      case ACCESS_METHOD -> DEFINED;
      case LANGUAGE -> LANGUAGE;
      case TRANSFORM, TEXT_SEARCH_PARSER, TEXT_SEARCH_TEMPLATE -> IN_BRACKETS;
      case TEXT_SEARCH_DICTIONARY -> TEXT_SEARCH_DICTIONARY;
      case TEXT_SEARCH_CONFIGURATION -> TEXT_SEARCH_CONFIGURATION;
      case FOREIGN_DATA_WRAPPER, SERVER, USER_MAPPING -> FOREIGN_DATA;
      case PUBLICATION -> PUBLICATION;
      case PUBLICATION_MEMBER -> PUBLICATION_MEMBER;
      case SUBSCRIPTION -> SUBSCRIPTION;
      case GRANT -> GRANTS;
    };
  }
}
