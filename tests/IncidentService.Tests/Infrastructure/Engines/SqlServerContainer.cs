using Testcontainers.MsSql;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The SQL Server of the tests: the one that the environment names, or a container if tests/run --sqlserver asks for it.</summary>
internal static class SqlServerContainer
{
    public const string Variable = "INCIDENTS_TEST_SQLSERVER";
    private const string ImageVariable = "INCIDENTS_TEST_SQLSERVER_IMAGE";
    private static readonly string? Named = EnvironmentSetting.Find(Variable);
    private static readonly StartedContainer? Own = Named is null && EnvironmentSetting.Find(ImageVariable) is { } image
        ? new(image, $"set {Variable} to the connection string of a SQL Server", () => Build(image))
        : null;

    /// <summary>Why there is none here; null if there is one.</summary>
    public static string? Missing => Named is not null ? null : Own is not null ? Own.Missing
        : $"No SQL Server was asked for: tests/run --sqlserver starts one in a container, and {Variable} takes the connection string of one";

    public static string ConnectionString => Named ?? Own!.ConnectionString;

    /// <summary>Deletes the container with its data.</summary>
    public static bool EndsWithTests => Named is null;

    private static MsSqlContainer Build(string image) =>
        new MsSqlBuilder(image).WithCreateParameterModifier(StartedContainer.PublishOnLoopback).Build();
}
