using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>The client against the real service, over a connection that breaks.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private RunningService service = null!;
    private FaultyProxy line = null!;
    private string key = "";

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        line = await FaultyProxy.To(service.Address);
        key = await service.Key("store", ["read", "write", "approve", "redeem"]);
    }

    public async ValueTask DisposeAsync()
    {
        await line.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_POST_whose_response_was_lost_is_repeated_with_the_same_key_and_runs_once()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));
        line.Break(Fault.LostAnswer, Fault.Reset, Fault.LostAnswer);

        var opened = await client.Incidents.OpenAsync(new() { Subject = "Lost and found" });

        Assert.True(opened is { IsNew: true, WasReplayed: true });
        Assert.Equal(4, line.Requests.Count);
        Assert.Single(line.Requests.Select(request => request.Key).Distinct(), key => key is { Length: > 0 });
        Assert.Equal(1, service.Rows.Scalar<long>("SELECT count(*) FROM incidents"));
        Assert.Equal(opened.Location, new Uri(line.Address, "/v1/incidents/" + opened.Value.Number));
    }

    [Fact]
    public async Task Each_call_has_its_own_idempotency_key_unless_one_is_given()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));

        await client.Incidents.OpenAsync(new());
        await client.Incidents.OpenAsync(new());
        var first = await client.Incidents.OpenAsync(new() { Subject = "One" }, new() { IdempotencyKey = "ticket-1" });
        var again = await client.Incidents.OpenAsync(new() { Subject = "One" }, new() { IdempotencyKey = "ticket-1" });

        Assert.Equal(3, line.Requests.Select(request => request.Key).Distinct().Count());
        Assert.Equal((first.Value.Number, true), (again.Value.Number, again.WasReplayed));
    }

    [Fact]
    public async Task A_till_that_lost_a_response_redeems_nothing_twice()
    {
        var desk = await service.Client("email", "read", "write", "approve");
        var number = IncidentNumbers.IncidentNumber.Parse(await desk.Open());
        (await desk.Post($"/v1/incidents/{number}/approvals", new { type = "refund", money = new { amount = "10.00", currency = "EUR" } }))
            .Expect(System.Net.HttpStatusCode.Created);
        desk.Dispose();
        using var till = new IncidentClient(Sdk.Options(line.Address, key));
        line.Break(Fault.LostAnswer, Fault.LostAnswer);

        Redemption redeemed = await till.Redemptions.RedeemAsync(number, 1, "T-1", new() { Money = new Money(10.00m, "EUR") });
        var refused = await Assert.ThrowsAsync<IncidentApiException>(() => till.Redemptions.RedeemAsync(number, 1, "T-2", new()));

        Assert.Equal(Channel.Store, redeemed.RedeemedBy!.Channel);
        Assert.Equal((ProblemKind.ApprovalExhausted, 409, "T-1"), (refused.Kind, refused.Status, refused.Problem.RedeemedBy!.Transaction));
        Assert.Equal(1, (await till.Approvals.GetAsync(number, 1)).Value.Used);
    }

    [Fact]
    public async Task A_request_in_progress_is_repeated_with_its_key()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));
        line.Break(Fault.InProgress, Fault.InProgress);

        Assert.True((await client.Incidents.OpenAsync(new())).IsNew);
        Assert.Equal(3, line.Requests.Count);
        Assert.Single(line.Requests.Select(request => request.Key).Distinct());
    }

    [Fact]
    public async Task The_client_waits_as_long_as_retry_after_asks()
    {
        var clock = new TestClock();
        var started = clock.GetUtcNow();
        using var client = new IncidentClient(With(TimeSpan.FromHours(1)), clock);
        line.Break(Fault.Unavailable, Fault.Unavailable);

        var call = client.Incidents.OpenAsync(new());
        await Eventually.IsTrue(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return call.IsCompleted;
        }, "the call to end");

        Assert.True((await call).IsNew);
        Assert.True(clock.GetUtcNow() - started >= TimeSpan.FromSeconds(2 * line.RetryAfter));
        Assert.Equal(3, line.Requests.Count);
    }

    [Fact]
    public async Task A_delay_beyond_the_timeout_of_the_call_is_left_to_the_caller()
    {
        line.RetryAfter = 600;
        using var client = new IncidentClient(Sdk.Options(line.Address, key));
        line.Break(Fault.Unavailable);

        var refused = await Assert.ThrowsAsync<IncidentApiException>(() => client.Incidents.OpenAsync(new()));

        Assert.Equal((503, TimeSpan.FromSeconds(600), true), (refused.Status, refused.RetryAfter, refused.IsTransient));
        Assert.Single(line.Requests);
    }

    [Fact]
    public async Task An_attempt_without_a_response_times_out_and_is_repeated()
    {
        var clock = new TestClock();
        var options = With(TimeSpan.FromHours(1));
        options.TotalTimeout = TimeSpan.FromHours(2);
        using var client = new IncidentClient(options, clock);
        line.Break(Fault.Silence);

        var call = client.Incidents.OpenAsync(new());
        await Eventually.IsTrue(() => line.Requests.Count == 1, "the first attempt");
        clock.Advance(options.AttemptTimeout);
        await Eventually.IsTrue(() =>
        {
            clock.Advance(options.RetryDelay);
            return call.IsCompleted;
        }, "the call to end");

        Assert.True((await call).IsNew);
        Assert.Equal(2, line.Requests.Count);
    }

    [Fact]
    public async Task A_refused_request_is_not_repeated()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));

        var refused = await Assert.ThrowsAsync<IncidentApiException>(
            () => client.Incidents.OpenAsync(new() { Contacts = [new() { Kind = ContactKind.Email, Value = "nobody" }] }));

        Assert.Equal(ProblemKind.InvalidRequest, refused.Kind);
        Assert.Equal("contacts[0].value", Assert.Single(refused.Problem.Errors!).Field);
        Assert.NotEmpty(refused.Problem.Remedy);
        Assert.DoesNotContain("nobody", refused.Message, StringComparison.Ordinal);
        Assert.Single(line.Requests);
    }

    [Fact]
    public async Task A_conditional_change_is_not_repeated_after_its_response_was_lost()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));
        var opened = await client.Incidents.OpenAsync(new());
        line.Break(Fault.LostAnswer);

        await Assert.ThrowsAsync<IncidentUnreachableException>(
            () => client.Incidents.PatchAsync(opened.Value.Number, new() { Subject = "New" }, new() { IfMatch = opened.ETag }));

        Assert.Single(line.Requests, request => request.Method == "PATCH");
        Assert.Equal("New", (await client.Incidents.GetAsync(opened.Value.Number)).Value.Subject);
    }

    [Fact]
    public async Task A_failing_service_opens_the_circuit_breaker()
    {
        var clock = new TestClock();
        var options = With(TimeSpan.FromHours(1));
        options.Retries = 0;
        using var client = new IncidentClient(options, clock);
        line.Break([.. Enumerable.Repeat(Fault.Reset, 10)]);
        for (var call = 0; call < 10; call++)
            await Assert.ThrowsAsync<IncidentUnreachableException>(() => client.Incidents.OpenAsync(new()));

        var refused = await Assert.ThrowsAsync<IncidentUnreachableException>(() => client.Incidents.OpenAsync(new()));
        Assert.Equal(10, line.Requests.Count);
        Assert.True(refused.RetryAfter <= options.BreakDuration);

        clock.Advance(options.BreakDuration);
        Assert.True((await client.Incidents.OpenAsync(new())).IsNew);
    }

    [Fact]
    public async Task A_cancelled_call_throws_a_cancellation_and_not_an_error()
    {
        using var client = new IncidentClient(Sdk.Options(line.Address, key));
        using var source = new CancellationTokenSource();
        line.Break(Fault.Silence);

        var call = client.Incidents.OpenAsync(new(), cancellationToken: source.Token);
        await Eventually.IsTrue(() => line.Requests.Count == 1, "the request");
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private IncidentClientOptions With(TimeSpan timeout)
    {
        var options = Sdk.Options(line.Address, key);
        (options.AttemptTimeout, options.TotalTimeout) = (timeout, timeout);
        return options;
    }
}
