using IncidentService.Tests.Infrastructure;
using k8s;
using k8s.Models;

namespace IncidentService.Tests.Deploy;

/// <summary>Reads the manifests as the client library of Kubernetes does, which refuses fields that it does not know.</summary>
public sealed class KubernetesTests
{
    private const int LongestShutdown = 10;

    private static readonly List<object> All = [.. new[] { "incidents.yaml", "migrate.yaml" }.SelectMany(
        file => KubernetesYaml.LoadAllFromString(File.ReadAllText(Repository.File("deploy", "kubernetes", file)), strict: true))];

    private static V1Deployment Deployment => One<V1Deployment>();

    [Fact]
    public void Replicas_are_replaced_one_by_one_and_one_always_serves()
    {
        Assert.True(Deployment.Spec.Replicas >= 2);
        Assert.Equal("0", Deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        Assert.Equal("1", One<V1PodDisruptionBudget>().Spec.MinAvailable.Value);
        var labels = Deployment.Spec.Template.Metadata.Labels;
        foreach (var selector in new[]
        {
            Deployment.Spec.Selector.MatchLabels, One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels, One<V1Service>().Spec.Selector,
        })
            Assert.All(selector, wanted => Assert.Equal(wanted.Value, labels[wanted.Key]));
        var jobs = One<V1Job>().Spec.Template.Metadata.Labels;
        Assert.Contains(One<V1Service>().Spec.Selector, wanted => jobs[wanted.Key] != wanted.Value);
    }

    [Fact]
    public async Task Probes_call_existing_endpoints_and_a_pod_has_time_to_finish()
    {
        var container = Deployment.Spec.Template.Spec.Containers.Single();
        var port = container.Ports.Single();
        Assert.Equal(port.Name, One<V1Service>().Spec.Ports.Single().TargetPort.Value);
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Address };
        foreach (var probe in new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe })
        {
            Assert.Equal(port.Name, probe.HttpGet.Port.Value);
            using var answer = await http.GetAsync(new Uri(probe.HttpGet.Path, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode);
        }
        Assert.True(
            Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds > container.Lifecycle.PreStop.Sleep.Seconds + LongestShutdown);
    }

    [Fact]
    public void Every_container_has_restricted_privileges_and_every_secret_is_a_reference()
    {
        foreach (var pod in new[] { Deployment.Spec.Template.Spec, One<V1Job>().Spec.Template.Spec })
        {
            var container = pod.Containers.Single();
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.NotNull(container.Resources.Limits["memory"]);
            Assert.Null(container.Env);
            Assert.Contains(container.EnvFrom, source => source.SecretRef is not null);
        }
        Assert.DoesNotContain(All, item => item is V1Secret);
        Assert.DoesNotContain(One<V1ConfigMap>().Data.Keys, key => key.StartsWith("ConnectionStrings", StringComparison.Ordinal));
    }

    [Fact]
    public void The_service_and_the_migration_use_different_database_roles()
    {
        Assert.Equal(["incidents-run"], SecretsOf(Deployment.Spec.Template.Spec));
        Assert.Equal(["incidents-migrate"], SecretsOf(One<V1Job>().Spec.Template.Spec));
        Assert.Equal("Never", One<V1Job>().Spec.Template.Spec.RestartPolicy);
        Assert.Equal(["migrate"], One<V1Job>().Spec.Template.Spec.Containers.Single().Args);
    }

    private static IEnumerable<string> SecretsOf(V1PodSpec pod) =>
        pod.Containers.Single().EnvFrom.Where(source => source.SecretRef is not null).Select(source => source.SecretRef.Name);

    private static T One<T>() => Assert.Single(All.OfType<T>());
}
