using System.Net;
using System.Text;
using IncidentNumbers;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Client;

/// <summary>The client against the real service.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private RunningService service = null!;
    private IncidentClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        desk = await service.SdkClient("email", "read", "write", "approve", "redeem", "report", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_followed_over_all_its_pages()
    {
        var opened = new List<IncidentNumber>();
        for (var index = 0; index < 11; index++) opened.Add((await desk.Incidents.OpenAsync(new() { Category = "paged" })).Value.Number);

        var listed = new List<IncidentNumber>();
        await foreach (var incident in desk.Incidents.List(new() { Category = "paged", PageSize = 3 })) listed.Add(incident.Number);
        var searched = new List<IncidentNumber>();
        await foreach (var incident in desk.Incidents.Search(new() { Category = "paged", Limit = 4 })) searched.Add(incident.Number);

        Assert.Equal(opened.AsEnumerable().Reverse(), listed);
        Assert.Equal(listed, searched);
    }

    [Fact]
    public async Task Unchanged_data_is_not_sent_again_and_a_version_conflict_is_reported()
    {
        var opened = await desk.Incidents.OpenAsync(new() { Subject = "A" });
        var number = opened.Value.Number;
        Assert.True((await desk.Incidents.GetAsync(number, new() { IfNoneMatch = opened.ETag })).IsUnchanged);

        var changed = await desk.Incidents.PatchAsync(
            number, new() { Subject = Patched.Nothing, Team = "tiles" }, new() { IfMatch = opened.ETag });
        Assert.Equal((null, "tiles"), (changed.Value.Subject, changed.Value.Team));

        var lost = await Assert.ThrowsAsync<IncidentApiException>(
            () => desk.Incidents.PatchAsync(number, new() { Subject = "B" }, new() { IfMatch = opened.ETag }));
        Assert.Equal(ProblemKind.PreconditionFailed, lost.Kind);
        Assert.False((await desk.Incidents.GetAsync(number, new() { IfNoneMatch = opened.ETag })).IsUnchanged);
    }

    [Fact]
    public async Task References_with_any_characters_are_sent_correctly()
    {
        foreach (var value in new[] { "a/b", "50% off?", "ä ö#1", "x&y=z", "+1 2" })
        {
            Card card = await desk.References.FindOrOpenAsync("shop", value, new());
            Assert.Equal(value, (await desk.References.GetAsync(card.Number, "shop", value)).Value.Value);
            Assert.Equal(card.Number, Assert.Single((await desk.References.FindAsync("shop", value)).Incidents).Number);
            await desk.References.RemoveAsync(card.Number, "shop", value);
            await desk.References.RemoveAsync(card.Number, "shop", value);
        }
    }

    [Fact]
    public async Task The_agent_and_the_location_of_a_request_are_recorded()
    {
        var options = Sdk.Options(service.Address, await service.Key("store phone", ["read", "write"], "s1 s2"));
        (options.Channel, options.Location, options.Agent) = (Channel.Store, "s1", "Kim");
        using var client = new IncidentClient(options);
        var number = (await client.Incidents.OpenAsync(new())).Value.Number;

        Line first = await client.Timeline.AddAsync(number, new() { Direction = Direction.Internal, Text = "Seen" });
        Line second = await client.Timeline.AddAsync(
            number,
            new() { Direction = Direction.Internal, Text = "Heard" },
            new() { Channel = Channel.Phone, Location = "s2", Agent = "Lee" });

        Assert.Equal((Channel.Store, "s1", "Kim"), (first.Channel!.Value, first.Location, first.Agent));
        Assert.Equal((Channel.Phone, "s2", "Lee"), (second.Channel!.Value, second.Location, second.Agent));
    }

    [Fact]
    public async Task Money_is_exact_to_the_last_place()
    {
        var number = (await desk.Incidents.OpenAsync(new())).Value.Number;

        foreach (var amount in new[] { 0.001m, 0.10m, 129.99m, 99_999_999_999.999m })
        {
            Approval approval = await desk.Approvals.GrantAsync(
                number, new() { Type = ApprovalType.Refund, Money = new Money(amount, "KWD") });
            Assert.Equal(new Money(amount, "KWD"), approval.Money);
        }
    }

    [Fact]
    public async Task Reports_are_available_as_records_and_as_csv()
    {
        await desk.Lookups.LookUpAsync(new() { Quoted = "CAS-4458812" });

        var report = await desk.Reports.LookupsAsync(new() { Zone = "Europe/Berlin" }, byDay: true);

        Assert.Equal(1, report.Items.Sum(row => row.Misses));
        Assert.Equal("Europe/Berlin", report.Period.Zone);
        Assert.StartsWith("day,channel", await desk.Reports.LookupsAsCsvAsync(byDay: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_is_available_through_dependency_injection()
    {
        var handlers = 0;
        await using var services = new ServiceCollection()
            .AddIncidentClient(Sdk.Options(service.Address, await service.Key("store", ["read", "write"])))
                .AddHttpMessageHandler(() => new Counting(() => handlers++)).Services
            .BuildServiceProvider();

        var client = services.GetRequiredService<IncidentClient>();
        Assert.True((await client.Incidents.OpenAsync(new())).IsNew);
        Assert.Same(client, services.GetRequiredService<IncidentClient>());
        Assert.Equal(1, handlers);
    }

    [Theory]
    [InlineData(null, "k")]
    [InlineData("incidents.example", "k")]
    [InlineData("ftp://incidents.example", "k")]
    [InlineData("https://incidents.example", " ")]
    public void An_invalid_client_configuration_is_refused_at_once(string? address, string key)
    {
        var options = new IncidentClientOptions
        {
            Address = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute),
            Key = key
        };

        Assert.ThrowsAny<ArgumentException>(() => new IncidentClient(options));
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddIncidentClient(options));
    }

    [Fact]
    public async Task A_response_of_another_server_is_not_a_problem_of_the_service()
    {
        using var http = new HttpClient(new Fixed("<html>A proxy</html>"));
        using var client = new IncidentClient(new() { Address = new Uri("https://incidents.example/inner"), Key = "k" }, http);

        await Assert.ThrowsAsync<IncidentUnreachableException>(() => client.Keys.ListAsync());
    }

    [Fact]
    public async Task An_unknown_problem_of_a_newer_service_is_passed_on_unchanged()
    {
        const string Newer = """{"type":"/problems/moon-full","title":"The moon is full","status":409,"remedy":"Wait","phase":{"days":1},"channels":["pigeon"]}""";
        using var http = new HttpClient(new Fixed(Newer, HttpStatusCode.Conflict, "application/problem+json"));
        using var client = new IncidentClient(new() { Address = new Uri("https://incidents.example"), Key = "k" }, http);

        var refused = await Assert.ThrowsAsync<IncidentApiException>(() => client.Keys.ListAsync());

        Assert.Equal(
            (new ProblemKind("moon-full"), 409, "Wait", false),
            (refused.Kind, refused.Status, refused.Problem.Remedy, refused.IsTransient));
        Assert.Equal(new Channel("pigeon"), Assert.Single(refused.Problem.Channels!));
        Assert.Equal(1, refused.Problem.Unknown!["phase"].GetProperty("days").GetInt32());
    }

    [Fact]
    public void A_number_is_parsed_and_repaired_without_the_service()
    {
        var number = IncidentNumber.Parse("867530912374");

        Assert.Equal(number, TypedNumber.Read(" Incident 8675 3091-2374 ").Number);
        Assert.Contains(new Mend(number, Slip.WrongDigit, 11), TypedNumber.Read("8675 3091 2384").Mends);
        Assert.True(TypedNumber.Read(null) is { Number: null, Mends: [] });
    }

    private sealed class Counting(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Fixed(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "text/html") : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });
    }
}
