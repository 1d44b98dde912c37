using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Keys;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class KeyCommandTests : RegisterCommandSuite
{
    private const string OneKey = "^inc_[A-Za-z0-9]{43}$";

    [Fact]
    public async Task A_key_is_printed_once_with_how_to_send_it_and_only_its_hash_is_kept()
    {
        await Migrate();

        var lines = (await Run("keys", "add", "--name", "E-mail desk", "--channel", "email", "--scopes", "read,write"))
            .Expect(0).Split('\n');

        Assert.Matches(OneKey, lines[0]);
        Assert.Contains("Authorization: Bearer " + lines[0], lines[1]);
        Assert.All(Files, file => Assert.Equal(-1, File.ReadAllBytes(Beside(file)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(lines[0]))));
        Assert.Equal(KeySecret.Hash(lines[0]), RegisterInspector.OpenFile(Register).Scalar<byte[]>("SELECT hash FROM api_keys"));
    }

    [Fact]
    public async Task Quiet_prints_the_key_alone()
    {
        await Migrate();

        var run = await Run("keys", "add", "--name", "E-mail desk", "--channel", "email", "--scopes", "read", "--quiet");

        Assert.Matches(OneKey, run.Expect(0).TrimEnd('\n'));
        Assert.Equal("", run.Errors);
    }

    [Theory]
    [InlineData("--name", "", "name")]
    [InlineData("--channel", "fax", "channels")]
    [InlineData("--channel", "email,fax", "channels")]
    [InlineData("--channel", ",", "channels")]
    [InlineData("--scopes", "fly", "scopes")]
    [InlineData("--scopes", ",", "scopes")]
    [InlineData("--expires", "tomorrow", "expiresAt")]
    [InlineData("--expires", "2027-01-31T00:00:00", "expiresAt")]
    [InlineData("--max-grant", "50.00", "maxGrant.currency")]
    [InlineData("--network", "everywhere", "networks")]
    [InlineData("--requests-per-minute", "0", "requestsPerMinute")]
    public async Task An_invalid_value_is_refused_by_the_name_of_its_field(string option, string value, string field)
    {
        await Migrate();
        var given = new Dictionary<string, string>
        {
            ["--name"] = "Desk",
            ["--channel"] = "email",
            ["--scopes"] = "read",
            [option] = value
        };

        var why = (await Run(["keys", "add", .. given.SelectMany(pair => new[] { pair.Key, pair.Value })])).ExpectOneLine(2);

        Assert.StartsWith(field + " ", why);
        Assert.Equal(0, RegisterInspector.OpenFile(Register).Count("api_keys"));
    }

    [Fact]
    public async Task All_errors_are_reported_at_once()
    {
        await Migrate();

        var run = await Run("keys", "add", "--name", "Desk", "--channel", "fax", "--scopes", "fly", "--expires", "tomorrow");

        Assert.Equal("", run.Expect(2));
        Assert.Equal(
            ["channels", "expiresAt", "scopes"],
            run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order());
    }

    [Fact]
    public async Task A_key_added_while_the_service_runs_works_at_once_with_its_scopes()
    {
        await Migrate();
        await AddKey("web", "admin");
        await using var service = await ServiceProcess.Start(Register);

        using var writer = new ApiClient(service.Address, await AddKey("email,phone", "read,write"));
        using var reader = new ApiClient(service.Address, await AddKey("phone", "read", "--expires", "2999-01-31T00:00:00Z"));
        using var expired = new ApiClient(service.Address, await AddKey("phone", "read", "--expires", "2020-01-31T00:00:00Z"));

        var opened = (await writer.Post("/v1/incidents", new { subject = "Price match for a drill" }, ("X-Channel", "phone")))
            .Expect(HttpStatusCode.Created);
        var number = opened["number"];
        Assert.Equal("phone", opened["channel"]!.ToString());
        (await reader.Get($"/v1/incidents/{number}")).Expect(HttpStatusCode.OK);
        (await reader.Post("/v1/incidents", new { subject = "Price match" })).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        (await expired.Get($"/v1/incidents/{number}")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_list_shows_what_keys_may_do_but_neither_keys_nor_hashes()
    {
        await Migrate();
        string[] keys = [await AddKey("email", "read,write"), await AddKey("phone", "status", "--expires", "2020-01-31T00:00:00Z")];

        var lines = (await Run("keys", "list")).Expect(0).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, line => line.Contains("  valid ") && line.Contains("Desk email") && line.Contains("read write"));
        Assert.Contains(lines, line => line.Contains("  expired ") && line.Contains("Desk phone") && line.Contains("status"));
        var list = string.Join('\n', lines);
        Assert.All(keys, key => Assert.Contains(key[..8] + "…", list));
        foreach (var key in keys)
        {
            var hash = KeySecret.Hash(key)!;
            Assert.DoesNotContain(key[..9], list);
            Assert.DoesNotContain(key[8..], list);
            Assert.DoesNotContain(Convert.ToHexString(hash), list, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(hash), list);
        }
    }

    [Fact]
    public async Task A_key_can_have_grant_limits_and_the_list_shows_them()
    {
        await Migrate();
        await AddKey("email", "approve", "--max-grant", "50", "--max-per-day", "500.00", "--currency", "USD");

        Assert.Contains("  grants up to USD 50.00  grants of a day up to USD 500.00", (await Run("keys", "list")).Expect(0));
    }

    [Fact]
    public async Task A_revoked_key_stops_within_seconds_while_the_service_runs()
    {
        await Migrate();
        var key = await AddKey("email", "read,write");
        await using var service = await ServiceProcess.Start(Register);
        using var desk = new ApiClient(service.Address, key);
        await desk.Open();
        var id = (await Run("keys", "list")).Expect(0).Split(' ')[0];

        Assert.Equal("Revoked.\n", (await Run("keys", "revoke", id)).Expect(0));

        await Eventually.IsTrue(
            async () => (await desk.Get("/v1/incidents")).Status == HttpStatusCode.Unauthorized, "the service reads the key again");
        Assert.Contains("  revoked ", (await Run("keys", "list")).Expect(0));
        Assert.Contains("revoked before", (await Run("keys", "revoke", id)).ExpectOneLine(1));
    }

    [Fact]
    public async Task Revoking_a_key_that_does_not_exist_exits_1_and_leaves_the_others()
    {
        await Migrate();
        await AddKey("email", "read");

        Assert.Contains("no such key", (await Run("keys", "revoke", "1")).ExpectOneLine(1));

        Assert.Contains("  valid ", (await Run("keys", "list")).Expect(0));
    }

    [Fact]
    public async Task A_replaced_key_keeps_working_beside_the_new_one_while_the_service_runs()
    {
        await Migrate();
        var former = await AddKey("email", "read,write");
        await using var service = await ServiceProcess.Start(Register);
        var id = (await Run("keys", "list")).Expect(0).Split(' ')[0];

        var key = (await Run("keys", "rotate", id, "--until", "2999-01-31T00:00:00Z", "--quiet")).Expect(0).TrimEnd('\n');

        Assert.Matches(OneKey, key);
        foreach (var works in new[] { former, key })
        {
            using var desk = new ApiClient(service.Address, works);
            (await desk.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        }
        Assert.Contains("  former key until 2999-01-31T00:00:00.000000Z", (await Run("keys", "list")).Expect(0));
        Assert.Contains("no such key", (await Run("keys", "rotate", "1")).ExpectOneLine(1));
        Assert.StartsWith("--until ", (await Run("keys", "rotate", id, "--until", "tomorrow")).ExpectOneLine(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_printed_as_JSON_for_programs()
    {
        await Migrate();
        string[] add = ["keys", "add", "--name", "Till", "--channel", "store", "--scopes", "read", "--network", "10.1.0.0/16,2001:db8::1"];

        var added = JsonNode.Parse((await Run([.. add, "--requests-per-minute", "600", "--json"])).Expect(0))!;
        var listed = JsonNode.Parse((await Run("keys", "list", "--json")).Expect(0))!["items"]![0]!;
        var rotated = JsonNode.Parse((await Run("keys", "rotate", added["id"]!.ToString(), "--json")).Expect(0))!;
        var revoked = JsonNode.Parse((await Run("keys", "revoke", added["id"]!.ToString(), "--json")).Expect(0))!;

        Assert.Matches(OneKey, added["key"]!.ToString());
        Assert.Equal((added["id"]!.ToString(), added["key"]!.ToString()[..8]), (listed["id"]!.ToString(), listed["prefix"]!.ToString()));
        Assert.Equal("""["10.1.0.0/16","2001:db8::1/128"]""", listed["networks"]!.ToJsonString());
        Assert.Null(listed["key"]);
        Assert.NotEqual(added["key"]!.ToString(), rotated["key"]!.ToString());
        Assert.Equal(listed["id"]!.ToString(), rotated["id"]!.ToString());
        Assert.Equal(listed["id"]!.ToString(), revoked["id"]!.ToString());
        Assert.NotNull(revoked["revokedAt"]);
        Assert.Null(listed["revokedAt"]);
    }

    [Theory]
    [InlineData("add", "--name", "Desk", "--channel", "email", "--scopes", "read")]
    [InlineData("list")]
    [InlineData("revoke", "1")]
    public async Task Without_a_register_the_service_tells_the_user_to_migrate_and_creates_none(params string[] command)
    {
        Assert.Contains("IncidentService migrate", (await Run(["keys", .. command])).ExpectOneLine(1));
        Assert.Empty(Files);
    }
}
