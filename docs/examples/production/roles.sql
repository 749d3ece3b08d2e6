-- Once, by a superuser. The owner migrates, the others are what the services log in with.
create role wallet_owner login password 'change-me';
create role wallet_auth login password 'change-me';
create role wallet_payments login password 'change-me';
create role wallet_notifier login password 'change-me';
create database wallet owner wallet_owner;
