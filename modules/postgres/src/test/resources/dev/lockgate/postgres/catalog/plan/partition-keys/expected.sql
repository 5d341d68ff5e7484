-- before to after
SET check_function_bodies = off;
ALTER TABLE public.owned DROP CONSTRAINT owned_owner_fkey;
ALTER TABLE public.checked_2 DROP CONSTRAINT positive;
ALTER TABLE public.remade DROP CONSTRAINT remade_v_fkey;
ALTER TABLE public.refers DROP CONSTRAINT to_part;
ALTER TABLE public.part DROP CONSTRAINT part_pkey;
ALTER TABLE public.tree DROP CONSTRAINT tree_above_fkey;
DROP TABLE public.owned_1;
DROP TABLE public.owned_2_1;
DROP TABLE public.owned_2;
DROP TABLE public.owned;
DROP TABLE public.owners;
ALTER TABLE ONLY public.remade DETACH PARTITION public.remade_1;
-- it cannot be altered: its rows are lost
DROP TABLE public.remade;
DROP TABLE public.remade_target;
DROP TABLE public.tree_old;
CREATE TABLE public.partly (
  id integer NOT NULL,
  v text
) PARTITION BY LIST (id);
CREATE TABLE public.partly_1 (
  id integer NOT NULL,
  v text
);
ALTER TABLE ONLY public.partly ATTACH PARTITION public.partly_1 FOR VALUES IN (1);
CREATE TABLE public.partly_2 (
  id integer NOT NULL,
  v text
) PARTITION BY LIST (id);
CREATE TABLE public.partly_2_1 (
  id integer NOT NULL,
  v text
);
CREATE TABLE public.remade (
  id integer NOT NULL,
  v integer
) PARTITION BY RANGE (id);
ALTER TABLE ONLY public.remade ATTACH PARTITION public.remade_1 FOR VALUES FROM (1) TO (2);
CREATE TABLE public.tree_new (
  id integer NOT NULL,
  above integer
);
CREATE TABLE public.tree_older (
  id integer NOT NULL,
  above integer
);
ALTER TABLE public.part ADD COLUMN k integer NOT NULL;
CREATE TABLE public.part_2 (
  id integer NOT NULL,
  v integer,
  k integer NOT NULL
);
ALTER TABLE public.refers ADD COLUMN k integer;
ALTER TABLE public.part_2 ADD CONSTRAINT part_2_pkey PRIMARY KEY (id, k);
ALTER TABLE ONLY public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id, k);
ALTER TABLE public.part_1 ADD CONSTRAINT part_1_pkey PRIMARY KEY (id, k);
ALTER TABLE public.checked ADD CONSTRAINT positive CHECK ((v > 0));
ALTER TABLE public.tree_new ADD CONSTRAINT tree_new_pkey PRIMARY KEY (id);
ALTER TABLE public.tree_older ADD CONSTRAINT tree_older_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.part ATTACH PARTITION public.part_2 FOR VALUES IN (2);
ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
ALTER TABLE public.refers ADD CONSTRAINT to_part FOREIGN KEY (x, k) REFERENCES public.part(id, k);
CREATE INDEX partly_2_v ON ONLY public.partly_2 USING btree (v);
CREATE INDEX partly_2_1_v_idx ON public.partly_2_1 USING btree (v);
ALTER TABLE ONLY public.partly_2 ATTACH PARTITION public.partly_2_1 FOR VALUES IN (2);
CREATE INDEX partly_v ON ONLY public.partly USING btree (v);
ALTER TABLE ONLY public.partly ATTACH PARTITION public.partly_2 FOR VALUES IN (2);
ALTER TABLE public.tree ADD CONSTRAINT tree_above_fkey FOREIGN KEY (above) REFERENCES public.tree(id);
ALTER TABLE public.tree_new ADD CONSTRAINT tree_above_fkey FOREIGN KEY (above) REFERENCES public.tree(id);
ALTER TABLE ONLY public.tree ATTACH PARTITION public.tree_new FOR VALUES IN (1);
ALTER TABLE public.tree_older ADD CONSTRAINT tree_above_fkey FOREIGN KEY (above) REFERENCES public.tree(id);
ALTER TABLE ONLY public.tree ATTACH PARTITION public.tree_older FOR VALUES IN (2);

-- after to before
SET check_function_bodies = off;
ALTER TABLE public.checked DROP CONSTRAINT positive;
ALTER TABLE public.refers DROP CONSTRAINT to_part;
ALTER TABLE public.tree DROP CONSTRAINT tree_above_fkey;
ALTER TABLE public.refers DROP COLUMN k;
DROP TABLE public.part_2;
ALTER TABLE public.part DROP CONSTRAINT part_pkey;
ALTER TABLE public.part DROP COLUMN k;
DROP TABLE public.partly_1;
DROP TABLE public.partly_2_1;
DROP TABLE public.partly_2;
DROP TABLE public.partly;
ALTER TABLE ONLY public.remade DETACH PARTITION public.remade_1;
-- it cannot be altered: its rows are lost
DROP TABLE public.remade;
DROP TABLE public.tree_new;
DROP TABLE public.tree_older;
CREATE TABLE public.owned (
  id integer NOT NULL,
  owner integer
) PARTITION BY LIST (id);
CREATE TABLE public.owned_1 (
  id integer NOT NULL,
  owner integer
);
CREATE TABLE public.owned_2 (
  id integer NOT NULL,
  owner integer
) PARTITION BY LIST (id);
CREATE TABLE public.owned_2_1 (
  id integer NOT NULL,
  owner integer
);
CREATE TABLE public.owners (
  id integer NOT NULL
);
CREATE TABLE public.remade (
  id integer NOT NULL,
  v integer
) PARTITION BY LIST (id);
ALTER TABLE ONLY public.remade ATTACH PARTITION public.remade_1 FOR VALUES IN (1);
CREATE TABLE public.remade_target (
  id integer NOT NULL
);
CREATE TABLE public.tree_old (
  id integer NOT NULL,
  above integer
);
ALTER TABLE public.owned_1 ADD CONSTRAINT owned_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.owned_2 ADD CONSTRAINT owned_2_pkey PRIMARY KEY (id);
ALTER TABLE public.owned_2_1 ADD CONSTRAINT owned_2_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.owned ADD CONSTRAINT owned_pkey PRIMARY KEY (id);
ALTER TABLE public.owners ADD CONSTRAINT owners_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id);
ALTER TABLE public.part_1 ADD CONSTRAINT part_1_pkey PRIMARY KEY (id);
ALTER TABLE public.checked_1 ADD CONSTRAINT positive CHECK ((v > 0));
ALTER TABLE public.checked_2 ADD CONSTRAINT positive CHECK ((v > 1));
ALTER TABLE public.remade_target ADD CONSTRAINT remade_target_pkey PRIMARY KEY (id);
ALTER TABLE public.tree_old ADD CONSTRAINT tree_old_pkey PRIMARY KEY (id);
ALTER TABLE public.owned ADD CONSTRAINT owned_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);
ALTER TABLE public.owned_1 ADD CONSTRAINT owned_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);
ALTER TABLE ONLY public.owned ATTACH PARTITION public.owned_1 FOR VALUES IN (1);
ALTER TABLE public.owned_2 ADD CONSTRAINT owned_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);
ALTER TABLE ONLY public.owned ATTACH PARTITION public.owned_2 FOR VALUES IN (2);
ALTER TABLE public.owned_2_1 ADD CONSTRAINT owned_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);
ALTER TABLE ONLY public.owned_2 ATTACH PARTITION public.owned_2_1 FOR VALUES IN (2);
ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
ALTER TABLE public.refers ADD CONSTRAINT to_part FOREIGN KEY (x) REFERENCES public.part(id);
ALTER TABLE public.remade ADD CONSTRAINT remade_v_fkey FOREIGN KEY (v) REFERENCES public.remade_target(id);
ALTER TABLE public.tree ADD CONSTRAINT tree_above_fkey FOREIGN KEY (above) REFERENCES public.tree(id);
ALTER TABLE public.tree_old ADD CONSTRAINT tree_above_fkey FOREIGN KEY (above) REFERENCES public.tree(id);
ALTER TABLE ONLY public.tree ATTACH PARTITION public.tree_old FOR VALUES IN (1);
