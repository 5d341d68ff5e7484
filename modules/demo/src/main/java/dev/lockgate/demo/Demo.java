package dev.lockgate.demo;

import dev.lockgate.action.backup.BackupAction;
import dev.lockgate.action.deploy.DeployAction;
import dev.lockgate.action.diff.DiffAction;
import dev.lockgate.action.drift.DriftAction;
import dev.lockgate.action.restore.RestoreAction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The main job, told to a newcomer: backup, diff, deploy, drift, restore, and what was proven. */
public final class Demo {
  private static final String TITLE = "Lockgate: the main job on a real PostgreSQL";

  private final Teller teller;
  private final Shop shop;

  private Demo(Teller teller, Shop shop) {
    this.teller = teller;
    this.shop = shop;
  }

  /** Tells the story in the current folder; exit code 0 when all of it was proven. */
  static void main() throws IOException {
    var began = Instant.now();
    var workspace = Path.of("").toAbsolutePath();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var teller = new Teller(out, workspace);
    teller.tell("A shop's PostgreSQL 17 starts, with six versions deployed and its rows written.");
    try (var shop = Shop.open(workspace)) {
      new Demo(teller, shop).tell();
    }
    var proven = teller.conclude();
    var page = workspace.resolve("summary.html");
    Page.write(page, TITLE, teller.summaries());
    Files.writeString(workspace.resolve("summary.md"), String.join("\n\n", teller.summaries()));
    out.println("\nThe Step Summaries as one page: " + page);
    out.println("It took " + Duration.between(began, Instant.now()).toSeconds() + " s.");
    System.exit(proven ? 0 : 1);
  }

  private void tell() {
    var inBusiness = shop.contents();
    teller.tell(
        "It holds %,d rows in %d tables.".formatted(inBusiness.rows(), inBusiness.tables().size()));
    backup();
    deployNextVersion(inBusiness);
    driftAndRevert();
    accidentAndRestore();
  }

  private void backup() {
    var exit = teller.run("backup", with("store", "file:backups"), BackupAction::backup);
    teller.prove(exit == 0, "a backup was taken, read back, restored and compared");
  }

  private void deployNextVersion(Contents before) {
    teller.tell("A pull request with versions 7 and 8 is merged. What would it change?");
    shop.mergeNextVersion();
    var diff = teller.run("diff", with("migrations", "db/migration"), DiffAction::diff);
    teller.prove(diff == 0, "diff ran the pending migrations on a shadow and showed their effect");
    teller.prove(before.equals(shop.contents()), "diff changed nothing");
    var deploy =
        teller.run(
            "deploy",
            with("migrations", "db/migration", "store", "file:backups"),
            DeployAction::deploy);
    teller.prove(deploy == 0, "deploy took a safety backup, migrated, and every table answers");
  }

  private void driftAndRevert() {
    teller.prove(drift() == 0, "after the deploy there is no drift");
    teller.tell("Somebody with a console adds a column and drops an index.");
    shop.execute("alter table customers add column vip boolean; drop index tickets_open");
    teller.prove(drift() == 1, "both changes by hand were found as drift, exit code 1");
    teller.tell("They are reverted.");
    shop.execute(
        """
        alter table customers drop column vip;
        create index tickets_open on tickets (team, opened_at) where closed_at is null
        """);
    teller.prove(drift() == 0, "once reverted, there is no drift");
  }

  private int drift() {
    return teller.run("drift", with("migrations", "db/migration"), DriftAction::drift);
  }

  private void accidentAndRestore() {
    teller.tell("The nightly backup, this one in haste: read back and parsed, not restored.");
    var nightly =
        teller.run(
            "backup", with("store", "file:backups", "verify", "parse"), BackupAction::backup);
    var lastNight = shop.contents();
    teller.tell("The next morning somebody empties the payments and the orders by mistake.");
    shop.execute("truncate refunds, invoices, payments; delete from orders");
    teller.prove(nightly == 0 && !lastNight.equals(shop.contents()), "the accident destroyed rows");
    var restore =
        teller.run(
            "restore",
            with(
                "store",
                "file:backups",
                "safety-verify",
                "parse",
                "backup",
                "latest",
                "confirm",
                "RESTORE"),
            RestoreAction::restore);
    teller.prove(restore == 0, "restore loaded it, compared it and swapped it in");
    teller.prove(
        lastNight.equals(shop.contents()),
        "backup restored and equal: all %,d rows are back, every table hashed"
            .formatted(lastNight.rows()));
  }

  private Map<String, String> with(String... more) {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("database-url", shop.url());
    for (var i = 0; i < more.length; i += 2) {
      inputs.put(more[i], more[i + 1]);
    }
    return inputs;
  }
}
