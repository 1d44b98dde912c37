#!/usr/bin/env bash
# Dapper 2.1.86 decides by the text alone whether a command is a stored procedure: a text without white space is one, except for a few words
# that it knows (VACUUM, COMMIT, ROLLBACK among them). So a maintenance job that runs VACUUM through Dapper works, and the same job with
# ANALYZE or REINDEX, valid statements of SQLite and of PostgreSQL, fails: Microsoft.Data.Sqlite refuses the command type, PostgreSQL looks
# for a procedure of that name ("procedure checkpoint() does not exist" for CHECKPOINT). With a semicolon after the word it runs.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   VACUUM: ran
#   ANALYZE: ArgumentException
#   REINDEX: ArgumentException
#   ANALYZE;: ran
#   REINDEX;: ran
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
using Dapper;
using Microsoft.Data.Sqlite;

using var connection = new SqliteConnection("Data Source=:memory:");
connection.Open();
foreach (var statement in new[] { "VACUUM", "ANALYZE", "REINDEX", "ANALYZE;", "REINDEX;" })
{
    try
    {
        connection.Execute(statement);
        Console.WriteLine($"{statement}: ran");
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{statement}: {exception.GetType().Name}");
    }
}
PROGRAM

seen=$(dotnet run --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
VACUUM: ran
ANALYZE: ArgumentException
REINDEX: ArgumentException
ANALYZE;: ran
REINDEX;: ran
EXPECTED
