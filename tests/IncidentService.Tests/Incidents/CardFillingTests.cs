using System.Net;
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

        Assert.Equal(0, service.Rows.Scalar<long>("SELECT filled_to FROM card_formats WHERE format = @Format", new { RenderedCard.Format }));
        var again = await Task.WhenAll(numbers.Select(number => desk.Get("/v1/incidents/" + number)));
        Assert.Equal(cards.Select(card => card.Text), again.Select(card => card.Text));
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

    /// <summary>Among the replicas of a rolling upgrade there may be some that do not know of stored cards.</summary>
    [Fact]
    public async Task Outdated_cards_are_deleted_even_if_nobody_reads_them()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var numbers = new List<string>();
        while (numbers.Count < 3) numbers.Add(await desk.Open(new { subject = "Price match" }));
        await service.Seed("UPDATE cards SET version = version - 1 WHERE incident_id = (SELECT min(id) FROM incidents)");

        service.Clock.Advance(TimeSpan.FromMinutes(5));

        await Eventually.IsTrue(() => service.Register.Count("cards") == 2, "the outdated card is deleted");
    }

    [Fact]
    public async Task A_new_register_has_nothing_to_fill()
    {
        await using var service = await Start();

        Assert.Equal(0, service.Rows.Scalar<long>("SELECT filled_to FROM card_formats"));
    }
}
