#!/usr/bin/env bash
# Microsoft.SqlServer.TransactSql.ScriptDom 180.154.0: TSql160Parser, the parser of SQL Server 2022, accepts the string operator || and the
# assignment ||=, which Transact-SQL has since SQL Server 2025. TSql150Parser refuses both. Who checks statements for SQL Server 2022 with
# TSql160Parser has to look for BinaryExpressionType.Concat and AssignmentKind.ConcatEquals. The parser is not lax in general: it refuses
# REGEXP_LIKE, which is new in 2025 as well, and which TSql170Parser takes.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   TSql150Parser: Concat refused, ConcatEquals refused, RegexpLike refused
#   TSql160Parser: Concat accepted, ConcatEquals accepted, RegexpLike refused
#   TSql170Parser: Concat accepted, ConcatEquals accepted, RegexpLike accepted
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.SqlServer.TransactSql.ScriptDom" Version="180.154.0" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using Microsoft.SqlServer.TransactSql.ScriptDom;

(string Name, string Text)[] statements =
[
    ("Concat", "SELECT a || 'x' AS b FROM t"), ("ConcatEquals", "UPDATE t SET a ||= 'x'"), ("RegexpLike", "SELECT a FROM t WHERE REGEXP_LIKE(a, 'x')"),
];
foreach (TSqlParser parser in new TSqlParser[] { new TSql150Parser(true), new TSql160Parser(true), new TSql170Parser(true) })
{
    var verdicts = statements.Select(statement =>
    {
        parser.Parse(new StringReader(statement.Text), out var errors);
        return $"{statement.Name} {(errors.Count == 0 ? "accepted" : "refused")}";
    });
    Console.WriteLine($"{parser.GetType().Name}: {string.Join(", ", verdicts)}");
}
PROGRAM

seen=$(dotnet run --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
TSql150Parser: Concat refused, ConcatEquals refused, RegexpLike refused
TSql160Parser: Concat accepted, ConcatEquals accepted, RegexpLike refused
TSql170Parser: Concat accepted, ConcatEquals accepted, RegexpLike accepted
EXPECTED
