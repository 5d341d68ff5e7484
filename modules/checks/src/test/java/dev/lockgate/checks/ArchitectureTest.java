package dev.lockgate.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the house: action-*, cli → runner, postgres, clients → core. */
class ArchitectureTest {
  private static final String CORE = "dev.lockgate.core..";
  private static final String RUNNER = "dev.lockgate.runner..";
  private static final String POSTGRES = "dev.lockgate.postgres..";
  private static final String CLIENTS = "dev.lockgate.clients..";
  private static final String ACTIONS = "dev.lockgate.action..";
  private static final String CLI = "dev.lockgate.cli..";
  private static final String DEMO = "dev.lockgate.demo..";

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/modules/testkit/"))
          .importPackages("dev.lockgate");

  @Test
  void core_uses_the_jdk_and_jspecify_and_nothing_else() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CORE, "java..", "javax..", "org.jspecify..")
        .check(SHIPPED);
  }

  @Test
  void adapters_know_core_and_not_each_other() {
    only(RUNNER, POSTGRES, CLIENTS, ACTIONS, CLI, DEMO);
    only(POSTGRES, RUNNER, CLIENTS, ACTIONS, CLI, DEMO);
    only(CLIENTS, RUNNER, POSTGRES, ACTIONS, CLI, DEMO);
  }

  @Test
  void actions_know_neither_the_shell_command_nor_the_demo() {
    only(ACTIONS, CLI, DEMO);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.lockgate.(**)").should().beFreeOfCycles().check(SHIPPED);
  }

  @Test
  void every_package_says_what_may_be_null() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(SHIPPED);
  }

  @Test
  void a_name_says_what_a_class_is_for() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(SHIPPED);
  }

  private static void only(String from, String... forbidden) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(SHIPPED);
  }
}
