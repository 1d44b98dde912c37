#!/usr/bin/env bash
# Dapper 2.1.86 returns a reader that owns its command, because the caller never sees the command: Dispose disposes both. DisposeAsync, which
# "await using" calls, disposes the reader of the driver only, and the command is left to the garbage collector. With Microsoft.Data.Sqlite
# the prepared statement is then finalized on the finalizer thread, whatever its connection is doing: where SQLite is configured for
# connections without mutexes (SQLITE_CONFIG_MULTITHREAD, correct when one thread at a time uses each), the memory of the connection is
# damaged. The multi-mapping, buffered and unbuffered queries, and the grid reader, dispose their command either way.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   using: disposed
#   await using: left open
#   await using, grid reader: disposed
#   await foreach, unbuffered: disposed
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="2.1.86" />
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.0" />
  </ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

await Show("using", async connection =>
{
    using var reader = await connection.ExecuteReaderAsync("SELECT 1");
});
await Show("await using", async connection =>
{
    await using var reader = await connection.ExecuteReaderAsync("SELECT 1");
});
await Show("await using, grid reader", async connection =>
{
    await using var results = await connection.QueryMultipleAsync("SELECT 1");
});
await Show("await foreach, unbuffered", async connection =>
{
    await foreach (var row in connection.QueryUnbufferedAsync<long>("SELECT 1")) { }
});

static async Task Show(string what, Func<Watched, Task> use)
{
    using var connection = new Watched();
    connection.Open();
    await use(connection);
    Console.WriteLine($"{what}: {(connection.IsCommandDisposed ? "disposed" : "left open")}");
}

sealed class Watched() : SqliteConnection("Data Source=:memory:")
{
    public bool IsCommandDisposed { get; private set; }

    protected override DbCommand CreateDbCommand()
    {
        var command = new SqliteCommand { Connection = this };
        command.Disposed += (_, _) => IsCommandDisposed = true;
        return command;
    }
}
PROGRAM

seen=$(dotnet run --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
using: disposed
await using: left open
await using, grid reader: disposed
await foreach, unbuffered: disposed
EXPECTED
