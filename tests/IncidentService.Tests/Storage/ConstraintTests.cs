using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage;

/// <summary>
/// The database guarantees uniqueness: an index refuses a duplicate, and the refused change runs again and finds the existing row.
/// </summary>
public sealed class ConstraintTests : IAsyncLifetime
{
    private const int Unique = 2067;
    private const int PrimaryKey = 1555;
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        desk = await service.Client("email");
        var message = """{"system":"mail","messageId":"<1@example.com>","conversation":"conversation-1","text":"Where is it?"}""";
        (await desk.Post("/v1/messages", message, ("Idempotency-Key", "key-1"))).Expect(System.Net.HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("INSERT INTO numbers (number, incident_id, issued_at) SELECT number, 7, 0 FROM numbers", PrimaryKey)]
    [InlineData("INSERT INTO incident_references (lookup_value, system, holder, incident_id, value, added_at) SELECT lookup_value, system, 0, 7, value, 0 FROM incident_references", PrimaryKey)]
    [InlineData("INSERT INTO messages (system, message_id, incident_id, sequence) SELECT system, message_id, 7, 1 FROM messages", PrimaryKey)]
    [InlineData("INSERT INTO commands (key_id, command_key, id, fingerprint, status, answered_at) SELECT key_id, command_key, 7, x'00', 201, 0 FROM commands", PrimaryKey)]
    [InlineData("INSERT INTO events (incident_id, sequence, occurred_at, type, key_id) SELECT incident_id, sequence, 0, 'twice', 1 FROM events", PrimaryKey)]
    [InlineData("INSERT INTO events (incident_id, sequence, position, occurred_at, type, key_id) SELECT 7, sequence, position, 0, 'twice', 1 FROM events", Unique)]
    [InlineData("INSERT INTO contacts (incident_id, ordinal, kind, added_at) VALUES (7, 1, 'name', 0), (7, 1, 'name', 0)", PrimaryKey)]
    [InlineData(
        "INSERT INTO api_keys (id, name, hash, channels, teams, locations, scopes, created_at) "
            + "SELECT 7, name, hash, channels, teams, locations, scopes, 0 FROM api_keys LIMIT 1",
        Unique)]
    public void A_unique_index_refuses_a_duplicate(string insert, int refusal)
    {
        using var connection = service.Register.Open();

        var exception = Assert.Throws<SqliteException>(() => connection.Execute(insert));

        Assert.Equal(refusal, exception.SqliteExtendedErrorCode);
        Assert.True(IncidentService.Storage.Dialects.Sqlite.IsConstraint(exception));
    }

    [Fact]
    public async Task A_change_refused_by_a_unique_index_runs_again_and_finds_the_existing_row()
    {
        var reference = ReferenceInput.Parse("", "mail", "conversation-1", service.Rules.Systems, new ValidationErrors())!;
        var lookedFirst = false;

        var reply = await service.Change(async transaction =>
            {
                var holders = lookedFirst ? await transaction.ListHolders(reference) : [];
                lookedFirst = true;
                if (holders is [var holder])
                {
                    var incident = await transaction.LockIncident(holder.IncidentId);
                    return HttpReply.Empty(200).AtVersion(incident.Tag, incident.Id);
                }
                var input = new IncidentInput("a second one", null, null, [], []);
                var opened = (await IncidentChanges.Open(service.Context(transaction, "email"), input)).Value;
                transaction.AddReference(opened!.Incident, reference, shared: false);
                return HttpReply.Empty(201);
            },
            CancellationToken.None);

        Assert.Equal(200, reply.Status);
        Assert.Equal(service.Register.Scalar<long>("SELECT id FROM incidents"), reply.IncidentId);
        service.Register.ExpectWholeFeed();
    }
}
