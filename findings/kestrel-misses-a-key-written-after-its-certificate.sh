#!/usr/bin/env bash
# ASP.NET Core 10.0: Kestrel reloads a certificate of PEM files when its file changes, and does not watch the key's file.
# Kestrel:Endpoints:…:Certificate:Path and :KeyPath are read again at once when the file at Path changes. If the new key is written a moment
# later, as tools do that install the certificate first, the reload fails on a pair that does not belong together, is logged, and is not
# tried again: the change of the key starts none. The service goes on with the former certificate until it expires. In the other order
# (key first) the renewal is noticed, as is another change of the certificate's file afterwards.
#
# Needs: the .NET SDK 10 and openssl. Seen:
#   at the start: first
#   certificate written, then its key: first
#   the certificate's file touched again: second
#   key written, then its certificate: third
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
server=""
trap '[[ -z $server ]] || kill "$server"; wait; rm -rf "$folder"' EXIT
cd "$folder"

for name in first second third; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$name" -keyout "$name.key" -out "$name.crt" 2>/dev/null
done
cp first.crt tls.crt
cp first.key tls.key
port=$((20000 + RANDOM % 10000))
cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
PROJECT
cat >Program.cs <<'PROGRAM'
var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args).Build();
app.Run();
PROGRAM
dotnet build --disable-build-servers --verbosity quiet --nologo >build.log || { cat build.log; exit 1; }
Kestrel__Endpoints__Https__Url="https://127.0.0.1:$port" Kestrel__Endpoints__Https__Certificate__Path="$folder/tls.crt" \
  Kestrel__Endpoints__Https__Certificate__KeyPath="$folder/tls.key" dotnet bin/Debug/net10.0/check.dll >server.log 2>&1 &
server=$!

shown() { { openssl s_client -connect "127.0.0.1:$port" </dev/null 2>/dev/null || true; } | openssl x509 -noout -subject 2>/dev/null | sed 's/.*CN *= *//'; }
# settles NAME: what is shown once it is NAME, or after half a minute.
settles() {
  for _ in $(seq 60); do
    [[ $(shown) != "$1" ]] || break
    sleep 0.5
  done
  shown
}
seen=$(
  echo "at the start: $(settles first)"
  cp second.crt tls.crt
  until grep -q LoadCertificateKey server.log; do sleep 0.2; done # it has tried them together
  cp second.key tls.key
  echo "certificate written, then its key: $(settles second)"
  touch tls.crt
  echo "the certificate's file touched again: $(settles second)"
  cp third.key tls.key
  cp third.crt tls.crt
  echo "key written, then its certificate: $(settles third)"
)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
at the start: first
certificate written, then its key: first
the certificate's file touched again: second
key written, then its certificate: third
EXPECTED
