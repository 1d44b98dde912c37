using System.Diagnostics;
using System.Net;
using IncidentNumbers;
using IncidentService.Common.Telemetry;
using IncidentService.Connectors.Zendesk;
using IncidentService.Connectors.Zendesk.Outgoing;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;

namespace IncidentService.Tests.Connectors;

/// <summary>Every change in Zendesk is made once, even if a response is lost.</summary>
public sealed class ZendeskClientTests : IAsyncLifetime
{
    private const long Ticket = 5158;
    private const string Update = "PUT /api/v2/tickets/5158.json";
    private const string Note = "Incident 8675-3091-2374: approval 1 was granted. [867530912374-2]";
    private static readonly IncidentNumber Number = IncidentNumber.FromValue(867530912374);
    private FakeZendesk zendesk = null!;
    private readonly List<HttpClient> clients = [];
    private ZendeskClient client = null!;

    public async ValueTask InitializeAsync()
    {
        zendesk = await FakeZendesk.Start();
        client = ClientOn(TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var http in clients) http.Dispose();
        await zendesk.DisposeAsync();
    }

    [Fact]
    public async Task The_number_goes_into_its_field_and_a_tag_and_other_tags_stay()
    {
        zendesk.Tags.Enqueue("vip");

        for (var round = 0; round < 2; round++) await client.WriteNumber(Ticket, Number, CancellationToken.None);

        Assert.Equal("8675-3091-2374", zendesk.Fields[ZendeskCalls.Field]);
        Assert.Equal(["vip", "incident_867530912374"], zendesk.Tags);
    }

    [Fact]
    public async Task A_note_is_internal()
    {
        await client.AddNote(Ticket, Note, CancellationToken.None);

        Assert.Equal((Note, false), Assert.Single(zendesk.Comments));
    }

    [Fact]
    public async Task A_note_whose_response_was_lost_is_not_written_twice()
    {
        zendesk.Refuse(Update, HttpStatusCode.BadGateway, done: true);

        Assert.Equal(
            HttpStatusCode.BadGateway,
            (await Assert.ThrowsAsync<ZendeskException>(() => client.AddNote(Ticket, Note, CancellationToken.None))).StatusCode);
        await client.AddNote(Ticket, Note, CancellationToken.None);

        Assert.Single(zendesk.Comments);
        Assert.Single(zendesk.Calls, call => call == Update);
    }

    [Fact]
    public async Task A_429_response_is_retried_after_the_requested_delay()
    {
        zendesk.Refuse(Update, HttpStatusCode.TooManyRequests, retryAfter: 1);
        var started = Stopwatch.GetTimestamp();

        await client.AddNote(Ticket, Note, CancellationToken.None);

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 30);
        Assert.Single(zendesk.Comments);
        Assert.Equal(2, zendesk.Calls.Count(call => call == Update));
    }

    [Fact]
    public async Task An_idempotent_request_is_retried_after_a_server_error()
    {
        for (var round = 0; round < 2; round++) zendesk.Refuse(Update, HttpStatusCode.ServiceUnavailable, retryAfter: 0);

        await client.WriteNumber(Ticket, Number, CancellationToken.None);

        Assert.Equal(3, zendesk.Calls.Count(call => call == Update));
        Assert.Equal("8675-3091-2374", zendesk.Fields[ZendeskCalls.Field]);
    }

    [Fact]
    public async Task Many_failures_open_the_circuit_breaker()
    {
        var clock = new TestClock();
        var tired = ClientOn(clock);
        for (var call = 0; call < 10; call++)
        {
            zendesk.Refuse("GET /api/v2/users/1.json", HttpStatusCode.InternalServerError);
            await tired.FindUser(1, CancellationToken.None);
        }
        var before = zendesk.Calls.Count;

        await Assert.ThrowsAsync<BrokenCircuitException>(() => tired.AddNote(Ticket, Note, CancellationToken.None));
        Assert.Equal(before, zendesk.Calls.Count);
        clock.Advance(TimeSpan.FromSeconds(31));
        await tired.AddNote(Ticket, Note, CancellationToken.None);

        Assert.Single(zendesk.Comments);
    }

    [Fact]
    public async Task A_permanent_refusal_is_not_retried()
    {
        zendesk.Refuse(Update, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Assert.ThrowsAsync<ZendeskException>(() => client.WriteNumber(Ticket, Number, CancellationToken.None))).StatusCode);

        Assert.Single(zendesk.Calls);
    }

    private ZendeskClient ClientOn(TimeProvider clock)
    {
        clients.Add(new HttpClient());
        var settings = new ZendeskSettings
        {
            SigningSecret = "s",
            Key = "k",
            Api = new ZendeskApi(zendesk.Url, "robot@example.com", "token", ZendeskCalls.Field)
        };
        return new ZendeskClient(
            clients[^1],
            settings,
            new ZendeskPipelines(clock, PipelineTelemetry.Create(NullLoggerFactory.Instance)),
            NullLogger<ZendeskClient>.Instance);
    }
}
