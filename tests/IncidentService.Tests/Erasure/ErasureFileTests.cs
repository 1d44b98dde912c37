using System.Net;
using IncidentService.OpenApi.Operations;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using Microsoft.AspNetCore.Routing;

namespace IncidentService.Tests.Erasure;

/// <summary>
/// After an erasure nothing of the customer is left in any response or in any byte of the file. Everybody else's data stays.
/// </summary>
public sealed class ErasureFileTests : IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(new() { ["References:Systems:order:Shared"] = "true" });
        admin = await service.Client("email", "read", "write", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task No_personal_data_is_left_in_any_row_or_in_the_log_or_in_the_vacuumed_file()
    {
        var (anna, bert) = (await KnownCustomer.Make(service, admin), await KnownCustomer.Make(service, admin));
        string[] neverKept = ["taken", "key", "redaction", "contact", "delivery", "one"]; // a redacted text, and idempotency keys
        var kept = anna.Secrets.Except(neverKept.Select(anna.Secret)).ToList();
        // proves that the search works
        Assert.All([RegisterSearch.InRows(service, kept), RegisterSearch.InFiles(service, kept)], found => Assert.Equal(kept, found));

        await Erase(anna);

        Assert.Empty(RegisterSearch.InRows(service, anna.Secrets));
        Assert.Empty(RegisterSearch.InLog(service, anna.Secrets));
        RegisterSearch.Vacuum(service);
        Assert.Empty(RegisterSearch.InFiles(service, anna.Secrets));
        Assert.Equal(kept.Count, RegisterSearch.InFiles(service, bert.Secrets).Count);
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task No_endpoint_shows_personal_data_after_the_erasure_and_every_number_still_resolves()
    {
        var anna = await KnownCustomer.Make(service, admin);
        var before = await Everything(anna);
        Assert.Contains(before, page => anna.Secrets.Any(secret => page.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)));

        await Erase(anna);

        var after = await Everything(anna);
        foreach (var (address, text) in after)
            Assert.All(
                anna.Secrets,
                secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{address}: {secret} in {text}"));
        foreach (var number in anna.Numbers)
            Assert.NotNull((await admin.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["personalDataRemovedAt"]);
    }

    [Fact]
    public async Task The_data_of_other_customers_is_unchanged_to_the_byte()
    {
        var (anna, bert) = (await KnownCustomer.Make(service, admin), await KnownCustomer.Make(service, admin));
        var before = await Everything(bert);

        await Erase(anna);

        Assert.Equal(
            before.Where(page => page.Address.Contains("/incidents/", StringComparison.Ordinal)),
            (await Everything(bert)).Where(page => page.Address.Contains("/incidents/", StringComparison.Ordinal)));
        Assert.Equal(
            bert.Numbers.Except([bert.Merged]).Order(),
            (await admin.Post("/v1/incidents/search", new { contact = new { kind = "email", value = bert.Email } })).Numbers().Order());
        foreach (var lookup in bert.Lookups) (await admin.Get("/v1/lookups/" + lookup)).Expect(HttpStatusCode.OK);
        Assert.Contains(bert.Secret("quoted"), (await admin.Get("/v1/lookups?outcome=none")).Text);
    }

    [Fact]
    public async Task Stored_answers_with_the_customer_are_not_replayed_and_the_message_is_still_recognised()
    {
        var anna = await KnownCustomer.Make(service, admin);

        await Erase(anna);

        (await admin.Post("/v1/lookups", new { quoted = anna.Survivor }, ("Idempotency-Key", anna.Secret("one"))))
            .ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        (await admin.Post("/v1/lookups", new { quoted = anna.Email }, ("Idempotency-Key", anna.Email)))
            .ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        var again = (await admin.Post("/v1/messages", anna.Message)).Expect(HttpStatusCode.OK);
        Assert.Equal(("duplicate", anna.Merged), (again["outcome"]!.ToString(), again["number"]!.ToString()));
        Assert.Empty(RegisterSearch.InRows(service, anna.Secrets));
    }

    [Fact]
    public async Task References_that_are_not_contacts_stay()
    {
        var anna = await KnownCustomer.Make(service, admin);
        var before = (await admin.Get("/v1/incidents/" + anna.Survivor)).Expect(HttpStatusCode.OK);

        await Erase(anna);

        var after = (await admin.Get("/v1/incidents/" + anna.Merged)).Expect(HttpStatusCode.OK);
        foreach (
            var member in new[] { "number", "state", "channel", "openedAt", "interactions", "waitingOn", "waitingSince", "merged", "handoffCount", "lastMessageInAt", "firstResponseAt" })
            Assert.Equal(before[member]!.ToJsonString(), after[member]!.ToJsonString());
        Assert.Equal(["order/W-1"], after["references"]!.AsArray().Select(reference => $"{reference!["system"]}/{reference["value"]}"));
        Assert.Empty(after["contacts"]!.AsArray());
        Assert.Equal(
            (1, 1, 1), (after["approvals"]!.AsArray().Count, after["promises"]!.AsArray().Count, after["handoffs"]!.AsArray().Count));
        Assert.Equal("open", after["promises"]![0]!["state"]!.ToString());
    }

    private async Task Erase(KnownCustomer customer)
    {
        service.Clock.Advance(TimeSpan.FromHours(1));
        var erased = (await admin.Post("/v1/erasures", new { contact = new { kind = "email", value = customer.Email.ToLowerInvariant() } }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(customer.Numbers.Order(), erased["incidents"].Strings().Order());
        Assert.All(
            ["contacts", "texts", "references", "lookups", "replies"], what => Assert.True((int)erased["removed"]![what]! > 0, what));
        Assert.DoesNotContain(customer.Secrets, secret => erased.ToJsonString().Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The responses of all GET addresses for every number, line, contact and lookup of a customer.</summary>
    private async Task<List<(string Address, string Text)>> Everything(KnownCustomer customer)
    {
        var pages = new List<(string, string)>();
        var reads = service.Endpoints.Where(
            endpoint =>
                endpoint.Metadata.GetMetadata<OperationDescription>() is not null
                    && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0] == "GET");
        foreach (var address in reads.SelectMany(read => Addresses(read.RoutePattern.RawText!.TrimEnd('/'), customer)).Distinct())
            pages.Add((address, (await admin.Get(address)).Text));
        return pages;
    }

    private static IEnumerable<string> Addresses(string route, KnownCustomer customer)
    {
        if (route == "/v1/references") route += "?system=order&value=W-1";
        route = route.Replace("{system}/{**value}", "order/W-1");
        IEnumerable<string> addresses = [route];
        if (route.Contains("{number}", StringComparison.Ordinal))
            addresses = customer.Numbers.Select(number => route.Replace("{number}", number));
        if (route.Contains("{lookup}", StringComparison.Ordinal))
            addresses = customer.Lookups.Select(lookup => route.Replace("{lookup}", lookup));
        return addresses.SelectMany(address => address.Contains('{')
            ? Enumerable.Range(1, 40).Select(ordinal => address[..address.IndexOf('{')] + ordinal)
            : [address]);
    }
}
