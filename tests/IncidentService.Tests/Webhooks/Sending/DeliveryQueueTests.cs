using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Tests.Webhooks.Sending;

/// <summary>What is sent at once, what waits, and what a failure drops.</summary>
public sealed class DeliveryQueueTests
{
    private const int Most = 2;
    private static readonly DeliveryAttempt Delivered = Attempt(new(DeliveryVerdict.Delivered, DeliveryOutcomes.Delivered));
    private static readonly DeliveryAttempt Failed = Attempt(DeliveryResult.Failed(DeliveryOutcomes.Timeout));

    private readonly DeliveryQueue queue = new(Most);
    private readonly List<TaskCompletionSource<DeliveryAttempt?>> begun = [];

    [Fact]
    public async Task So_many_are_sent_at_once_and_the_others_follow()
    {
        var ended = await Add(5);

        for (var sent = 0; sent < ended.Count; sent++)
        {
            Assert.Equal(Math.Min(sent + Most, ended.Count), begun.Count);
            begun[sent].SetResult(Delivered);
            Assert.Same(Delivered, await ended[sent]);
        }
    }

    [Fact]
    public async Task A_failure_drops_what_has_not_begun()
    {
        var ended = await Add(5);

        begun[0].SetResult(Failed);

        Assert.Same(Failed, await ended[0]);
        foreach (var dropped in ended.Skip(Most)) Assert.Null(await dropped);
        begun[1].SetResult(Delivered);
        Assert.Same(Delivered, await ended[1]);
        Assert.Equal(Most, begun.Count);
    }

    [Fact]
    public async Task What_is_added_after_a_failure_is_sent()
    {
        var first = await Add(1);
        begun[0].SetResult(Failed);
        await first[0];

        var second = await Add(1);
        begun[1].SetResult(Delivered);

        Assert.Same(Delivered, await second[0]);
    }

    [Fact]
    public async Task What_was_taken_before_a_failure_and_is_added_after_it_is_not_sent()
    {
        var first = await Add(1);
        var seen = queue.Failures;
        begun[0].SetResult(Failed);
        await first[0];

        var late = await Add(1, seen);

        Assert.Null(await late[0]);
        Assert.Single(begun);
    }

    [Fact]
    public async Task What_is_cancelled_ends_so_and_its_place_is_free()
    {
        var ended = await Add(3);

        begun[0].SetCanceled();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended[0]);
        begun[2].SetResult(Delivered);

        Assert.Same(Delivered, await ended[2]);
    }

    /// <summary>Started where there is no context to go back to, so that a delivery that ends goes on to the next one at once.</summary>
    private async Task<List<Task<DeliveryAttempt?>>> Add(int count, int? failuresSeen = null)
    {
        var added = Enumerable.Range(0, count).Select(_ => queue.Add(failuresSeen ?? queue.Failures, Send)).ToList();
        await Task.Run(queue.Start);
        return added;
    }

    private Task<DeliveryAttempt?> Send()
    {
        var sending = new TaskCompletionSource<DeliveryAttempt?>();
        begun.Add(sending);
        return sending.Task;
    }

    private static DeliveryAttempt Attempt(DeliveryResult result) => new(Sent: null!, result, default, Micros: 0);
}
