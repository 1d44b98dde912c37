using System.Net;
using Dapper;
using IncidentService.Audit;
using IncidentService.Common;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.Verifying;

public abstract class VerificationTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private static readonly (string Rule, string Damage)[] Damages =
    [
        ("audit-sealed", UnsealedAudit),
        ("incident-number", "DELETE FROM numbers WHERE number = {0}"),
        ("issued-number", "UPDATE numbers SET incident_id = 1 WHERE number = {0}"),
        ("timeline", "DELETE FROM events WHERE sequence = 2"),
        ("timeline", "UPDATE incidents SET last_sequence = last_sequence + 1 WHERE number = {0}"),
        ("interactions", "UPDATE incidents SET interactions = interactions + 1 WHERE number = {0}"),
        ("contacts", "DELETE FROM contacts WHERE ordinal = 1"),
        ("approvals", "UPDATE incidents SET last_approval = 7 WHERE number = {0}"),
        ("promises", "DELETE FROM promises"),
        ("handoffs", "DELETE FROM handoffs"),
        ("feed-positions", "UPDATE events SET position = 1000000 WHERE position = 3"),
        ("feed-complete", "UPDATE events SET position = NULL, occurred_at = 1 WHERE position = 3"),
        ("redemptions", "UPDATE approvals SET used = used + 1"),
        ("redemptions", "UPDATE approvals SET uses = 0, used = 1"),
        ("redemption-owner", "UPDATE redemptions SET approval = 9"),
        ("merges", "UPDATE incidents SET parent_id = 1 WHERE parent_id IS NOT NULL"),
        ("cards", "UPDATE cards SET version = version + 1000"),
        ("merge-groups", "UPDATE incidents SET members = 5 WHERE number = {0}"),
        ("words-owner", "UPDATE words SET incident_id = -incident_id WHERE word = 'drill'"),
        ("texts-owner", "UPDATE texts SET owner_id = -owner_id WHERE owner_id = (SELECT id FROM incidents WHERE number = {0})"),
        ("lines-owner", "UPDATE texts SET part = part + 1000 WHERE owner_id = (SELECT id FROM incidents WHERE number = {0})"),
        ("lookups-owner", "UPDATE lookups SET incident_id = 1"),
        ("subscription-positions", "UPDATE subscriptions SET position = 1000000"),
        ("waiting-events",
            "INSERT INTO outgoing (subscription_id, position, incident_id, sequence, attempts, due_at) VALUES (1, 1, 1, 1, 0, 0)"),
        ("deliveries-owner",
            "INSERT INTO deliveries (subscription_id, ordinal, event_id, type, attempted_at, micros, outcome) "
                + "VALUES (1, 1, 'x', 'x', 0, 0, 'x')"),
    ];

    /// <summary>What does no harm where no trigger deletes such cards.</summary>
    private static readonly (string Rule, string Sql)[] FormerCards =
    [
        ("cards", "UPDATE cards SET version = version - 1"),
        ("cards", "UPDATE cards SET incident_id = (SELECT min(id) FROM incidents WHERE survivor_id IS NOT NULL) "
            + "WHERE incident_id = (SELECT min(incident_id) FROM cards)"),
    ];

    private const string UnsealedAudit =
        "INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified) "
        + "SELECT 1, 1, 'read', 'getIncident', 200, 1, 0, customer_present FROM lookups WHERE id = (SELECT min(id) FROM lookups)";

    private RunningService service = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start(new() { ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32" });
        await Eventually.IsTrue(() => service.Cards.Stores, "the service stores cards");
        using var desk = await service.Client("email", "read", "write", "approve", "redeem", "admin");
        number = await LiveALife(desk);
        await desk.Get("/v1/incidents/" + number);
        await Eventually.IsTrue(() => service.Register.Count("cards") > 0, "the card is stored");
        await Eventually.IsTrue(
            () => service.Register.Scalar<long>("SELECT count(*) FROM events WHERE position IS NULL") == 0, "all events have their place");
    }

    public ValueTask DisposeAsync() => service is null ? ValueTask.CompletedTask : service.DisposeAsync();

    [Fact]
    public async Task All_rules_hold_in_a_register_with_every_kind_of_data()
    {
        var rules = await Verify();

        Assert.All(rules, rule => Assert.True(rule.Holds, $"{rule.Name}: {string.Join(", ", rule.Examples)}"));
        Assert.Equal(Invariant.All.Count + 3, rules.Count);
        Assert.Equal(rules.Count, rules.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public async Task Data_of_a_message_whose_ticket_is_not_yet_received_violates_no_rule()
    {
        await service.Seed(
            """
            INSERT INTO messages (system, message_id, incident_id, sequence, content, received_at)
            VALUES ('zendesk', 'to-come', 0, 0, 'redacted', 1)
            """);

        Assert.All(await Verify(), rule => Assert.True(rule.Holds, rule.Name));
    }

    /// <summary>Each as a bug or a hand in the database might do it, and undone again.</summary>
    [Fact]
    public async Task Every_rule_violation_is_reported()
    {
        var now = Instant.Now(service.Clock);
        var parameters = new
        {
            before = now, longBefore = now.Plus(-AuditEntry.LongestUnsealed), yes = true,
            deletesFormerCards = service.Store.Dialect.DeletesFormerCards,
        };
        var formerCards = service.Store.Dialect.DeletesFormerCards ? FormerCards : [];
        foreach (var (rule, damage) in Damages.Concat(formerCards))
        {
            var invariant = Invariant.All.Single(invariant => invariant.Name == rule);
            await using var connection = service.Register.Open();
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.Empty(await connection.QueryAsync<long>(invariant.Sql, parameters, transaction));

            Assert.True(await connection.ExecuteAsync(string.Format(damage, number), transaction: transaction) > 0, damage);

            var broken = (await connection.QueryAsync<long>(invariant.Sql, parameters, transaction)).AsList();
            Assert.True(broken.Count > 0, $"{rule}: {damage}");
            await transaction.RollbackAsync();
        }
    }

    [Fact]
    public async Task Numbers_with_wrong_check_digits_are_counted_and_a_few_are_listed()
    {
        await service.Seed("INSERT INTO numbers (number, issued_at) VALUES (100000000000, 0), (100000000001, 0), (100000000002, 0)");
        await service.Seed("INSERT INTO numbers (number, issued_at) VALUES (100000000003, 0), (100000000004, 0), (100000000005, 0)");

        var broken = Assert.Single(await Verify(), rule => !rule.Holds);

        Assert.Equal(("numbers", 6, 5), (broken.Name, broken.Violations, broken.Examples.Count));
    }

    private Task<IReadOnlyList<VerifiedRule>> Verify() => new RegisterVerification(service.Store, (_, _, _) => { }).Run();

    /// <summary>An incident with one of everything, merged with another, and a third that was erased.</summary>
    private async Task<string> LiveALife(ApiClient desk)
    {
        var opened = await Open(desk, "anna@example.com");
        var at = "/v1/incidents/" + opened;
        await Done(desk.Post(at + "/interactions", new { waitSeconds = 720 }));
        await Done(desk.Post("/v1/webhooks", new { name = "Order system", url = "https://127.0.0.1:9/events" }));
        using (var till = await service.Client("store", "read", "redeem"))
        {
            await Done(till.Put(at + "/approvals/1/redemptions/T-1", new { }));
            await Done(till.Put(at + "/approvals/1/redemptions/T-2", new { }));
            await Done(till.Post(at + "/approvals/1/redemptions/T-2/reversal", new { reason = "Brought back" }));
        }
        var (second, third) = (await Open(desk, "ben@example.com"), await Open(desk, "cleo@example.com"));
        await Done(desk.Post($"/v1/incidents/{third}/merge", new { into = second }));
        await Done(desk.Post($"/v1/incidents/{second}/merge", new { into = opened }));
        await Open(desk, "dora@example.com");
        await Done(desk.Post("/v1/lookups", new { quoted = opened }));
        await Done(desk.Post("/v1/lookups", new { quoted = "CAS-4458812" }));
        await Done(desk.Post("/v1/erasures", new { contact = new { kind = "email", value = "dora@example.com" } }));
        await Done(desk.Post("/v1/number-blocks", new { size = 3 }));
        return opened;
    }

    private async Task<string> Open(ApiClient desk, string email)
    {
        var until = service.Clock.GetUtcNow().AddDays(3);
        return await desk.Open(new
        {
            subject = "Price match for a drill",
            contacts = new[] { new { kind = "email", value = email } },
            message = new { direction = "in", text = "Do I get the store's price for the drill on the web?" },
            approvals = new[] { new { type = "refund", money = new { amount = "10.00", currency = "USD" }, uses = 2 } },
            promises = new[] { new { text = "We call back", dueAt = until } },
            handoff = new { to = new { channel = "phone" }, reason = "Has to be ordered by phone" },
        });
    }

    private static async Task Done(Task<Answer> sent)
    {
        var answer = await sent;
        Assert.True(answer.Status < HttpStatusCode.MultipleChoices, answer.Text);
    }
}
