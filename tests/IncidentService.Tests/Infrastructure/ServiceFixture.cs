namespace IncidentService.Tests.Infrastructure;

/// <summary>One running service per test class, with a client and a key per channel.</summary>
public abstract class ServiceFixture(Engine engine) : IAsyncLifetime
{
    private readonly List<ApiClient> clients = [];

    public Engine Engine => engine;
    public RunningService Service { get; private set; } = null!;
    public ApiClient Email { get; private set; } = null!;
    public ApiClient Phone { get; private set; } = null!;
    public ApiClient Till { get; private set; } = null!;
    public ApiClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (engine.Missing is not null) return; // its tests say so
        Service = await RunningService.Start(
            new()
            {
                ["References:Systems:order:Shared"] = "true",
                ["References:Systems:git:CaseSensitive"] = "true",
                ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32"
            },
            engine: engine);
        Email = await Add("email", "read", "write", "approve");
        Phone = await Add("phone");
        Till = await Add("store", "read", "write", "redeem");
        Admin = await Add("web", "read", "write", "approve", "redeem", "report", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        if (Service is not null) await Service.DisposeAsync();
    }

    private async Task<ApiClient> Add(string channel, params string[] scopes)
    {
        clients.Add(await Service.Client(channel, scopes));
        return clients[^1];
    }
}

public sealed class SqliteFixture() : ServiceFixture(Engine.Sqlite);

public sealed class DeployedSqliteFixture() : ServiceFixture(Engine.DeployedSqlite);

public sealed class PostgresFixture() : ServiceFixture(Engine.Postgres);

public sealed class SqlServerFixture() : ServiceFixture(Engine.SqlServer);
