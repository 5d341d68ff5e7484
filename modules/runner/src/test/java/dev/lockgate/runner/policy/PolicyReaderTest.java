package dev.lockgate.runner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.policy.EnvironmentPolicy.Ignored;
import dev.lockgate.core.policy.EnvironmentPolicy.SchemaVersion;
import dev.lockgate.core.policy.GatePolicy.Ask;
import dev.lockgate.core.policy.HazardPolicy.Rule;
import dev.lockgate.core.policy.HazardPolicy.Size;
import dev.lockgate.core.policy.HazardPolicy.Verdict;
import dev.lockgate.core.policy.Policy;
import dev.lockgate.core.step.BadInputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  static final String EVERYTHING =
      """
      defaults:
        migrations:
          folder: db/migration
          layout: flyway
        timeouts: {connect: 10s, lock: 2s, statement: 0, warn-after: 5m}
        safety-backup: always
        drift: {ignore: [{kind: view, name: reporting.*}]}
        hazards:
          fail-on: warn
          small: {rows: 5000, size: 8MiB}
          large: {rows: 2000000, size: 2GB}
          busy: 50
          classes:
            wide-index: off
            builds-index: {level: fail, rows: 100000, size: 64MiB}
      environments:
        production:
          production: true
          platform: supabase
          gates:
            approvals: 2
            approvals-from: pull-request
            approval-environments: [production-approval]
            approval-waiver: the team is one person
            confirmation: required
            plan-digest: required
            drift-free: off
            identity-stamp: required
            security: required
            seed: off
            drill-max-age: 90d
          safety-backup: "none: a nightly backup exists"
          hazards:
            fail-on: note
          drift:
            ignore:
              - {kind: index, name: "public.tmp_*"}
              - name: audit.*
          smoke:
            tables: {public.orders: 1}
            extensions: {pgcrypto: 1.3, pg_trgm: }
            sql: [select count(*) > 0 from orders]
            health-urls: ["https://example.org/health"]
          retention: {days: 30, count: 10, keep-monthly: 12, min-keep: 3}
          schema-version: {rule: equal, query: select version from app_info}
          kept: {jobs: [nightly], slots: [replica]}
      """;

  @Test
  void everything_that_can_be_said_is_read() {
    var production = read(EVERYTHING).of("production");

    assertThat(production.production()).isTrue();
    assertThat(production.platform()).contains("supabase");
    assertThat(production.gates().approvals()).hasValue(2);
    assertThat(production.gates().approvalsFrom()).contains("pull-request");
    assertThat(production.gates().approvalEnvironments()).containsExactly("production-approval");
    assertThat(production.gates().confirmation()).isEqualTo(Ask.REQUIRED);
    assertThat(production.gates().driftFree()).isEqualTo(Ask.OFF);
    assertThat(production.gates().drillMaxAge()).contains(Duration.ofDays(90));
    assertThat(production.safetyBackup()).contains("none: a nightly backup exists");
    assertThat(production.drift().ignored())
        .containsExactly(new Ignored("index", "public.tmp_*"), new Ignored("", "audit.*"));
    assertThat(production.smoke().tables()).isEqualTo(Map.of("public.orders", 1L));
    assertThat(production.smoke().extensions()).isEqualTo(Map.of("pgcrypto", "1.3", "pg_trgm", ""));
    assertThat(production.smoke().sql()).containsExactly("select count(*) > 0 from orders");
    assertThat(production.retention().keepMonthly()).hasValue(12);
    assertThat(production.schemaVersion())
        .isEqualTo(
            new SchemaVersion(
                SchemaVersion.Rule.EQUAL, Optional.of("select version from app_info")));
    assertThat(production.kept().slots()).containsExactly("replica");
  }

  @Test
  void an_environment_takes_over_what_it_does_not_say_itself_key_by_key() {
    var policy = read(EVERYTHING);
    var production = policy.of("production");

    assertThat(production.migrations().folder()).isEqualTo("db/migration");
    assertThat(production.migrations().layout()).isEqualTo(Layout.FLYWAY);
    assertThat(production.timeouts().lock()).contains(Duration.ofSeconds(2));
    assertThat(production.hazards().failOn()).contains(FailOn.NOTE);
    assertThat(production.hazards().small()).isEqualTo(new Size(5000, 8L << 20));
    assertThat(production.hazards().classes())
        .isEqualTo(
            Map.of(
                HazardClass.WIDE_INDEX, new Rule(Verdict.OFF, Optional.empty()),
                HazardClass.BUILDS_INDEX,
                    new Rule(Verdict.FAIL, Optional.of(new Size(100_000, 64L << 20)))));
    assertThat(policy.of("staging").hazards().failOn()).contains(FailOn.WARN);
  }

  @Test
  void an_empty_file_says_nothing() {
    var policy = read("# later\n");

    assertThat(policy.defaults()).isEqualTo(EnvironmentPolicy.NONE);
    assertThat(policy.digest()).hasSize(64);
  }

  @Test
  void an_unknown_key_is_named_with_its_line_and_the_keys_that_are_known() {
    assertThatThrownBy(() -> read("defaults:\n  hazards:\n    fail_on: high\n"))
        .isInstanceOfSatisfying(
            BadInputs.class, failure -> assertThat(failure.code()).isEqualTo("policy-invalid"))
        .hasMessage(
            "config: `.github/lockgate.yml:3` has the unknown key `fail_on`; known here: `busy`,"
                + " `classes`, `fail-on`, `large`, `small`");
  }

  @Test
  void every_problem_is_named_at_once_and_once() {
    var text =
        """
        defaults:
          timeouts: {lock: soon}
          safety-backup: never
          safety-backup: always
          migrations: {folder: ../elsewhere}
        environments:
          staging: {}
          production:
            hazards: {classes: {drops-colunm: fail, drops-table: {level: bad}}}
            gates: [approvals]
        environment: {}
        """;

    assertThatThrownBy(() -> read(text))
        .hasMessageContainingAll(
            "yml:2` has `soon` for `lock`: expected a duration",
            "yml:3` has `never` for `safety-backup`: expected `always`",
            "yml:4` has the key `safety-backup` twice",
            "yml:5` has `../elsewhere` for `folder`: expected a folder of the repository",
            "yml:9` has the unknown key `drops-colunm`",
            "yml:9` has `bad` for `level`: expected `off` or `note` or `warn` or `fail`",
            "yml:10` has no section under `gates`",
            "yml:11` has the unknown key `environment`; known here: `defaults`, `environments`")
        .extracting(
            failure -> List.of(String.valueOf(failure.getMessage()).split("soon", -1)).size())
        .isEqualTo(2);
  }

  @Test
  void what_is_no_yaml_is_told_with_its_line() {
    assertThatThrownBy(() -> read("defaults:\n  safety-backup: none: because\n"))
        .hasMessageContaining("`.github/lockgate.yml:2` is no YAML");
    assertThatThrownBy(() -> read("- a list\n")).hasMessageContaining("holds no keys");
  }

  private static Policy read(String text) {
    return PolicyReader.read(".github/lockgate.yml", text);
  }
}
