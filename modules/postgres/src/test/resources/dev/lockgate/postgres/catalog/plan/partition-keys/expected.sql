-- before to after
SET check_function_bodies = off;
ALTER TABLE public.checked_2 DROP CONSTRAINT positive;
ALTER TABLE public.refers DROP CONSTRAINT to_part;
ALTER TABLE public.part DROP CONSTRAINT part_pkey;
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
ALTER TABLE ONLY public.part ATTACH PARTITION public.part_2 FOR VALUES IN (2);
ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
ALTER TABLE public.refers ADD CONSTRAINT to_part FOREIGN KEY (x, k) REFERENCES public.part(id, k);

-- after to before
SET check_function_bodies = off;
ALTER TABLE public.checked DROP CONSTRAINT positive;
ALTER TABLE public.refers DROP CONSTRAINT to_part;
ALTER TABLE public.refers DROP COLUMN k;
DROP TABLE public.part_2;
ALTER TABLE public.part DROP CONSTRAINT part_pkey;
ALTER TABLE public.part DROP COLUMN k;
ALTER TABLE ONLY public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id);
ALTER TABLE public.part_1 ADD CONSTRAINT part_1_pkey PRIMARY KEY (id);
ALTER TABLE public.checked_1 ADD CONSTRAINT positive CHECK ((v > 0));
ALTER TABLE public.checked_2 ADD CONSTRAINT positive CHECK ((v > 1));
ALTER INDEX public.part_pkey ATTACH PARTITION public.part_1_pkey;
ALTER TABLE public.refers ADD CONSTRAINT to_part FOREIGN KEY (x) REFERENCES public.part(id);
