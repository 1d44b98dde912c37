using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// A database server in a container that ends with the tests. It is started once. If it cannot start, its tests are skipped with a reason.
/// </summary>
internal sealed class StartedContainer
{
    private const string Loopback = "127.0.0.1";
    private const string HowToStart = "start Docker (before version 25 with DOCKER_API_VERSION=1.41)";
    private readonly Lazy<(string? Address, string? Missing)> started;

    public StartedContainer(string image, string otherwise, Func<IDatabaseContainer> build) =>
        started = new(() => Start(image, otherwise, build));

    /// <summary>Why there is none; null if it runs.</summary>
    public string? Missing => started.Value.Missing;

    public string ConnectionString => started.Value.Address ?? throw new InvalidOperationException(Missing);

    /// <summary>Publishes the ports on the loopback address only.</summary>
    public static void PublishOnLoopback(Docker.DotNet.Models.CreateContainerParameters parameters)
    {
        foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings)) binding.HostIP = Loopback;
    }

    private static (string?, string?) Start(string image, string otherwise, Func<IDatabaseContainer> build)
    {
        TestcontainersSettings.ResourceReaperEnabled = false; // it would pull another image; this process removes its containers itself
        try
        {
            var container = build();
            EndOfTests.Add(() => container.DisposeAsync().AsTask().GetAwaiter().GetResult());
            container.StartAsync().GetAwaiter().GetResult();
            return (container.GetConnectionString(), null);
        }
        catch (DockerUnavailableException) // also with an engine whose API is older than the client's: Docker before 25
        {
            return (null, $"{image} is not started, since no container engine answers: {HowToStart}, or {otherwise}");
        }
        catch (DockerApiException exception)
        {
            return (
                null,
                $"{image} is neither here nor can it be pulled ({Line(exception)}): docker pull {image} must work first, or {otherwise}");
        }
    }

    private static string Line(Exception exception) => exception.Message.ReplaceLineEndings(" ").Trim();
}
