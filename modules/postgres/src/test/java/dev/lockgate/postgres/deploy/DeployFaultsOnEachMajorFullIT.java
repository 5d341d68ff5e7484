package dev.lockgate.postgres.deploy;

import dev.lockgate.core.database.Major;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of a deploy, on a server of each major. */
@ParameterizedClass
@EnumSource
class DeployFaultsOnEachMajorFullIT extends DeployFaultsIT {
  private final Major major;

  DeployFaultsOnEachMajorFullIT(Major major) {
    this.major = major;
  }

  @Override
  Major major() {
    return major;
  }
}
