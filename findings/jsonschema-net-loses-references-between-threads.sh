#!/usr/bin/env bash
# JsonSchema.Net 8.0.5 registers every schema that JsonSchema.FromText compiles in one registry of the process unless BuildOptions name
# another, and that registry is not safe under threads. Tests that run side by side and each hold an answer to the schemas of an OpenAPI
# contract fail now and then: a "$ref" to the schema's own "$defs" is not found (RefResolutionException), or the registry complains of a
# concurrent update (InvalidOperationException). Once in about 1,500 compilations on 16 threads. A registry of its own for each schema
# ends it. The schema and the instance are valid, and on one thread every validation succeeds.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   one thread, 20000 compilations: no error
#   16 threads, the registry of the process: errors
#   16 threads, a registry for each schema, 60000 compilations: no error
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="JsonSchema.Net" Version="8.0.5" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using System.Text.Json;
using Json.Schema;

const string Schema =
    """
    {
      "type": "object",
      "properties": { "item": { "$ref": "#/$defs/Item" }, "uses": { "$ref": "#/$defs/Uses" } },
      "$defs": { "Item": { "type": "string" }, "Uses": { "type": "integer" } }
    }
    """;

var failed = Compile(1, 20_000, ofItsOwn: false);
Console.WriteLine($"one thread, 20000 compilations: {(failed ? "errors" : "no error")}");
for (var attempt = 0; attempt < 10 && !failed; attempt++) failed = Compile(16, 60_000, ofItsOwn: false);
Console.WriteLine($"16 threads, the registry of the process: {(failed ? "errors" : "no error")}");
failed = Compile(16, 60_000, ofItsOwn: true);
Console.WriteLine($"16 threads, a registry for each schema, 60000 compilations: {(failed ? "errors" : "no error")}");

static bool Compile(int threads, int times, bool ofItsOwn)
{
    var failures = 0;
    using var instance = JsonDocument.Parse("""{ "item": "DCD791", "uses": 1 }""");
    var running = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
    {
        for (var time = 0; time < times / threads && Volatile.Read(ref failures) == 0; time++)
        {
            try
            {
                var options = ofItsOwn ? new BuildOptions { SchemaRegistry = new SchemaRegistry() } : null;
                if (!JsonSchema.FromText(Schema, options).Evaluate(instance.RootElement).IsValid) Interlocked.Increment(ref failures);
            }
            catch (Exception exception) when (exception is RefResolutionException or InvalidOperationException)
            {
                Interlocked.Increment(ref failures);
            }
        }
    })).ToList();
    running.ForEach(thread => thread.Start());
    running.ForEach(thread => thread.Join());
    return failures > 0;
}
PROGRAM

seen=$(dotnet run -c Release --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
one thread, 20000 compilations: no error
16 threads, the registry of the process: errors
16 threads, a registry for each schema, 60000 compilations: no error
EXPECTED
