namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// The SQL Server that tests may use. With -p:UseTestcontainers=true, which needs Docker and a registry that has Testcontainers.MsSql, one is
/// started from Microsoft's image and ends with the tests.
/// </summary>
internal static class SqlServerContainer
{
    public static string? ConnectionString { get; } = Start() ?? Named();

    private static string? Named() => Environment.GetEnvironmentVariable(SqlServerEngine.Variable) is { Length: > 0 } named ? named : null;

#if USE_TESTCONTAINERS
    private static string? Start()
    {
        var container = new Testcontainers.MsSql.MsSqlBuilder().WithImage("mcr.microsoft.com/mssql/server:2022-latest").Build();
        container.StartAsync().GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return container.GetConnectionString();
    }
#else
    private static string? Start() => null;
#endif
}
