using Testcontainers.PostgreSql;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A PostgreSQL in a container, if the environment names an image like the official one.</summary>
internal static class PostgresContainer
{
    public const string ImageVariable = "INCIDENTS_TEST_POSTGRES_IMAGE";

    /// <summary>Null if no image is named; tests then use a private server.</summary>
    public static StartedContainer? Own { get; } = EnvironmentSetting.Find(ImageVariable) is { } image
        ? new(image, $"leave {ImageVariable} empty for a private PostgreSQL", () => Build(image))
        : null;

    private static PostgreSqlContainer Build(string image) => new PostgreSqlBuilder(image)
        .WithCommand("-c", "max_connections=400", "-c", "shared_buffers=128MB")
        .WithCreateParameterModifier(StartedContainer.PublishOnLoopback)
        .Build();
}
