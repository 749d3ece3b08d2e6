#!/bin/sh
# Makes the secrets that are ours alone, in the folder that it is given. Those that are there stay.
set -eu
umask 077
cd "$1"
mkdir -p keys seal operator

# The public half is to be registered with Alipay+. A key that was retired is not made again.
if ! ls keys/wallet-private*.pem >/dev/null 2>&1; then
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out keys/wallet-private.pem
  openssl pkey -in keys/wallet-private.pem -pubout -out keys/wallet-public.pem
  echo 1 >keys/wallet-private.active
fi
if ! ls seal/seal.*.key >/dev/null 2>&1; then
  openssl rand -base64 32 >seal/seal.1.key
  echo 1 >seal/seal.active
fi

for file in token-hash.key otp.key; do
  [ -e "$file" ] || openssl rand -base64 32 >"$file"
done
for service in auth payments otp notifier; do
  [ -e "operator/$service.token" ] || openssl rand -hex 32 >"operator/$service.token"
done
