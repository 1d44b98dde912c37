#!/usr/bin/env bash
# Package: Polyfill 11.4.5 (MIT, source only), .NET SDK 10.0.4xx.
#
# A library for netstandard2.0 and net10.0 gets IsExternalInit, which the compiler needs for init setters, from Polyfill. A second
# library, for netstandard2.0, sets an init property of it, and a program for net10.0 uses the second library: an ordinary set-up.
# When the first library references Polyfill for netstandard2.0 only, which is the framework that lacks the type, all of it builds without
# a warning, and the program ends with "MissingMethodException: Method not found: 'Void Shared.Thing.set_Name(System.String)'": the type
# is part of the setter's signature, and the net10.0 build has it from elsewhere. Referenced for net10.0 too, where it seems to have
# nothing to do, Polyfill adds the type forwarder that makes both the same, and the program prints the name.
# Without the package there, the library writes it itself: [assembly: TypeForwardedTo(typeof(IsExternalInit))].
#
# Seen: for the old framework only: Method not found; for both: prints drill. Exits non-zero if either changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

make() { # make NAME CONDITION: three projects in a folder of their own, Polyfill referenced on a condition; the program's output
  local at="$folder/$1"
  mkdir -p "$at"/{Shared,Words,Program}
  cat >"$at/Shared/Shared.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><LangVersion>latest</LangVersion></PropertyGroup>
  <ItemGroup Condition="$2"><PackageReference Include="Polyfill" Version="11.4.5" PrivateAssets="all" /></ItemGroup>
</Project>
XML
  echo 'namespace Shared; public sealed class Thing { public string Name { get; init; } = ""; }' >"$at/Shared/Thing.cs"
  cat >"$at/Words/Words.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup>
  <ItemGroup><ProjectReference Include="../Shared/Shared.csproj" /></ItemGroup>
</Project>
XML
  echo 'namespace Words; public static class Maker { public static string Make() => new Shared.Thing { Name = "drill" }.Name; }' >"$at/Words/Maker.cs"
  cat >"$at/Program/Program.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><ProjectReference Include="../Words/Words.csproj" /></ItemGroup>
</Project>
XML
  echo 'System.Console.WriteLine(Words.Maker.Make());' >"$at/Program/Program.cs"
  dotnet build "$at/Program" --disable-build-servers -v q >&2
  dotnet "$at/Program/bin/Debug/net10.0/Program.dll" 2>&1 || true
}

old=$(make old "'\$(TargetFramework)' == 'netstandard2.0'")
both=$(make both true)
printf 'For the old framework only:\n%s\nFor both:\n%s\n' "$old" "$both"
grep -q "Method not found: 'Void Shared.Thing.set_Name" <<<"$old" && [[ $both == drill ]]
