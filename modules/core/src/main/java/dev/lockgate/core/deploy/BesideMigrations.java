package dev.lockgate.core.deploy;

import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.plan.Plan.Role;
import dev.lockgate.core.policy.EnvironmentPolicy.Smoke;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deploy runs beside its migrations. Diff and deploy both ask here, so that they bind the
 * same things to a plan.
 */
public final class BesideMigrations {
  private BesideMigrations() {}

  /**
   * Callbacks, seed and smoke queries as a plan holds them.
   *
   * @param callbacks those that the policy lists
   * @param seed the files that will be seeded
   * @param policy the name of the policy's file, whose queries run afterwards
   */
  public static List<PlannedFile> of(
      List<PlannedFile> callbacks, List<Seed.File> seed, String policy, Smoke smoke) {
    var files = new ArrayList<>(callbacks);
    seed.stream().map(one -> PlannedFile.of(Role.SEED, one.path(), one.sql())).forEach(files::add);
    int number = 0;
    for (var query : smoke.sql()) {
      files.add(PlannedFile.of(Role.SMOKE, policy + ", smoke query " + ++number, query));
    }
    return List.copyOf(files);
  }
}
