using System.Net;
using IncidentService.Tests.Audit;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>Real requests that wait behind a held writer together with a change that goes wrong.</summary>
internal sealed class QueuedRequests(RunningService service, ApiClient desk)
{
    private readonly List<Task<Answer>> sent = [];

    /// <summary>Sends some, each once the one before it waits in the queue.</summary>
    public async Task Send(BlockedWriter blocked, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var waiting = service.Writer.Waiting;
            var reference = new { system = "zendesk", value = $"{sent.Count}" };
            sent.Add(desk.Post("/v1/incidents", new { subject = $"Neighbour {sent.Count}", references = new[] { reference } }));
            await blocked.Waiting(waiting + 1);
        }
    }

    /// <summary>
    /// All were answered, are there, and stand in an unbroken feed and audit trail with nothing else but so many besides; and the writer
    /// goes on.
    /// </summary>
    public async Task ExpectOpened(int besides = 0)
    {
        foreach (var answer in await Task.WhenAll(sent))
        {
            answer.Expect(HttpStatusCode.Created);
            Assert.Equal(answer.Text, (await desk.Get(answer.Location!)).Text);
        }
        service.Register.ExpectWholeFeed();
        Assert.Equal(sent.Count + besides, service.Register.Count("incidents"));
        Assert.Equal(
            sent.Count + besides,
            service.Register.Scalar<long>("SELECT count(*) FROM audit_entries WHERE kind = 'change' AND sequence IS NOT NULL"));
        Assert.Empty((await service.VerifyAudit()).Faults);
        await desk.Open();
    }
}
