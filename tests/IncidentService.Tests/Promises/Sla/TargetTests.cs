using System.Net;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Origins;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Promises.Sla;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Timeline;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>What a policy promises when an incident is opened, and what fulfils it.</summary>
public abstract class TargetTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private static readonly Origin Desk = new(1, "email", null, "desk", "Kim");

    private static readonly Dictionary<string, string?> Policies = new()
    {
        ["Sla:Policies:0:Name"] = "complaints", ["Sla:Policies:0:Categories:0"] = "complaint", ["Sla:Policies:0:Zone"] = "UTC",
        ["Sla:Policies:0:Targets:acknowledge:Hours"] = "4", ["Sla:Policies:0:Targets:first-response:WorkingDays"] = "2",
        ["Sla:Policies:0:Targets:final-response:Days"] = "14",
    };

    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(Policies);
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Opening_an_incident_makes_one_promise_per_target()
    {
        var number = await Open("complaint");

        var card = (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            // opened on a Saturday
            ["1 acknowledge 2026-11-21T13:30:00.000000Z", "2 first-response 2026-11-25T00:00:00.000000Z", "3 final-response 2026-12-06T00:00:00.000000Z"],
            card["promises"]!.AsArray().Select(promise => $"{promise!["id"]} {promise["kind"]} {promise["dueAt"]}"));
        Assert.All(card["promises"]!.AsArray(), promise =>
        {
            Assert.Equal(
                ("complaints", "owners", "email"),
                (promise!["policy"]!.ToString(), promise["team"]!.ToString(), promise["promisedIn"]!.ToString()));
            Assert.Null(promise["text"] ?? promise["promisedBy"]);
        });
        Assert.Equal(["promise.made", "promise.made", "promise.made"], await desk.PromiseEvents(number));
        Assert.Equal("acknowledge", card["timeline"]!.AsArray()[1]!["facts"]!["kind"]!.ToString());
    }

    [Fact]
    public async Task An_outgoing_message_that_opens_the_incident_already_counts_as_a_response()
    {
        var number = await desk.Open(
            new { category = "complaint", message = new { direction = "out", text = "We have found a fault in your drill." } });

        Assert.Equal("3", await desk.OnCard(number));
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_promised() => Assert.Equal("", await desk.OnCard(await Open("praise")));

    [Fact]
    public async Task A_changed_policy_does_not_change_existing_promises()
    {
        var old = await Open("complaint");
        var before = (await desk.Get($"/v1/incidents/{old}/promises")).Text;

        await using var later = await Start(
            new(Policies) { ["Sla:Policies:0:Name"] = "faster", ["Sla:Policies:0:Targets:acknowledge:Hours"] = "1" }, beside: service);
        using var phone = new ApiClient(later.Address, desk.Key);

        Assert.Equal(before, (await phone.Get($"/v1/incidents/{old}/promises")).Text);
        var first = (await phone.ReadPromise(await Open("complaint", later), 1));
        Assert.Equal(("faster", later.In(TimeSpan.FromHours(1))), (first["policy"]!.ToString(), first["dueAt"]!.ToString()));
    }

    [Fact]
    public async Task An_automatic_outgoing_message_fulfils_only_the_acknowledgement()
    {
        var number = await Open("complaint");

        await AddEvent(number, EventTypes.MessageSent, automatic: true);

        Assert.Equal("1 kept, 2 open, 3 open", await States(number));
        var line = (await desk.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            ("promise.kept", "1", "5", "Kim"),
            (
                line["type"]!.ToString(),
                line["facts"]!["promise"]!.ToString(),
                line["facts"]!["sequence"]!.ToString(),
                line["agent"]!.ToString()));
    }

    [Fact]
    public async Task An_outgoing_message_of_a_person_also_fulfils_the_first_response_and_only_once()
    {
        var number = await Open("complaint");

        await AddEvent(number, EventTypes.MessageSent);
        await AddEvent(number, EventTypes.MessageSent);

        Assert.Equal("1 kept, 2 kept, 3 open", await States(number));
        Assert.Equal("3", await desk.OnCard(number));
        Assert.Equal(2, (await desk.PromiseEvents(number)).Count(type => type == "promise.kept"));
    }

    [Theory]
    [InlineData(true, "1 kept, 2 open, 3 open")]
    [InlineData(false, "1 kept, 2 kept, 3 open")]
    public async Task An_outgoing_message_in_the_opening_request_fulfils_its_targets(bool automatic, string states)
    {
        var number = await desk.Open(new { category = "complaint", message = new { direction = "out", text = "We have it", automatic } });

        Assert.Equal(states, await States(number));
    }

    [Theory]
    [InlineData(EventTypes.MessageReceived)]
    [InlineData(EventTypes.NoteAdded)]
    public async Task No_other_event_fulfils_a_target(string type)
    {
        var number = await Open("complaint");

        await AddEvent(number, type);

        Assert.Equal("1 open, 2 open, 3 open", await States(number));
    }

    [Fact]
    public async Task A_resolution_fulfils_all_remaining_targets()
    {
        var number = await Open("complaint");
        await AddEvent(number, EventTypes.MessageSent, automatic: true);

        await Change(number, (transaction, incident) =>
            SlaChanges.FulfilByResolution(
                new ChangeContext(transaction, service.Rules, Desk),
                incident,
                incident.Append(EventTypes.Resolved, Desk, transaction.Now)));

        Assert.Equal("1 kept, 2 kept, 3 kept", await States(number));
        Assert.Equal("", await desk.OnCard(number));
    }

    [Fact]
    public async Task An_overdue_target_is_fulfilled_late_and_remains_recorded_as_overdue()
    {
        var number = await Open("complaint");
        service.Clock.Advance(TimeSpan.FromHours(5));
        await service.SweepNow();
        Assert.Equal("1 overdue, 2 open, 3 open", await States(number));

        await AddEvent(number, EventTypes.MessageSent);

        Assert.Equal("1 kept, 2 kept, 3 open", await States(number));
        Assert.NotNull((await desk.ReadPromise(number, 1))["overdueAt"]);
        Assert.Null((await desk.ReadPromise(number, 2))["overdueAt"]);
    }

    [Fact]
    public async Task A_message_fulfils_no_promise_made_by_a_person()
    {
        var number = await desk.Open();
        await desk.Promise(number, service.In(TimeSpan.FromHours(1)));

        await AddEvent(number, EventTypes.MessageSent);

        Assert.Equal("1 open", await States(number));
    }

    [Fact]
    public async Task A_message_of_the_survivor_fulfils_the_targets_of_incidents_merged_into_it()
    {
        var (merged, survivor) = (await Open("complaint"), await Open("praise"));
        await service.Merge(merged, survivor);

        await AddEvent(survivor, EventTypes.MessageSent);

        Assert.Equal("1 kept, 2 kept, 3 open", await States(merged));
        var line = (await desk.Get("/v1/incidents/" + survivor))["timeline"]!.AsArray()[^1]!;
        Assert.Equal((survivor, merged), (line["number"]!.ToString(), line["facts"]!["number"]!.ToString()));
    }

    /// <summary>Opens an incident as far as its promises are concerned.</summary>
    private async Task<string> Open(string category, RunningService? at = null)
    {
        at ??= service;
        var number = IncidentNumber.Mint();
        await at.Change(async transaction =>
        {
            var now = transaction.Now;
            var incident = new Incident
            {
                Id = at.Store.NewId(), Number = number, Version = 1, Channel = "email", Category = category, Team = "owners",
                OpenedAt = now, UpdatedAt = now, WaitingSince = now,
            };
            incident.Append(EventTypes.Opened, Desk, now);
            PromiseChanges.MakeByPolicy(new ChangeContext(transaction, at.Rules, Desk), incident);
            await transaction.AddIncident(incident, isReserved: false);
            return HttpReply.Empty(204);
        }, CancellationToken.None);
        return number.ToString();
    }

    private Task AddEvent(string number, string type, bool automatic = false) => Change(number, (transaction, incident) =>
        SlaChanges.FulfilByMessage(
            new ChangeContext(transaction, service.Rules, Desk),
            incident,
            incident.Append(type, Desk, transaction.Now, null, "Hello"),
            automatic));

    private Task Change(string number, Func<Transaction, Incident, Task> change) => service.Change(async transaction =>
    {
        var incident = await transaction.LockIncident(IncidentNumber.FromValue(long.Parse(number)));
        await change(transaction, incident!);
        await transaction.SaveIncident(incident!);
        return HttpReply.Empty(204);
    }, CancellationToken.None);

    private async Task<string> States(string number) =>
        string.Join(", ", (await desk.Get($"/v1/incidents/{number}/promises")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
        .Where(promise => promise!["number"]!.ToString() == number).Select(promise => $"{promise!["id"]} {promise["state"]}"));
}
