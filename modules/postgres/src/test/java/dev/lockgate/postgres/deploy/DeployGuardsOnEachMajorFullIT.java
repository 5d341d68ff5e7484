package dev.lockgate.postgres.deploy;

import dev.lockgate.core.database.Major;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every guard of a deploy, on a server of each major. */
@ParameterizedClass
@EnumSource
class DeployGuardsOnEachMajorFullIT extends DeployGuardsIT {
  private final Major major;

  DeployGuardsOnEachMajorFullIT(Major major) {
    this.major = major;
  }

  @Override
  Major major() {
    return major;
  }
}
