-- before to after
SET check_function_bodies = off;
ALTER TABLE public.customers DROP CONSTRAINT customers_email_key;
ALTER TABLE public.orders DROP CONSTRAINT no_overlap;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.orders ALTER COLUMN customer SET NOT NULL;
ALTER TABLE public.orders VALIDATE CONSTRAINT late;
ALTER TABLE public.customers ADD COLUMN best integer;
ALTER TABLE public.customers ADD COLUMN of_customer integer;
ALTER TABLE public.customers ADD CONSTRAINT mail UNIQUE (email) INCLUDE (id);
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id, customer);
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK ((total >= 0));
ALTER TABLE public.customers ADD CONSTRAINT customers_best_of_customer_fkey FOREIGN KEY (best, of_customer) REFERENCES public.orders(id, customer) NOT VALID;

-- after to before
SET check_function_bodies = off;
ALTER TABLE public.customers DROP CONSTRAINT customers_best_of_customer_fkey;
ALTER TABLE public.orders DROP CONSTRAINT late;
ALTER TABLE public.customers DROP CONSTRAINT mail;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.customers DROP COLUMN best;
ALTER TABLE public.customers DROP COLUMN of_customer;
ALTER TABLE public.orders ALTER COLUMN customer DROP NOT NULL;
ALTER TABLE public.customers ADD CONSTRAINT customers_email_key UNIQUE (email);
ALTER TABLE public.orders ADD CONSTRAINT late CHECK ((total < 1000)) NOT VALID;
ALTER TABLE public.orders ADD CONSTRAINT no_overlap EXCLUDE USING gist (span WITH &&);
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id);
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK ((total > 0));
