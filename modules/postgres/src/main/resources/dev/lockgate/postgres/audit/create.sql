-- Runs in one transaction, under an advisory lock, when the table does not exist.
-- An owner may have made the schema beforehand, for a role that may create none.
do $$
begin
  if not exists (select from pg_namespace where nspname = 'lockgate') then
    create schema lockgate;
    comment on schema lockgate is 'Kept by Lockgate: what changed this database, when, by whom.';
  end if;
end
$$;

create table lockgate.audit (
  id bigint primary key, -- given by the trigger, under its lock: the order of the chain
  step text not null,
  outcome text not null,
  actor text not null,
  repository text not null,
  commit text not null,
  run_url text not null,
  from_version text not null,
  to_version text not null,
  started timestamptz not null,
  finished timestamptz not null,
  details jsonb not null,
  role text not null default session_user,
  previous text not null,
  digest text not null
);
comment on table lockgate.audit is
  'Append-only. digest is SHA-256 over the row and the digest of the row before (previous).';

create function lockgate.audit_digest(r lockgate.audit) returns text
  language sql stable set search_path = pg_catalog
  as $$
    select encode(sha256(convert_to(concat_ws(E'\x1f',
      r.id, r.step, r.outcome, r.actor, r.repository, r.commit, r.run_url, r.from_version,
      r.to_version, extract(epoch from r.started), extract(epoch from r.finished), r.details,
      r.role, r.previous), 'UTF8')), 'hex')
  $$;

create function lockgate.audit_chain() returns trigger
  language plpgsql set search_path = pg_catalog
  as $$
  begin
    perform pg_advisory_xact_lock(1819239271, 1635083369);
    new.role := session_user;
    new.id := coalesce((select max(id) from lockgate.audit), 0) + 1;
    new.previous := coalesce((select digest from lockgate.audit order by id desc limit 1), '');
    new.digest := lockgate.audit_digest(new);
    return new;
  end
  $$;

create function lockgate.audit_refuse() returns trigger
  language plpgsql set search_path = pg_catalog
  as $$
  begin
    raise exception 'lockgate.audit is append-only: % refused', lower(tg_op)
      using errcode = 'insufficient_privilege';
  end
  $$;

create trigger audit_chain before insert on lockgate.audit
  for each row execute function lockgate.audit_chain();
create trigger audit_rows before update or delete on lockgate.audit
  for each row execute function lockgate.audit_refuse();
create trigger audit_whole before truncate on lockgate.audit
  for each statement execute function lockgate.audit_refuse();
