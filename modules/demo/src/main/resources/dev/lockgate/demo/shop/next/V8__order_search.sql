-- Agents look orders up by their note.
create index orders_by_note on orders using gin (note gin_trgm_ops);
alter table orders alter column note set default '';
