using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace IncidentService.Tests.Deploy;

/// <summary>Checks the compose files against the rules of the Compose Specification that they use, without Docker.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Top = ["name", "services", "volumes", "secrets"];
    private static readonly string[] OfService =
    [
        "image", "build", "command", "entrypoint", "environment", "env_file", "volumes", "read_only", "tmpfs", "cap_drop", "security_opt",
        "secrets",
        "depends_on", "restart", "stop_grace_period", "ports", "healthcheck",
    ];
    private static readonly string[] OfHealthCheck = ["test", "interval", "timeout", "retries", "start_period", "disable"];
    private static readonly string[] Conditions = ["service_started", "service_healthy", "service_completed_successfully"];

    public static TheoryData<string> Files => ["compose.sqlite.yaml", "compose.postgres.yaml", "compose.sqlserver.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_key_is_defined_by_the_compose_specification(string name)
    {
        var file = ComposeFile.Read(name);

        Assert.Empty(ComposeFile.Keys(file.Root).Where(key => !key.StartsWith("x-", StringComparison.Ordinal)).Except(Top));
        Assert.All(file.Services.Values, service =>
        {
            Assert.Empty(ComposeFile.Keys(service).Except(OfService));
            Assert.NotNull(ComposeFile.Text(service, "image"));
            if (!service.Children.TryGetValue("healthcheck", out var check)) return;
            Assert.Empty(ComposeFile.Keys(check).Except(OfHealthCheck));
            Assert.All(
                ["interval", "timeout", "start_period"],
                key => Assert.Matches("^([0-9]+(s|m))?$", ComposeFile.Text((YamlMappingNode)check, key) ?? ""));
            Assert.True(
                ComposeFile.Text((YamlMappingNode)check, "disable") == "true"
                    || ComposeFile.Texts((YamlMappingNode)check, "test")[0] is "CMD" or "CMD-SHELL");
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_dependency_of_a_compose_service_can_be_satisfied(string name)
    {
        var services = ComposeFile.Read(name).Services;

        Assert.All(services.Values.SelectMany(service => ComposeFile.Maps(service, "depends_on")), awaited =>
        {
            var condition = ComposeFile.Text(awaited.Value, "condition");
            var service = services[awaited.Key];
            Assert.Contains(condition, Conditions);
            if (condition == "service_healthy")
                Assert.True(IsOurs(service) || service.Children.ContainsKey("healthcheck"), $"{awaited.Key} has no health check");
            if (condition == "service_completed_successfully") Assert.Equal("no", ComposeFile.Text(service, "restart"));
        });
        Assert.All(services.Values.Where(service => ComposeFile.Texts(service, "command") is ["serve"]), service =>
            Assert.Equal(
                "service_completed_successfully", ComposeFile.Text(ComposeFile.Maps(service, "depends_on")["migrate"], "condition")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_mounted_or_referenced_file_exists(string name)
    {
        var file = ComposeFile.Read(name);
        var secrets = ComposeFile.Maps(file.Root, "secrets");
        var maker = await File.ReadAllTextAsync(Repository.File("deploy", "make-secrets.sh"));

        Assert.All(file.Services.Values.SelectMany(service => ComposeFile.Texts(service, "volumes")), volume =>
        {
            var from = volume.Split(':')[0];
            if (from.StartsWith("./", StringComparison.Ordinal))
                Assert.True(Path.Exists(Repository.File("deploy", from)), $"{from} does not exist");
            else Assert.Contains(from, ComposeFile.Maps(file.Root, "volumes").Keys);
        });
        Assert.All(
            file.Services.Values.SelectMany(service => ComposeFile.Texts(service, "secrets")),
            secret => Assert.Contains(secret, secrets.Keys));
        var read = secrets.Values.Select(secret => ComposeFile.Text(secret, "file")!)
            .Concat(file.Services.Values.SelectMany(service => ComposeFile.Texts(service, "env_file")));
        Assert.All(
            read,
            path => Assert.Matches("^secrets/((postgres|sqlserver)-)?(admin|migrate|run|database|proxy)\\.(password|env|crt|key)$", path));
        Assert.Contains("password \"$name.password\"", maker);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_compose_file_contains_no_password_and_publishes_no_public_port(string name)
    {
        var file = ComposeFile.Read(name);

        Assert.DoesNotMatch(@"(?i)password[ \t]*[:=][ \t]*[^/\s$""]", await File.ReadAllTextAsync(Repository.File("deploy", name)));
        Assert.All(
            file.Services.Values.SelectMany(service => ComposeFile.Texts(service, "ports")), port => Assert.StartsWith("127.0.0.1:", port));
        Assert.All(file.Services.Where(service => IsOurs(service.Value)), service =>
        {
            Assert.Equal("true", ComposeFile.Text(service.Value, "read_only"));
            Assert.Equal(["ALL"], ComposeFile.Texts(service.Value, "cap_drop"));
        });
    }

    [Theory]
    [InlineData("compose.postgres.yaml")]
    [InlineData("compose.sqlserver.yaml")]
    public async Task Two_replicas_run_behind_the_proxy_with_the_restricted_role(string name)
    {
        var services = ComposeFile.Read(name).Services;
        var replicas = services.Where(service => ComposeFile.Texts(service.Value, "command") is ["serve"]).ToList();

        Assert.Equal(2, replicas.Count);
        Assert.All(replicas, replica => Assert.EndsWith("-run.env", Assert.Single(ComposeFile.Texts(replica.Value, "env_file"))));
        Assert.EndsWith("-migrate.env", Assert.Single(ComposeFile.Texts(services["migrate"], "env_file")));
        Assert.Equal(replicas.Select(replica => replica.Key), ComposeFile.Maps(services["proxy"], "depends_on").Keys);
        Assert.Equal(
            replicas.Select(replica => replica.Key + ":8080"),
            Upstream().Matches(await File.ReadAllTextAsync(Repository.File("deploy", "nginx.conf")))
                .Select(server => server.Groups[1].Value));
    }

    [Fact]
    public async Task The_image_is_built_in_stages_runs_as_an_ordinary_user_and_has_a_health_check()
    {
        var lines = await File.ReadAllLinesAsync(Repository.File("deploy", "Dockerfile"));

        Assert.Equal(2, lines.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.True(
            Array.IndexOf(lines, "USER app") is var user and > 0
                && user > Array.FindLastIndex(lines, line => line.StartsWith("RUN ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("/health/ready", StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=")), line =>
            Assert.All(line.Split(' ')[1..^1], path => Assert.NotEmpty(Directory.GetFileSystemEntries(Repository.Root, path))));
    }

    private static bool IsOurs(YamlMappingNode service) => service.Children.ContainsKey("build");

    [GeneratedRegex(@"server (\S+) resolve max_fails")]
    private static partial Regex Upstream();
}
