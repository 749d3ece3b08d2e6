-- The roles of the wallet, and what they may do in its database: the owner migrates, the others are what the services log in
-- as. Each service gets the rights in its own schema from its migrations. By a superuser, in that database; safe to run again:
--
--   createdb wallet
--   psql --dbname wallet --set ON_ERROR_STOP=1 --file k8s/sql/roles.sql
--
-- Passwords are not here: give each role its own, with \password or as your platform does it. Whoever else needs this database,
-- such as for backups or metrics, needs a grant of CONNECT.
do $$
declare
  services constant text[] := array['wallet_auth', 'wallet_payments', 'wallet_notifier'];
  role text;
begin
  foreach role in array array['wallet_owner'] || services loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I login', role);
    end if;
  end loop;
  execute format('alter database %I owner to wallet_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  foreach role in array services loop
    execute format('grant connect on database %I to %I', current_database(), role);
  end loop;
end $$;

-- Older clusters let everybody create there.
revoke all on schema public from public;
