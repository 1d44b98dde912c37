using System.Diagnostics;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace IncidentService.Tests.Deploy;

/// <summary>The output of deploy/make-secrets.sh works unchanged, and other users cannot read it.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deploy-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Secrets_are_created_once_and_never_printed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed");
        var first = (await Make()).Expect(0);
        var secrets = Directory.GetFiles(Path.Combine(folder.FullName, "secrets"))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        var again = (await Make()).Expect(0);

        Assert.All(secrets, secret => Assert.Equal(secret.Value, File.ReadAllText(Path.Combine(folder.FullName, "secrets", secret.Key))));
        Assert.All(["admin", "migrate", "run"], name => Assert.DoesNotContain(secrets[name + ".password"], first + again));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(folder.FullName, "secrets")));
        var postgres = new NpgsqlConnectionStringBuilder(ConnectionString(secrets["postgres-run.env"]));
        Assert.Equal(
            ("incidents_run", secrets["run.password"], SslMode.VerifyFull), (postgres.Username, postgres.Password, postgres.SslMode));
        var sqlServer = new SqlConnectionStringBuilder(ConnectionString(secrets["sqlserver-migrate.env"]));
        Assert.Equal(
            ("incidents_migrate", secrets["migrate.password"], SqlConnectionEncryptOption.Mandatory),
            (sqlServer.UserID, sqlServer.Password, sqlServer.Encrypt));
        Assert.False(sqlServer.TrustServerCertificate);
    }

    private static string ConnectionString(string line) => line["ConnectionStrings__Incidents=".Length..].Trim();

    private Task<CommandRun> Make()
    {
        var script = Path.Combine(folder.FullName, "make-secrets.sh");
        File.Copy(Repository.File("deploy", "make-secrets.sh"), script, overwrite: true);
        return CommandRun.Run(new ProcessStartInfo("/bin/sh", [script]) { RedirectStandardOutput = true, RedirectStandardError = true });
    }
}
