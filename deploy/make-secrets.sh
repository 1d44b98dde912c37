#!/bin/sh
# Makes the passwords, connection strings and certificates that the compose files read, in deploy/secrets, where nobody else may look.
# What is there already is kept. Prints no secret.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
cd secrets

# Secrets are read in containers by users with other numbers; outside, the folder keeps them from everybody.

# password FILE: letters and digits, of every kind that SQL Server asks for; no character that a connection string would have to quote.
password() {
  [ -s "$1" ] || printf 'Aa1%s' "$(openssl rand -hex 24)" > "$1"
  chmod 644 "$1"
}

# certificate NAME HOST [ADDRESS]: signed by itself, for ten years; whoever connects is given it to trust.
certificate() {
  [ -s "$1.crt" ] || openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=$2" -addext "subjectAltName=DNS:$2${3:+,IP:$3}" \
    -keyout "$1.key" -out "$1.crt" 2> /dev/null
  chmod 644 "$1.crt" "$1.key"
}

for name in admin migrate run; do password "$name.password"; done
certificate database database
certificate proxy localhost 127.0.0.1

# What containers get as their environment.
for name in migrate run; do
  secret=$(cat "$name.password")
  printf 'ConnectionStrings__Incidents=Host=database;Database=incidents;Username=incidents_%s;Password=%s;SSL Mode=VerifyFull;Root Certificate=/run/secrets/database.crt\n' \
    "$name" "$secret" > "postgres-$name.env"
  printf 'ConnectionStrings__Incidents=Server=database;Database=incidents;User Id=incidents_%s;Password=%s;Encrypt=Mandatory;ServerCertificate=/run/secrets/database.crt\n' \
    "$name" "$secret" > "sqlserver-$name.env"
done
printf 'MSSQL_SA_PASSWORD=%s\nMIGRATE_PASSWORD=%s\nRUN_PASSWORD=%s\n' "$(cat admin.password)" "$(cat migrate.password)" "$(cat run.password)" > sqlserver-admin.env
echo "The secrets are in $(pwd)."
