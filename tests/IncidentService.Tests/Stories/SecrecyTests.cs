using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Stories;

/// <summary>Runs all stories against services whose log, at every level, and spans are recorded.</summary>
public sealed class SecrecyTests
{
    /// <summary>Shorter values, such as a first name, are parts of other words too.</summary>
    private const int LeastLength = 8;

    [Fact]
    public async Task Logs_and_spans_contain_no_customer_text_and_no_contact()
    {
        using var watch = ServiceLogCapture.Begin();
        var kept = new ConcurrentQueue<string>();
        using (Listen(kept))
        {
            foreach (var story in Stories()) await RunStory(story);
        }

        var said = watch.Said.Where(value => value.Length >= LeastLength).ToList();
        Assert.True(said.Count > 50, $"{said.Count} values of customers");
        Assert.True(watch.Log.Lines.Count > 1_000 && kept.Count > 100, $"{watch.Log.Lines.Count} lines, {kept.Count} spans");
        var written = string.Join('\n', watch.Log.Lines.Concat(kept));
        Assert.DoesNotContain(said, value => written.Contains(value, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("/v1/incidents", written); // proves that the search works
    }

    private static List<Type> Stories()
    {
        var stories = typeof(SecrecyTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "IncidentService.Tests.OnSqlite" && type.BaseType?.Namespace == typeof(SecrecyTests).Namespace)
            .ToList();
        Assert.True(stories.Count >= 6, $"{stories.Count} stories");
        return stories;
    }

    private static async Task RunStory(Type story)
    {
        var fixture = story.GetConstructors().Single().GetParameters().Length == 1 ? new SqliteFixture() : null;
        if (fixture is not null) await fixture.InitializeAsync();
        foreach (var chapter in story.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)))
        {
            var teller = Activator.CreateInstance(story, fixture is null ? [] : [fixture])!;
            if (teller is IAsyncLifetime begun) await begun.InitializeAsync();
            await (Task)chapter.Invoke(teller, null)!;
            if (teller is IAsyncDisposable ended) await ended.DisposeAsync();
        }
        if (fixture is not null) await fixture.DisposeAsync();
    }

    private static ActivityListener Listen(ConcurrentQueue<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(
                $"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
