using Dapper;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>A service over a PostgreSQL with a large register, which logs the plan of every statement.</summary>
public sealed class LargePostgres : IAsyncLifetime
{
    private const int Incidents = 40_000;

    /// <summary>Two years of incidents, each with a contact, a reference, three lines with text, a promise, a hand-off and five lookups.</summary>
    private const string Rows =
        """
        CREATE TEMPORARY TABLE g AS SELECT n, n AS id, number, 1700000000000000 + n * 1500000000 AS at,
            (ARRAY['email', 'phone', 'store', 'social', 'chat', 'web'])[n % 6 + 1] AS channel
            FROM unnest(CAST(@numbers AS bigint[])) WITH ORDINALITY AS m (number, n);
        INSERT INTO numbers (number, incident_id, issued_at) SELECT number, id, at FROM g;
        INSERT INTO incidents (id, number, version, last_sequence, last_contact, state, subject_part, category, team, channel, opened_at,
            updated_at, waiting_on, waiting_since, interactions, wait_seconds, first_response_at, last_promise, last_handoff)
            SELECT id, number, 3, 3, 1, CASE WHEN n % 50 = 0 THEN 'open' ELSE 'closed' END, 1, 'price-match', 'desk', channel, at, at,
                CASE WHEN n % 50 = 0 THEN 'us' ELSE 'customer' END, at, 1, 0, at + n % 1000, 1, 1 FROM g;
        INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at)
            SELECT id, 1, 'email', 'anna' || n || '@example.com', 'email:anna' || n || '@example.com', at FROM g;
        INSERT INTO incident_references (lookup_value, system, holder, incident_id, value, added_at)
            SELECT 'T-' || n, 'zendesk', 0, id, 'T-' || n, at FROM g;
        INSERT INTO events (incident_id, sequence, position, occurred_at, type, channel, key_id)
            SELECT id, s, n * 3 + s, at, 'message.received', channel, 1 FROM g, generate_series(1, 3) s;
        INSERT INTO texts (owner_id, part, body) SELECT id, s, 'Will you match your own price' FROM g, generate_series(1, 3) s;
        INSERT INTO words (word, incident_id) SELECT word, id FROM g, (VALUES ('price'), ('match')) w (word);
        INSERT INTO words (word, incident_id) SELECT 'drill', id FROM g WHERE n % 20 = 11;
        INSERT INTO words (word, incident_id) SELECT 'w' || n, id FROM g;
        INSERT INTO lookups (id, occurred_at, key_id, channel, outcome, micros, incident_id, shape, customer_present, counted)
            SELECT id * 10 + s, at, 1, channel, CASE WHEN n % 10 = 0 THEN 'none' ELSE 'exact' END, 100, id, 'CAS-9999999', false, false
            FROM g, generate_series(1, 5) s;
        INSERT INTO texts (owner_id, part, body) SELECT id, 0, 'CAS-' || id FROM lookups WHERE outcome = 'none';
        INSERT INTO promises (incident_id, ordinal, kind, state, due_at, team, promised_at, sequence, answered_at)
            SELECT id, 1, 'promise', CASE WHEN n % 50 = 0 THEN 'open' ELSE 'kept' END, at, 'desk', at, 1,
                CASE WHEN n % 50 = 0 THEN NULL ELSE at END FROM g;
        INSERT INTO handoffs (incident_id, ordinal, state, from_channel, to_channel, requested_at, sequence)
            SELECT id, 1, CASE WHEN n % 50 = 0 THEN 'open' ELSE 'accepted' END, 'email', 'phone', at, 1 FROM g;
        ANALYZE
        """;

    private static readonly long[] Numbers = [.. Enumerable.Range(0, Incidents).Select(_ => IncidentNumber.Mint().Value).Distinct()];
    private PostgresCluster cluster = null!;
    private PostgresLog log = null!;
    private RunningService service = null!;

    public ApiClient Desk { get; private set; } = null!;

    /// <summary>The number of the n-th incident, counted from 1.</summary>
    public static string NumberOf(int n) => $"{Numbers[n - 1]}";

    public async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is not null) return; // its tests say so
        cluster = await PostgresCluster.Start(
            [.. PostgresLog.Settings, "session_preload_libraries=auto_explain", "auto_explain.log_min_duration=0"]);
        log = new PostgresLog(cluster);
        service = await RunningService.Start(services: collection => collection.RemoveAll<IHostedService>(), engine: new ClusterEngine(cluster));
        await using (var connection = cluster.Open()) await connection.ExecuteAsync(Rows, new { numbers = Numbers });
        Desk = await service.Client("phone", "read", "write", "report");
    }

    /// <summary>The plans of what the service asks the engine meanwhile.</summary>
    public async Task<IReadOnlyList<string>> Plans(Func<Task> work)
    {
        var before = await log.Entries();
        await work();
        return [.. (await log.Entries()).Skip(before.Count).Where(entry => entry.Contains("Query Text:", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        Desk?.Dispose();
        if (service is not null) await service.DisposeAsync();
        cluster?.Dispose();
    }
}
