-- before to after
SET check_function_bodies = off;
DROP INDEX "a.b ""c"."i; drop";
ALTER TABLE "a.b ""c"."t, (1)" DROP CONSTRAINT "not ""it";
ALTER TABLE "a.b ""c"."t, (1)" DROP CONSTRAINT "t, (1)_pkey";
COMMENT ON COLUMN "a.b ""c"."t, (1)"."x
y" IS NULL;
ALTER TABLE ONLY "a.b ""c"."t, (1)" ALTER COLUMN "größe" SET DEFAULT 'tab	'::text;
ALTER TABLE "a.b ""c"."t, (1)" ALTER COLUMN "x
y" TYPE bigint;
ALTER TABLE "a.b ""c"."t, (1)" ALTER COLUMN "名前" DROP NOT NULL;
ALTER TABLE "a.b ""c"."t, (1)" ADD COLUMN "new on x" integer;
ALTER TABLE "a.b ""c"."t, (1)" ADD COLUMN "😀" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "a.b ""c"."t, (1)_😀_seq") NOT NULL;
ALTER TABLE "a.b ""c"."t, (1)" ADD CONSTRAINT "t, (1)_new on x_key" UNIQUE ("new on x");
CREATE VIEW "a.b ""c"."v on t" AS
 SELECT "x
y" AS "a to b",
    "名前"
   FROM "a.b ""c"."t, (1)";
COMMENT ON VIEW "a.b ""c"."v on t" IS '; -- drop';
CREATE POLICY "p on q" ON "a.b ""c"."t, (1)" FOR ALL TO PUBLIC USING (("größe" <> ' on '::text));

-- after to before
SET check_function_bodies = off;
DROP POLICY "p on q" ON "a.b ""c"."t, (1)";
DROP VIEW "a.b ""c"."v on t";
ALTER TABLE "a.b ""c"."t, (1)" DROP CONSTRAINT "t, (1)_new on x_key";
ALTER TABLE "a.b ""c"."t, (1)" DROP COLUMN "new on x";
ALTER TABLE "a.b ""c"."t, (1)" DROP COLUMN "😀";
ALTER TABLE ONLY "a.b ""c"."t, (1)" ALTER COLUMN "größe" SET DEFAULT 'it''s'::text;
ALTER TABLE "a.b ""c"."t, (1)" ALTER COLUMN "x
y" TYPE integer;
ALTER TABLE "a.b ""c"."t, (1)" ALTER COLUMN "名前" SET NOT NULL;
COMMENT ON COLUMN "a.b ""c"."t, (1)"."x
y" IS E'line
and ''quote'' and \\';
ALTER TABLE "a.b ""c"."t, (1)" ADD CONSTRAINT "not ""it" CHECK (("x
y" > 0));
ALTER TABLE "a.b ""c"."t, (1)" ADD CONSTRAINT "t, (1)_pkey" PRIMARY KEY ("名前");
CREATE INDEX "i; drop" ON "a.b ""c"."t, (1)" USING btree ("größe");
