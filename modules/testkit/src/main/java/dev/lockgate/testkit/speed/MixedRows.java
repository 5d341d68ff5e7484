package dev.lockgate.testkit.speed;

import dev.lockgate.testkit.PostgresServer;

/**
 * A database of rows as applications have them, about as compressible: numbers, uuids, digests,
 * times, JSON, sentences that repeat, and some bytes that do not compress at all.
 */
public final class MixedRows {
  /** So many orders make an archive of more than 700 MB. */
  public static final int ORDERS = 4_000_000;

  private MixedRows() {}

  /**
   * Makes one.
   *
   * @param orders how many rows its biggest table has
   * @return its name
   */
  public static String in(PostgresServer server, int orders) {
    var database = server.freshDatabase();
    server.execute(database, sql(orders).split(";\n"));
    return database;
  }

  private static String sql(int orders) {
    return """
    create table customers as select i as id, md5(i::text) as name, gen_random_uuid() as key,
      repeat(md5((i * 7)::text), 1 + i %% 5) as note from generate_series(1, %1$d / 8) i;
    create table orders as select i as id, 1 + i %% (%1$d / 8) as customer, gen_random_uuid() as key,
      now() - i * interval '1 minute' as placed, 'order ' || i || ' shipped from warehouse ' || i %% 17 as note,
      jsonb_build_object('sku', md5(i::text), 'n', i %% 9, 'gift', i %% 3 = 0) as lines
      from generate_series(1, %1$d) i;
    create table files as select i as id, string_agg(decode(md5(i || '/' || j), 'hex'), ''::bytea) as bytes
      from generate_series(1, %1$d / 200) i, generate_series(1, 64) j group by i;
    alter table customers add primary key (id);
    alter table orders add primary key (id);
    alter table orders add foreign key (customer) references customers;
    create index on orders (customer);
    create index on orders (placed);
    analyze;
    """
        .formatted(orders);
  }
}
