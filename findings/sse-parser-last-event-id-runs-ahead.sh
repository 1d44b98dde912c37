#!/usr/bin/env bash
# System.Net.ServerSentEvents 10.0.15: SseParser.LastEventId changes when an id line is read, not when the blank line dispatches its event.
# On a stream that breaks off inside an event, LastEventId names the event that was never returned. A reader that sends it as Last-Event-ID
# when it reconnects loses that event. The HTML standard keeps the two apart: the id line sets a buffer, and the dispatch copies the buffer to
# the last event ID string, which is what a browser sends. SseItem.EventId holds the id of a returned event only. For ids without data,
# which are not returned at all, a reader has to find the blank lines itself, or to hand the parser whole events only.
#
# Needs: the .NET SDK 10 and a NuGet source. Seen:
#   whole event 1, then event 2 up to its data: returned 1; LastEventId 2
#   whole event 1, then event 2 up to its id:   returned 1; LastEventId 2
#   whole events 1 and 2:                       returned 1 2; LastEventId 2
# Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NoWarn>NU1510</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="System.Net.ServerSentEvents" Version="10.0.15" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using System.Net.ServerSentEvents;
using System.Text;

(string Name, string Text)[] streams =
[
    ("whole event 1, then event 2 up to its data: ", "id: 1\ndata: a\n\nid: 2\ndata: b"),
    ("whole event 1, then event 2 up to its id:   ", "id: 1\ndata: a\n\nid: 2\n"),
    ("whole events 1 and 2:                       ", "id: 1\ndata: a\n\nid: 2\ndata: b\n\n"),
];
foreach (var (name, text) in streams)
{
    var parser = SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
    var returned = new List<string?>();
    await foreach (var item in parser.EnumerateAsync()) returned.Add(item.EventId);
    Console.WriteLine($"{name}returned {string.Join(' ', returned)}; LastEventId {parser.LastEventId}");
}
PROGRAM

seen=$(dotnet run --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
whole event 1, then event 2 up to its data: returned 1; LastEventId 2
whole event 1, then event 2 up to its id:   returned 1; LastEventId 2
whole events 1 and 2:                       returned 1 2; LastEventId 2
EXPECTED
