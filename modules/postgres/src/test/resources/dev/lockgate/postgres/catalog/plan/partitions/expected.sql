-- before to after
SET check_function_bodies = off;
DROP INDEX public.events_3_kind;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_1;
DROP INDEX public.events_1_kind_idx;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
-- it cannot be altered: its rows are lost
DROP TABLE public.flat;
ALTER TABLE ONLY public.moving DETACH PARTITION public.moving_1;
CREATE TABLE public.flat (
  id integer,
  at date NOT NULL
) PARTITION BY RANGE (at);
ALTER TABLE ONLY public.moving ATTACH PARTITION public.moving_1 FOR VALUES IN (1, 2);
CREATE TABLE public.owners (
  id bigint,
  at date
);
ALTER TABLE public.events ADD COLUMN extra text DEFAULT 'x'::text;
CREATE TABLE public.events_rest (
  id bigint NOT NULL,
  at date NOT NULL,
  kind text,
  extra text DEFAULT 'x'::text
) PARTITION BY HASH (id);
CREATE TABLE public.events_rest_0 (
  id bigint NOT NULL,
  at date NOT NULL,
  kind text,
  extra text DEFAULT 'x'::text
);
ALTER TABLE public.events_2 ADD COLUMN extra text DEFAULT 'x'::text;
ALTER TABLE public.events_3 ADD COLUMN extra text DEFAULT 'x'::text;
ALTER TABLE public.events_3 ADD CONSTRAINT events_3_pkey PRIMARY KEY (id, at);
ALTER TABLE public.events ADD CONSTRAINT events_id_check CHECK ((id > 0));
ALTER TABLE public.events_2 ADD CONSTRAINT events_id_check CHECK ((id > 0));
ALTER TABLE public.events_3 ADD CONSTRAINT events_id_check CHECK ((id > 0));
ALTER TABLE public.events_rest ADD CONSTRAINT events_id_check CHECK ((id > 0));
ALTER TABLE public.events_rest_0 ADD CONSTRAINT events_id_check CHECK ((id > 0));
ALTER TABLE ONLY public.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
ALTER TABLE public.events_2 ADD CONSTRAINT events_2_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.events_rest ADD CONSTRAINT events_rest_pkey PRIMARY KEY (id, at);
ALTER TABLE public.events_rest_0 ADD CONSTRAINT events_rest_0_pkey PRIMARY KEY (id, at);
CREATE UNIQUE INDEX events_3_at_id_idx ON public.events_3 USING btree (at, id);
CREATE INDEX events_3_kind_idx ON public.events_3 USING btree (kind);
CREATE UNIQUE INDEX events_key ON ONLY public.events USING btree (at, id);
CREATE UNIQUE INDEX events_2_at_id_idx ON public.events_2 USING btree (at, id);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_3 FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM ('2026-02-01') TO ('2026-04-01');
CREATE UNIQUE INDEX events_rest_at_id_idx ON ONLY public.events_rest USING btree (at, id);
CREATE UNIQUE INDEX events_rest_0_at_id_idx ON public.events_rest_0 USING btree (at, id);
CREATE INDEX events_rest_kind_idx ON ONLY public.events_rest USING btree (kind);
CREATE INDEX events_rest_0_kind_idx ON public.events_rest_0 USING btree (kind);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_rest DEFAULT;
ALTER TABLE ONLY public.events_rest ATTACH PARTITION public.events_rest_0 FOR VALUES WITH (modulus 2, remainder 0);
ALTER TABLE public.owners ADD CONSTRAINT owners_id_at_fkey FOREIGN KEY (id, at) REFERENCES public.events(id, at);

-- after to before
SET check_function_bodies = off;
ALTER TABLE public.owners DROP CONSTRAINT owners_id_at_fkey;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
DROP INDEX public.events_2_at_id_idx;
ALTER TABLE public.events_2 DROP CONSTRAINT events_id_check;
ALTER TABLE public.events_2 DROP CONSTRAINT events_2_pkey;
ALTER TABLE public.events_2 DROP COLUMN extra;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_3;
DROP INDEX public.events_3_at_id_idx;
DROP INDEX public.events_3_kind_idx;
ALTER TABLE public.events_3 DROP CONSTRAINT events_3_pkey;
ALTER TABLE public.events_3 DROP CONSTRAINT events_id_check;
ALTER TABLE public.events_3 DROP COLUMN extra;
DROP TABLE public.events_rest_0;
DROP TABLE public.events_rest;
DROP INDEX public.events_key;
ALTER TABLE public.events DROP CONSTRAINT events_id_check;
ALTER TABLE public.events DROP CONSTRAINT events_pkey;
ALTER TABLE public.events DROP COLUMN extra;
-- it cannot be altered: its rows are lost
DROP TABLE public.flat;
ALTER TABLE ONLY public.moving DETACH PARTITION public.moving_1;
DROP TABLE public.owners;
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE public.flat (
  id integer,
  at date NOT NULL
);
ALTER TABLE ONLY public.moving ATTACH PARTITION public.moving_1 FOR VALUES IN (1);
CREATE INDEX events_1_kind_idx ON public.events_1 USING btree (kind);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_1 FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE INDEX events_3_kind ON public.events_3 USING btree (kind);
