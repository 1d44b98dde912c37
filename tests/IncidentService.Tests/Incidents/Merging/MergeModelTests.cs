using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Incidents.Merging;

/// <summary>Random sequences of merges, unmerges and writes, compared with a model of edges and owners.</summary>
public abstract class MergeModelTests(ServiceFixture fixture) : Suite(fixture)
{
    private const int Incidents = 5;
    private const int Steps = 40;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task After_random_merges_unmerges_and_writes_each_number_shows_what_the_model_predicts(int seed)
    {
        var random = new Random(seed);
        var model = new Model();
        for (var index = 0; index < Incidents; index++)
        {
            fixture.Service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Open(model);
        }
        var seen = model.All.ToDictionary(owned => owned.Number, _ => new Dictionary<string, string>());
        for (var step = 0; step < Steps; step++)
        {
            fixture.Service.Clock.Advance(TimeSpan.FromMilliseconds(1)); // events of the same time have no defined order
            await Step(model, random);
            foreach (var owned in model.All) await Compare(model, owned, seen[owned.Number]);
        }
        foreach (var owned in model.All) await CompareLookups(model, owned);
    }

    private async Task Step(Model model, Random random)
    {
        var one = model.All[random.Next(Incidents)];
        var other = model.All[random.Next(Incidents)];
        switch (random.Next(8))
        {
            case 0 or 1 or 2 when one != other:
                var merged = await fixture.Email.Post($"/v1/incidents/{one.Number}/merge", new { into = other.Number });
                Assert.Equal(model.Merge(one, other) ? HttpStatusCode.OK : HttpStatusCode.Conflict, merged.Status);
                break;
            case 3 or 4:
                var unmerged = await fixture.Email.Post($"/v1/incidents/{one.Number}/unmerge", new { });
                Assert.Equal(model.Unmerge(one) ? HttpStatusCode.OK : HttpStatusCode.Conflict, unmerged.Status);
                break;
            case 5:
                var text = $"text {model.Texts++}";
                (await fixture.Email.Post($"/v1/incidents/{one.Number}/timeline", new { direction = "in", text }))
                    .Expect(HttpStatusCode.Created);
                model.Survivor(one).Texts.Add(text);
                break;
            case 6:
                var address = Guid.NewGuid().ToString("N") + "@example.com";
                (await fixture.Email.Post($"/v1/incidents/{one.Number}/contacts", new { kind = "email", value = address }))
                    .Expect(HttpStatusCode.Created);
                model.Survivor(one).Contacts.Add(address);
                break;
            default:
                var ticket = "T-" + Guid.NewGuid().ToString("N");
                (await fixture.Email.Put($"/v1/incidents/{one.Number}/references/zendesk/{ticket}")).Expect(HttpStatusCode.Created);
                model.Survivor(one).References.Add(ticket);
                break;
        }
    }

    private async Task Compare(Model model, Owned owned, Dictionary<string, string> seen)
    {
        var answer = await fixture.Email.Get("/v1/incidents/" + owned.Number);
        var card = answer.Expect(HttpStatusCode.OK);
        var family = model.Family(owned);

        Assert.Equal(model.Survivor(owned).Number, card["number"]!.ToString());
        Assert.Equal(model.Survivor(owned) == owned ? null : owned.Number, card["askedFor"]?.ToString());
        Assert.Equal(
            family.Where(member => member != model.Survivor(owned)).Select(member => member.Number).Order(), Strings(card["merged"]!));
        Assert.Equal(Pairs(family, member => member.Contacts), Pairs(card, "contacts"));
        Assert.Equal(Pairs(family, member => member.References), Pairs(card, "references"));
        Assert.Equal(family.Sum(member => member.Texts.Count), (int)card["interactions"]!["count"]!);
        Assert.Equal(Pairs(family, member => member.Texts), Pairs(await Timeline(owned.Number)));
        if (seen.TryGetValue(answer.ETag!, out var before)) Assert.Equal(before, answer.Text); // the body that a 304 would have confirmed
        seen[answer.ETag!] = answer.Text;
    }

    private async Task CompareLookups(Model model, Owned owned)
    {
        var survivor = model.Survivor(owned).Number;
        foreach (var quoted in owned.Contacts.Concat(owned.References).Append(owned.Number))
            Assert.Equal(survivor, (await fixture.Phone.LookUp(quoted)).Match()["number"]!.ToString());
    }

    private async Task<JsonArray> Timeline(string number) =>
        (await fixture.Email.Get($"/v1/incidents/{number}/timeline?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    private async Task Open(Model model)
    {
        var owned = new Owned(
            await fixture.Email.Open(
                new { contacts = new[] { new { kind = "email", value = Guid.NewGuid().ToString("N") + "@example.com" } } }));
        var card = (await fixture.Email.Get("/v1/incidents/" + owned.Number)).Expect(HttpStatusCode.OK);
        owned.Contacts.Add(card["contacts"]![0]!["value"]!.ToString());
        model.All.Add(owned);
    }

    private static IEnumerable<string> Strings(JsonNode list) => list.AsArray().Select(item => item!.ToString()).Order();

    private static IEnumerable<string> Pairs(IEnumerable<Owned> family, Func<Owned, IEnumerable<string>> values) =>
        family.SelectMany(member => values(member).Select(value => member.Number + " " + value)).Order();

    private static IEnumerable<string> Pairs(JsonNode card, string items) =>
        card[items]!.AsArray().Select(item => $"{item!["number"]} {item["value"]}").Order();

    private static IEnumerable<string> Pairs(JsonArray lines) =>
        lines.Where(line => line!["type"]!.ToString() == "message.received").Select(line => $"{line!["number"]} {line["text"]}").Order();

    private sealed class Owned(string number)
    {
        public string Number => number;
        public Owned? Parent { get; set; }
        public List<string> Contacts { get; } = [];
        public List<string> References { get; } = [];
        public List<string> Texts { get; } = [];
    }

    private sealed class Model
    {
        public List<Owned> All { get; } = [];
        public int Texts { get; set; }

        public Owned Survivor(Owned owned) => owned.Parent is { } parent ? Survivor(parent) : owned;

        public List<Owned> Family(Owned owned) => [.. All.Where(other => Survivor(other) == Survivor(owned))];

        /// <summary>True if the request is accepted, even if it had been done before.</summary>
        public bool Merge(Owned one, Owned into)
        {
            if (Survivor(one) == Survivor(into)) return one.Parent is not null;
            if (one.Parent is not null) return false;
            one.Parent = Survivor(into);
            return true;
        }

        public bool Unmerge(Owned owned)
        {
            if (owned.Parent is null) return false;
            owned.Parent = null;
            return true;
        }
    }
}
