#!/bin/sh
# Makes the secrets that are ours alone, in the folder that it is given. Those that are there stay.
set -eu
umask 077
cd "$1"
mkdir -p keys seal operator

[ -e keys/wallet-private.pem ] ||
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out keys/wallet-private.pem
# To be registered with Alipay+.
openssl pkey -in keys/wallet-private.pem -pubout -out keys/wallet-public.pem

for file in seal/seal.1.key token-hash.key otp.key; do
  [ -e "$file" ] || openssl rand -base64 32 >"$file"
done
for service in auth payments otp notifier; do
  [ -e "operator/$service.token" ] || openssl rand -hex 32 >"operator/$service.token"
done
