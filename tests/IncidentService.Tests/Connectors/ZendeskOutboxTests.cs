using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using static IncidentService.Tests.Connectors.ZendeskCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>A ticket shows the number of its incident, and its approvals and hand-offs as internal notes.</summary>
public sealed class ZendeskOutboxTests
{
    private const long Ticket = 5158;
    private static readonly Dictionary<string, string?> SecondsBetweenAttempts =
        Enumerable.Range(0, 9).ToDictionary(attempt => $"Webhooks:RetrySeconds:{attempt}", _ => (string?)"1");

    [Fact]
    public async Task A_ticket_that_opened_an_incident_gets_its_number_as_field_and_tag()
    {
        await using var calls = await StartHearing();
        using var desk = await calls.Service.Client("phone");

        await calls.Send(Created(Ticket, "I cannot log in."));

        var number = (await desk.Get("/v1/references?system=zendesk&value=5158"))
            .Expect(HttpStatusCode.OK)["incidents"]![0]!["number"]!.ToString();
        await Eventually.IsTrue(() => calls.Zendesk.Tags.Contains("incident_" + number), "the ticket has its tag");
        Assert.Equal(IncidentNumber.FromValue(long.Parse(number)).Formatted, calls.Zendesk.Fields[Field]);
    }

    [Fact]
    public async Task Approvals_and_hand_offs_become_internal_notes_with_facts_and_no_customer_text()
    {
        await using var calls = await StartHearing();
        using var desk = await calls.Service.Client("email", "read", "write", "approve");
        using var phone = await calls.Service.Client("phone");
        var number = await desk.Open(new { subject = "Anna's drill", references = new[] { new { system = "zendesk", value = "5158" } } });

        await desk.Grant(
            number, new { type = "price-match", item = "DCD791", money = ApprovalCalls.Usd("129.99"), note = "Because Anna asked" });
        await desk.Post(
            $"/v1/incidents/{number}/handoffs",
            new { to = new { channel = "phone", team = "orders" }, reason = "Anna has to call", told = "Please call" });
        await phone.Post($"/v1/incidents/{number}/handoffs/1/acceptance", null, ("X-Team", "orders"));

        await Eventually.IsTrue(() => calls.Zendesk.Comments.Count == 3, "all notes are written");
        var (notes, formatted) = (calls.Zendesk.Comments.ToArray(), IncidentNumber.FromValue(long.Parse(number)).Formatted);
        Assert.All(notes, note => Assert.False(note.Public));
        Assert.StartsWith(
            $"Incident \u2066{formatted}\u2069: approval 1 was granted, DCD791, quantity 1, 129.99 USD, by email. [{number}-",
            notes[0].Body);
        Assert.StartsWith(
            $"Incident \u2066{formatted}\u2069: hand-off 1 to phone (team orders), to be accepted by 2026-11-21 10:00 UTC, by email. [{number}-",
            notes[1].Body);
        Assert.StartsWith($"Incident \u2066{formatted}\u2069: hand-off 1 was accepted, by phone. [{number}-", notes[2].Body);
        Assert.DoesNotContain("Anna", string.Concat(notes.Select(note => note.Body)));
    }

    /// <summary>
    /// Uses the real clock: an attempt has ten seconds, and advancing a test clock would use them up during the attempt.
    /// </summary>
    [Fact]
    public async Task A_refused_note_is_sent_again_and_an_accepted_note_is_sent_once()
    {
        await using var calls = await StartHearing(SecondsBetweenAttempts, services => services.AddSingleton(TimeProvider.System));
        using var desk = await calls.Service.Client("email", "read", "write", "approve");
        var number = await desk.Open(new { references = new[] { new { system = "zendesk", value = "5158" } } });
        await Eventually.IsTrue(() => !calls.Zendesk.Tags.IsEmpty, "the ticket has its number");
        calls.Zendesk.Refuse($"PUT /api/v2/tickets/{Ticket}.json", HttpStatusCode.BadGateway, done: true);
        calls.Zendesk.Refuse($"GET /api/v2/tickets/{Ticket}/comments", HttpStatusCode.UnprocessableEntity);

        await desk.Grant(number, new { type = "waiver" });
        await desk.Grant(number, new { type = "waiver" });

        await Eventually.IsTrue(
            () => calls.Service.Register.Scalar<long>("SELECT count(*) FROM deliveries WHERE status = 502") == 1,
            "the first attempt is written down");
        await Eventually.IsTrue(
            () => calls.Service.Register.Scalar<long>("SELECT count(*) FROM deliveries WHERE status = 422") == 1, "so is the second");
        await Eventually.IsTrue(() => calls.Zendesk.Comments.Count == 2, "both are told");
        Assert.Equal(["approval 1", "approval 2"], calls.Zendesk.Comments.Select(comment => comment.Body.Split(": ")[1][..10]));
    }

    [Fact]
    public async Task Incidents_without_a_ticket_are_not_sent_to_Zendesk()
    {
        await using var calls = await StartHearing();
        using var desk = await calls.Service.Client("email", "read", "write", "approve");
        await desk.Grant(new { type = "waiver" });
        await desk.Open(new { references = new[] { new { system = "zendesk", value = "not a ticket" } } });

        var last = await desk.Open(new { references = new[] { new { system = "zendesk", value = "5158" } } });

        await Eventually.IsTrue(() => !calls.Zendesk.Tags.IsEmpty, "the last one is told of");
        Assert.Equal(["incident_" + last], calls.Zendesk.Tags);
    }

    /// <summary>It receives events only after its subscription exists.</summary>
    private static async Task<ZendeskCalls> StartHearing(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var calls = await Start(settings, services);
        await Eventually.IsTrue(
            () => calls.Service.Register.Scalar<long>("SELECT count(*) FROM subscriptions WHERE sender = 'zendesk'") == 1,
            "Zendesk has its subscription");
        return calls;
    }
}
