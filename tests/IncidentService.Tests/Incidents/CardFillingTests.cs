using System.Net;
using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Incidents.Cards;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Incidents;

/// <summary>Incidents of an older program are given their cards once, in pages, by one replica.</summary>
public abstract class CardFillingTests(Engine engine) : Suite(engine)
{
    private const int Incidents = 230; // three pages

    [Fact]
    public async Task Every_incident_is_given_its_card_and_then_nothing_is_left_to_do()
    {
        await using var service = await Start(services: collection => collection.RemoveAll<IHostedService>());
        using var desk = await service.Client("email");
        var numbers = new List<string>();
        foreach (var few in Enumerable.Range(0, Incidents).Chunk(23))
            numbers.AddRange(await Task.WhenAll(few.Select(_ => desk.Open(new { subject = "Price match" }))));
        (await desk.Post($"/v1/incidents/{numbers[0]}/merge", new { into = numbers[1] })).Expect(HttpStatusCode.OK);
        var cards = await Task.WhenAll(numbers.Select(number => desk.Get("/v1/incidents/" + number)));
        await service.Cards.Flush(CancellationToken.None);
        await service.Seed("DELETE FROM cards; DELETE FROM card_formats");

        foreach (var left in new[] { Incidents - 101, Incidents - 201, 0 })
        {
            Assert.True(await service.FillCards());
            Assert.Equal(left, Math.Max(0, Incidents - 1 - service.Register.Count("cards")));
        }

        Assert.Equal(0, service.Rows.Scalar<long>("SELECT filled_to FROM card_formats"));
        var again = await Task.WhenAll(numbers.Select(number => desk.Get("/v1/incidents/" + number)));
        Assert.Equal(cards.Select(card => card.Text), again.Select(card => card.Text));
    }

    [Fact]
    public async Task Cards_fill_the_pages_of_SQLite()
    {
        Assert.SkipUnless(Engine.IsSqlite, "Servers do not keep rows in the order of their keys");
        await using var service = await Start(services: collection => collection.RemoveAll<IHostedService>());
        using var desk = await service.Client("email");
        for (var count = 0; count < Incidents; count++)
        {
            var text = RandomNumberGenerator.GetHexString(1_000); // a card of about 800 bytes when compressed
            await desk.Open(new { subject = "Price match", message = new { text, direction = "in" } });
        }
        await service.Seed("DELETE FROM cards; DELETE FROM card_formats");
        const string Used = "SELECT c.page_count - f.freelist_count FROM pragma_page_count c, pragma_freelist_count f";
        var before = service.Rows.Scalar<long>(Used);

        while (service.Register.Count("cards") < Incidents) Assert.True(await service.FillCards());

        var pages = service.Rows.Scalar<long>(Used) - before;
        var bytes = service.Rows.Scalar<long>("SELECT sum(length(body)) FROM cards");
        Assert.InRange(pages * 4096.0 / bytes, 1, 1.5);
    }

    [Fact]
    public async Task A_replica_waits_while_another_one_fills()
    {
        await using var first = await Start();
        await using var second = await Start(beside: first);

        Assert.True(await first.FillCards());
        Assert.False(await second.FillCards());
        second.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(await second.FillCards());
    }

    /// <summary>Elsewhere a trigger deletes what such a replica leaves.</summary>
    [Fact]
    public async Task After_an_upgrade_no_card_is_stored_on_SQL_Server_while_replicas_of_the_older_program_may_be_left()
    {
        Assert.SkipUnless(Engine == Engine.SqlServer, "There is a trigger");
        await using var before = await Start();
        using (var desk = await before.Client("email")) await desk.Open(new { subject = "Price match" });
        await before.Seed("DELETE FROM cards; DELETE FROM card_formats; UPDATE migrations SET applied_at = @now WHERE name = '0017_cards'",
            new { now = Instant.Now(before.Clock) });

        await using (var early = await Start(beside: before))
        {
            using var desk = await early.Client("email");
            await desk.Get("/v1/incidents/" + await desk.Open(new { subject = "Price match" }));
            await early.Cards.Flush(CancellationToken.None);
            Assert.Equal(0, before.Register.Count("cards"));
        }
        await before.Seed(
            "UPDATE migrations SET applied_at = @then WHERE name = '0017_cards'",
            new { then = Instant.Now(before.Clock).Plus(-CardFilling.OlderReplicasEndWithin) });
        await using var late = await Start(beside: before);

        await Eventually.IsTrue(() => before.Register.Count("cards") == 2, "older incidents are given their cards");
        using var open = await late.Client("email");
        await open.Open(new { subject = "Price match" });
        Assert.Equal(3, before.Register.Count("cards"));
    }

    [Fact]
    public async Task An_incident_that_cannot_be_shown_is_left_out()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var (damaged, whole) = (await desk.Open(new { subject = "Price match" }), await desk.Open(new { subject = "Price match" }));
        await Eventually.IsTrue(() => service.Cards.Stores, "the service stores cards"); // and has nothing to fill
        await service.Seed("DELETE FROM cards");
        await service.Seed(
            "UPDATE events SET facts = 'no JSON' WHERE incident_id = (SELECT incident_id FROM numbers WHERE number = @number)",
            new { number = long.Parse(damaged) });
        await service.Seed("UPDATE card_formats SET filled_to = @all", new { all = long.MaxValue });

        Assert.True(await service.FillCards());

        Assert.Equal(
            [long.Parse(whole)], service.Register.List<long>("SELECT i.number FROM cards c JOIN incidents i ON i.id = c.incident_id"));
    }

    [Fact]
    public async Task A_new_register_has_nothing_to_fill()
    {
        await using var service = await Start();

        Assert.Equal(0, service.Rows.Scalar<long>("SELECT filled_to FROM card_formats"));
    }
}
