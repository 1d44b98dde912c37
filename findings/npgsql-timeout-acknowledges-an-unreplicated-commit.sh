#!/usr/bin/env bash
# Npgsql 10.0.3 with PostgreSQL 15: a commit that waits for a synchronous standby longer than the command timeout is reported as a success.
# Npgsql cancels the command at its timeout. PostgreSQL then gives up waiting, not the transaction: it is committed on the primary alone,
# with a warning, and the command ends normally. No exception says that the timeout has passed; only the Notice event tells, by SQLSTATE
# 01000 and the routine SyncRepWaitForLSN. If the standby is promoted afterwards, a change that was acknowledged is lost. This holds for a
# command, a batch and the commit of a transaction. With "Cancellation Timeout=-1" there is an exception, but the row is visible all the
# same, so a caller that repeats its request and finds the row cannot conclude that it will last.
#
# Needs: the .NET SDK 10, a NuGet source, and PostgreSQL's initdb and postgres as Debian installs them. Seen, with a timeout of one second:
#   command: success, notice 01000 SyncRepWaitForLSN
#   batch: success, notice 01000 SyncRepWaitForLSN
#   transaction: success, notice 01000 SyncRepWaitForLSN
#   without waiting for the cancellation: NpgsqlException
#   rows visible on the primary: 4
# Exits with 1 when this changes.
set -euo pipefail
programs=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
folder=$(mktemp -d)
server=""
trap '[[ -z $server ]] || kill -QUIT "$server"; wait; rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"

as_postgres=()
if ((EUID == 0)); then
  as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  install --directory --owner postgres database
else
  mkdir database
fi
port=$((20000 + RANDOM % 10000))
"${as_postgres[@]}" "$programs/initdb" --pgdata database/data --username postgres --auth trust >/dev/null
"${as_postgres[@]}" "$programs/postgres" -D database/data -p "$port" -c listen_addresses=127.0.0.1 \
  -c "unix_socket_directories=$folder/database" -c synchronous_standby_names=absent >database.log 2>&1 &
server=$!

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup><PackageReference Include="Npgsql" Version="10.0.3" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using Npgsql;

var place = $"Host=127.0.0.1;Port={args[0]};Username=postgres;SSL Mode=Disable;Timeout=60;Command Timeout=1";
await using var source = NpgsqlDataSource.Create(place);
await using (var local = NpgsqlDataSource.Create(place + ";Options=-c synchronous_commit=local"))
    await local.CreateCommand("CREATE TABLE t (id int)").ExecuteNonQueryAsync();

await Try("command", source, connection => new NpgsqlCommand("INSERT INTO t VALUES (1)", connection).ExecuteNonQueryAsync());
await Try("batch", source, async connection =>
{
    await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("INSERT INTO t VALUES (2)") } };
    await batch.ExecuteNonQueryAsync();
});
await Try("transaction", source, async connection =>
{
    await using var transaction = await connection.BeginTransactionAsync();
    await new NpgsqlCommand("INSERT INTO t VALUES (3)", connection, transaction).ExecuteNonQueryAsync();
    await transaction.CommitAsync();
});
await using var hasty = NpgsqlDataSource.Create(place + ";Cancellation Timeout=-1");
await Try("without waiting for the cancellation", hasty,
    connection => new NpgsqlCommand("INSERT INTO t VALUES (4)", connection).ExecuteNonQueryAsync());
var rows = 0L;
for (var wait = 0; rows < 4 && wait < 100; wait++) // the last cancellation is on its way
{
    await Task.Delay(100);
    rows = (long)(await source.CreateCommand("SELECT count(*) FROM t").ExecuteScalarAsync())!;
}
Console.WriteLine($"rows visible on the primary: {rows}");

static async Task Try(string name, NpgsqlDataSource source, Func<NpgsqlConnection, Task> commit)
{
    await using var connection = await source.OpenConnectionAsync();
    var notice = "no notice";
    connection.Notice += (_, given) => notice = $"notice {given.Notice.SqlState} {given.Notice.Routine}";
    try
    {
        await commit(connection);
        Console.WriteLine($"{name}: success, {notice}");
    }
    catch (NpgsqlException failure)
    {
        Console.WriteLine($"{name}: {failure.GetType().Name}");
    }
}
PROGRAM
dotnet build --disable-build-servers --verbosity quiet --nologo >build.log || { cat build.log; exit 1; }
until "$programs/psql" -h 127.0.0.1 -p "$port" -U postgres -c 'SELECT 1' >/dev/null 2>&1; do sleep 0.2; done
seen=$(dotnet bin/Debug/net10.0/check.dll "$port")
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
command: success, notice 01000 SyncRepWaitForLSN
batch: success, notice 01000 SyncRepWaitForLSN
transaction: success, notice 01000 SyncRepWaitForLSN
without waiting for the cancellation: NpgsqlException
rows visible on the primary: 4
EXPECTED
