using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

/// <summary>An invalid connection string is reported in one line that never contains the password.</summary>
public sealed class PasswordTests
{
    private const string Password = "zq-horse battery";
    private const string Rest = "battery staple";

    [Theory]
    [InlineData("postgres", $"Host=127.0.0.1;Port=1;Database=incidents;Username=incidents_run;Password={Password};Timeout=1")]
    [InlineData("postgres", $"Host=127.0.0.1;Port=1;Password={Password};{Rest}")] // not quoted
    [InlineData("postgres", $"Host=127.0.0.1;Port=1;Password={Password};{Rest}=1")]
    [InlineData("postgres", $"Host=127.0.0.1;Port={Password}")]
    [InlineData("postgres", $"postgresql://incidents_run:{Password}@127.0.0.1:1/incidents")]
    [InlineData("sqlserver", $"Server=127.0.0.1,1;Database=incidents;User Id=incidents_run;Password={Password};Connect Timeout=1")]
    [InlineData("sqlserver", $"Server=127.0.0.1,1;User Id=incidents_run;Password={Password};{Rest}")]
    [InlineData("sqlserver", $"Server=127.0.0.1,1;User Id=incidents_run;Password={Password};{Rest}=1")]
    [InlineData("sqlserver", $"Server=127.0.0.1,1;Encrypt={Password}")]
    [InlineData("sqlite", $"Data Source=incidents.db;Password={Password};{Rest}=1")]
    [InlineData("sqlite", $"Host=127.0.0.1;Username=incidents_run;Password={Password}")] // the engine was forgotten
    public Task An_unreachable_connection_string_is_not_printed(string engine, string connectionString) =>
        ExpectSilence(engine, connectionString);

    [Fact]
    public async Task A_wrong_password_is_not_printed()
    {
        Assert.SkipWhen(Engine.Postgres.Missing is not null, Engine.Postgres.Missing ?? "");
        await using var database = await Engine.Postgres.CreateDatabase();

        await ExpectSilence("postgres", $"{database.Settings["ConnectionStrings:Incidents"]};Password={Password}");
    }

    [Fact]
    public async Task A_password_that_SQL_Server_refuses_is_not_printed()
    {
        Assert.SkipWhen(Engine.SqlServer.Missing is not null, Engine.SqlServer.Missing ?? "");
        await using var database = await Engine.SqlServer.CreateDatabase();

        await ExpectSilence("sqlserver", $"{database.Settings["ConnectionStrings:Incidents"]};Password={Password}");
    }

    private static async Task ExpectSilence(string engine, string connectionString)
    {
        var folder = Directory.CreateTempSubdirectory("incidents-");
        try
        {
            var place = new RegisterLocation(
                folder.FullName,
                new Dictionary<string, string?> { ["Database:Engine"] = engine, ["ConnectionStrings:Incidents"] = connectionString });
            foreach (var command in new[] { "serve", "migrate" })
            {
                var said = (await CommandRun.Run(place, command)).ExpectOneLine(1);
                foreach (var word in Password.Split(' ').Concat(Rest.Split(' ')))
                    Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
