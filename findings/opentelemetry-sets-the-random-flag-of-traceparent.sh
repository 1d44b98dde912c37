#!/usr/bin/env bash
# OpenTelemetry 1.21.0 for .NET sets the flag "random trace id" of W3C Trace Context level 2, so that the traceparent of a sampled span ends
# in -03. Up to 1.20.1 it ended in -01, and -00 or -01 is all that Trace Context level 1 has. A receiver that compares the flags with 01
# instead of testing the lowest bit takes every sampled span for one that is not, once the sender upgrades.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   1.20.1: 01
#   1.21.0: 03
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="OpenTelemetry" Version="$(Telemetry)" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Trace;

using var source = new ActivitySource("check");
using var provider = Sdk.CreateTracerProviderBuilder().AddSource("check").SetSampler(new AlwaysOnSampler()).Build();
using var span = source.StartActivity("span");
var headers = new Dictionary<string, string>();
Propagators.DefaultTextMapPropagator.Inject(
    new PropagationContext(span!.Context, Baggage.Current), headers, (into, name, value) => into[name] = value);
Console.WriteLine(headers["traceparent"][^2..]);
PROGRAM

seen=""
for version in 1.20.1 1.21.0; do
  rm -rf bin obj
  seen+="$version: $(dotnet run --disable-build-servers -p:Telemetry=$version)"$'\n'
done
echo -n "$seen"
diff - <(echo -n "$seen") <<'EXPECTED'
1.20.1: 01
1.21.0: 03
EXPECTED
