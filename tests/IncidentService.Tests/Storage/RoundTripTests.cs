using System.Net;
using System.Text;
using IncidentNumbers;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Storage;

/// <summary>The round trips of a request, counted on the wire, and its statements.</summary>
public abstract class RoundTripTests
{
    private readonly CountedService counted;
    private readonly ITestOutputHelper output;
    private int last;

    private protected RoundTripTests(CountedService counted, ITestOutputHelper output)
    {
        (this.counted, this.output) = (counted, output);
        if (counted.Missing is { } why) Assert.Skip(why);
    }

    [Fact]
    public async Task Opening_takes_two_round_trips_at_most()
    {
        var cost = await Measure(desk => desk.Post("/v1/incidents", NewIncident(), ("Idempotency-Key", $"open-{++last}")));

        Expect(cost, 2);
    }

    [Fact]
    public async Task Opening_an_incident_with_an_SLA_policy_takes_two_round_trips_at_most()
    {
        var cost = await Measure(desk => desk.Post("/v1/incidents", NewIncident("complaint"), ("Idempotency-Key", $"complaint-{++last}")));

        Expect(cost, 2);
        Assert.Contains(cost.Statements, statement => statement.Contains("INSERT INTO promises", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reading_the_card_of_a_new_incident_takes_one_round_trip()
    {
        var numbers = await Open();

        Expect(await Measure(desk => desk.Get("/v1/incidents/" + numbers.Dequeue())), 1);
    }

    [Fact]
    public async Task Reading_a_card_takes_one_round_trip_and_the_first_time_after_a_change_two()
    {
        var numbers = await Open();
        foreach (var number in numbers)
        {
            await counted.Desk.Grant(number, new { type = "waiver", money = Usd("7.00") });
            (await counted.Desk.Post($"/v1/incidents/{number}/promises", new { text = "We call you", dueAt = "2999-01-01T00:00:00Z" }))
                .Expect(HttpStatusCode.Created);
        }
        var again = new Queue<string>(numbers);

        Expect(await Measure(desk => desk.Get("/v1/incidents/" + numbers.Dequeue())), 2);
        await counted.StoreCards();
        Expect(await Measure(desk => desk.Get("/v1/incidents/" + again.Dequeue())), 1);
    }

    [Fact]
    public async Task A_card_of_which_the_caller_has_an_older_version_takes_one_round_trip_and_one_statement()
    {
        var numbers = await Open();

        var cost = await Measure(
            desk =>
            {
                var number = numbers.Dequeue();
                return desk.Get("/v1/incidents/" + number, ("If-None-Match", $"\"{number}.0\""));
            });

        Expect(cost, 1);
        Assert.Single(cost.Statements);
    }

    [Fact]
    public async Task A_card_that_the_caller_already_has_takes_one_round_trip()
    {
        var number = await counted.Desk.Open(NewIncident());
        var tag = (await counted.Desk.Get("/v1/incidents/" + number)).ETag!;

        Expect(await Measure(desk => desk.Get("/v1/incidents/" + number, ("If-None-Match", tag)), HttpStatusCode.NotModified), 1);
    }

    [Fact]
    public async Task An_exact_lookup_that_is_recorded_takes_two_round_trips()
    {
        var numbers = await Open();

        Expect(await Measure(desk => desk.Post("/v1/lookups", new { quoted = numbers.Dequeue() })), 2);
    }

    /// <summary>What leads to incidents, with the only one's card; all of them, if there are several; and the record.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(12, 3)]
    public async Task A_lookup_by_contact_takes_two_round_trips_and_one_more_for_several_incidents(int incidents, int trips)
    {
        var contacts = new[] { new { kind = "email", value = $"anna{++last}.{incidents}@example.com" } };
        for (var made = 0; made < incidents; made++) await counted.Desk.Open(new { contacts });

        Expect(await Measure(desk => desk.Post("/v1/lookups", new { quoted = contacts[0].value })), trips);
    }

    [Fact]
    public async Task A_lookup_of_a_mistyped_number_or_of_a_reference_takes_two_round_trips()
    {
        var numbers = await Open();
        var slips = new Queue<string>(numbers.Select(number => Typos.WrongDigit(number)));

        Expect(await Measure(desk => desk.Post("/v1/lookups", new { quoted = slips.Dequeue() })), 2);

        var references = new Queue<string>();
        while (references.Count < CountedService.Times)
        {
            references.Enqueue($"T-{Guid.NewGuid():N}");
            await counted.Desk.Open(new { references = new[] { new { system = "zendesk", value = references.Last() } } });
        }
        Expect(await Measure(desk => desk.Post("/v1/lookups", new { quoted = references.Dequeue() })), 2);
    }

    [Fact]
    public async Task A_lookup_of_a_shared_reference_with_a_hint_compares_all_incidents_in_four_round_trips()
    {
        const string Order = "W-700800";
        for (var made = 0; made < 5; made++)
        {
            await counted.Desk.Open(new
            {
                references = new[] { new { system = "order", value = Order } },
                contacts = new[] { new { kind = "email", value = $"buyer{made}@example.com" } },
            });
        }

        Expect(await Measure(desk => desk.Post("/v1/lookups", new { quoted = Order, hints = new { name = "Nobody" } })), 4);
    }

    [Fact]
    public async Task A_card_that_the_caller_has_and_this_replica_has_not_takes_one_round_trip_and_one_statement()
    {
        var tags = new Queue<(string Number, string Tag)>();
        while (tags.Count < CountedService.Times)
        {
            var number = await counted.Desk.Open(NewIncident());
            tags.Enqueue((number, $"\"{number}.1\""));
        }

        var cost = await Measure(
            desk =>
            {
                var (number, tag) = tags.Dequeue();
                return desk.Get("/v1/incidents/" + number, ("If-None-Match", tag));
            },
            HttpStatusCode.NotModified);

        Expect(cost, 1);
        Assert.Single(cost.Statements);
    }

    [Fact]
    public async Task A_redemption_takes_two_round_trips()
    {
        var approval = await counted.Desk.Grant(new { type = "waiver", money = Usd("7.00"), uses = 100 });

        Expect(await Measure(_ => counted.Till.Redeem(approval, $"T-{++last}")), 2);
    }

    /// <summary>Another incident for every time that a request is made, so that none is answered from memory.</summary>
    private async Task<Queue<string>> Open()
    {
        var numbers = new Queue<string>();
        while (numbers.Count < CountedService.Times) numbers.Enqueue(await counted.Desk.Open(NewIncident()));
        return numbers;
    }

    private async Task<Cost> Measure(Func<ApiClient, Task<Answer>> call, HttpStatusCode? status = null)
    {
        var cost = await counted.Measure(
            async () =>
            {
                var answer = await call(counted.Desk);
                if (status is { } expected) answer.Expect(expected);
                else Assert.InRange((int)answer.Status, 200, 299);
            });
        output.WriteLine($"{cost.RoundTrips} round trips, {cost.Statements.Count} statements:");
        foreach (var statement in cost.Statements) output.WriteLine("  " + statement);
        return cost;
    }

    private void Expect(Cost cost, int most)
    {
        Assert.InRange(cost.RoundTrips, 1, most);
        Assert.NotEmpty(cost.Statements);
        Assert.DoesNotContain(cost.Statements, counted.IsSuperfluous);
        Assert.DoesNotContain(cost.Statements, statement => statement.Contains("api_keys", StringComparison.Ordinal));
        Assert.DoesNotContain(cost.Statements, statement => statement.Contains("leases", StringComparison.Ordinal));
    }

    protected static object NewIncident(string? category = null) => new
    {
        category,
        subject = "Price match for a drill",
        contacts = new[] { new { kind = "email", value = "anna@example.com" } },
        references = new[] { new { system = "zendesk", value = $"{Guid.NewGuid()}" } },
        message = new { text = "Will you match your own store's price on W-55120?", direction = "in" },
    };
}

/// <summary>The statements come from the engine's log.</summary>
public sealed class PostgresRoundTripTests(CountedPostgres counted, ITestOutputHelper output)
    : RoundTripTests(counted, output), IClassFixture<CountedPostgres>
{
    private readonly CountedPostgres counted = counted;

    /// <summary>The first statement waits for the table and the second for the only connection. All other callers find a third.</summary>
    [Fact]
    public async Task Callers_that_ask_at_the_same_time_are_answered_by_three_statements_each_with_its_own_card()
    {
        var numbers = new List<IncidentNumber>();
        while (numbers.Count < 40) numbers.Add(IncidentNumber.Parse(await counted.Desk.Open(NewIncident())));
        List<(IncidentNumber Number, long Known)> asked =
        [
            .. numbers.Select((number, place) => (number, Known: place % 4 == 0 ? 1L : 0)),
            (numbers[1], 0), (IncidentNumber.Mint(), 0), (numbers[1], 7),
        ];
        IReadOnlyList<StoredCard?> found = [];

        var statements = await counted.ListStatements(async () =>
        {
            List<Task<StoredCard?>> callers;
            await using (await counted.Lock("numbers"))
                callers = [.. asked.Select(one => counted.Store.FindStoredCard(one.Number, one.Known))];
            found = await Task.WhenAll(callers);
        });

        foreach (var ((number, known), card) in asked.Zip(found))
        {
            if (!numbers.Contains(number)) Assert.Null(card);
            else if (known == 1) Assert.Equal((number, 1, null), (card!.Number, card.Version, card.Json));
            else Assert.Contains($"\"number\":\"{number}\"", Encoding.UTF8.GetString(card!.Json!));
        }
        Assert.Equal(3, statements.Count(statement => statement.Contains("cards", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_statement_that_fails_fails_for_all_its_callers_and_not_for_those_that_ask_afterwards()
    {
        var number = IncidentNumber.Parse(await counted.Desk.Open(NewIncident()));
        await counted.Execute("ALTER TABLE cards RENAME TO cards_gone");
        Task<StoredCard?>[] callers = [.. Enumerable.Range(0, 10).Select(_ => counted.Store.FindStoredCard(number, 0))];
        foreach (var caller in callers) await Assert.ThrowsAsync<StoreFailedException>(() => caller);
        await counted.Execute("ALTER TABLE cards_gone RENAME TO cards");

        Assert.NotNull(await counted.Store.FindStoredCard(number, 0));
    }
}

/// <summary>The statements come from the driver's events.</summary>
public sealed class SqlServerRoundTripTests(CountedSqlServer counted, ITestOutputHelper output)
    : RoundTripTests(counted, output), IClassFixture<CountedSqlServer>;
