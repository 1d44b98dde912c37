#!/usr/bin/env bash
# StandardWebhooks (NuGet) 1.1.2: of several signatures in webhook-signature, the last one is never compared. A header with one signature is
# accepted, and so is any that stands before another one. The specification separates signatures by spaces and says to accept a message when
# any of them fits; senders sign with the old and the new secret while a secret is rotated. Which of the two receivers fails then depends on
# the sender's order. A sender may repeat its first signature at the end, which is allowed and lets both receivers verify.
#
# Needs: the .NET SDK 10 and a NuGet source. Exits with 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
    <PackageReference Include="StandardWebhooks" Version="1.1.2" />
  </ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

const string body = """{"type":"incident.opened"}""";
var now = DateTimeOffset.UtcNow;
var (former, next) = (New(1), New(2));
var (byFormer, byNext) = (former.Sign("msg_1", now, body), next.Sign("msg_1", now, body));
(string Name, string Header)[] headers =
[
    ("new only", byNext), ("old, new", $"{byFormer} {byNext}"), ("new, old", $"{byNext} {byFormer}"),
    ("old, new, old", $"{byFormer} {byNext} {byFormer}"),
];
foreach (var (name, header) in headers)
    Console.WriteLine($"{name}: the new secret {Verify(next, header)}, the old secret {Verify(former, header)}");

static StandardWebhook New(byte seed) => new(Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)]));

string Verify(StandardWebhook receiver, string header)
{
    try
    {
        receiver.Verify(body, new HeaderDictionary
        {
            ["webhook-id"] = "msg_1", ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(), ["webhook-signature"] = header,
        });
        return "verifies";
    }
    catch (Exception refused)
    {
        return "refuses (" + refused.GetType().Name + ")";
    }
}
PROGRAM

seen=$(dotnet run --disable-build-servers)
echo "$seen"
diff - <(echo "$seen") <<'EXPECTED'
new only: the new secret verifies, the old secret refuses (WebhookVerificationException)
old, new: the new secret refuses (WebhookVerificationException), the old secret verifies
new, old: the new secret verifies, the old secret refuses (WebhookVerificationException)
old, new, old: the new secret verifies, the old secret verifies
EXPECTED
