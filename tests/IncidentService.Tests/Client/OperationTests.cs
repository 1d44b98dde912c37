using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentNumbers;
using IncidentService.Client;
using IncidentService.Tests.Contract;

namespace IncidentService.Tests.Client;

/// <summary>
/// Calls every method of the client and compares its request with openapi.yaml: each operation has one method, and no method calls anything
/// else.
/// </summary>
public sealed class OperationTests
{
    private static readonly ContractModel Contract = ContractModel.Kept;
    private static readonly IncidentNumber Number = IncidentNumber.Parse("867530912374");

    [Fact]
    public async Task Every_operation_has_a_method_that_calls_it_and_every_method_calls_an_operation()
    {
        var sent = await SendEverything();

        var called = sent.Select(call => Contract.For(call.Method, call.Path).Id).ToList();
        Assert.Empty(Contract.ClientOperations.Select(operation => operation.Id).Except(called));
    }

    [Fact]
    public async Task A_method_sends_only_parameters_of_its_operation_and_an_idempotency_key_with_every_post_that_accepts_one()
    {
        foreach (var call in await SendEverything())
        {
            var operation = Contract.For(call.Method, call.Path);
            var own = call.Headers.Where(
                name => name.StartsWith("X-", StringComparison.Ordinal) || name is "Idempotency-Key" or "If-Match" or "If-None-Match")
                .ToList();

            Assert.Empty(call.Query.Except(operation.Parameters("query")));
            Assert.Empty(own.Except(operation.Parameters("header")));
            Assert.True(operation.Parameters("header").Contains("Idempotency-Key") == own.Contains("Idempotency-Key"), operation.Id);
            Assert.True((operation.RequestContent is not null) == (call.Body is not null), operation.Id);
        }
    }

    /// <summary>Except `after` of the stream, which replaces Last-Event-ID for callers that cannot set headers.</summary>
    [Fact]
    public async Task Every_parameter_of_an_operation_can_be_given()
    {
        var sent = (await SendEverything()).ToLookup(call => Contract.For(call.Method, call.Path).Id);

        foreach (var operation in Contract.ClientOperations)
        {
            var given = sent[operation.Id].SelectMany(call => call.Query.Concat(call.Headers)).ToHashSet();
            var missing = operation
                .Parameters("query")
                .Concat(operation.Parameters("header"))
                .Except(given)
                .Except(operation.Id == "streamEvents" ? ["after"] : [])
                .ToList();
            Assert.True(missing.Count == 0, $"{operation.Id} lacks {string.Join(", ", missing)}");
        }
    }

    [Fact]
    public async Task Every_client_method_takes_a_cancellation_token_or_returns_a_list_that_does()
    {
        Assert.NotEmpty(Methods());
        Assert.DoesNotContain(
            Methods(), method => !IsPaged(method.ReturnType) && method.GetParameters()[^1].ParameterType != typeof(CancellationToken));
        using var client = new IncidentClient(new() { Address = new Uri("http://127.0.0.1:1"), Key = "k" });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Incidents.GetAsync(Number, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Invalid_arguments_are_refused_before_any_request()
    {
        var recorder = new Recorder();
        using var http = new HttpClient(recorder);
        using var client = new IncidentClient(new() { Address = new Uri("http://incidents.test"), Key = "k" }, http);

        await Assert.ThrowsAsync<ArgumentException>(() => client.Incidents.GetAsync(default));
        await Assert.ThrowsAsync<ArgumentException>(() => client.References.PutAsync(Number, "order", ".."));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Incidents.OpenAsync(new(), new() { Agent = "Käthe" }));
        Assert.Empty(recorder.Calls);
    }

    private static async Task<IReadOnlyList<Recorded>> SendEverything()
    {
        var recorder = new Recorder();
        using var http = new HttpClient(recorder);
        using var client = new IncidentClient(new() { Address = new Uri("http://incidents.test"), Key = "k" }, http);
        foreach (var method in Methods())
        {
            var before = recorder.Calls.Count;
            var nouns = typeof(IncidentClient).GetProperties().Single(noun => noun.PropertyType == method.DeclaringType).GetValue(client)!;
            await Assert.ThrowsAsync<IncidentApiException>(() => Call(method.Invoke(nouns, [.. method.GetParameters().Select(Argument)])!));
            Assert.True(
                recorder.Calls.Count == before + 1,
                $"{method.DeclaringType!.Name}.{method.Name} made {recorder.Calls.Count - before} calls");
        }
        return recorder.Calls;
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(IncidentClient).GetProperties()
        .SelectMany(noun => noun.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    private static bool IsPaged(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Paged<>);

    private static async Task Call(object result)
    {
        if (result is Task call) await call;
        else if (IsPaged(result.GetType()))
            await (Task)result.GetType().GetMethod("PageAsync")!.Invoke(result, ["cursor", CancellationToken.None])!;
        else await ((IAsyncEnumerable<object>)result).GetAsyncEnumerator().MoveNextAsync();
    }

    private static object? Argument(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(IncidentNumber)) return Number;
        if (type == typeof(string)) return "text";
        if (type == typeof(int)) return 1;
        if (type == typeof(byte[])) return "From: anna@example.com"u8.ToArray();
        if (type == typeof(bool)) return true;
        if (type == typeof(Channel)) return Channel.Phone;
        if (type == typeof(CancellationToken)) return CancellationToken.None;
        return type.Name.EndsWith("Request", StringComparison.Ordinal) ? Example(type) : Filled(type);
    }

    /// <summary>The contract's own example of a request.</summary>
    private static object? Example(Type type)
    {
        var content = Contract.ClientOperations.Select(operation => operation.RequestContent).OfType<JsonObject>()
            .First(content => Records.Of(Contract, ContractModel.NameOf(content["schema"]!.AsObject())!) == type);
        var example = content["example"]
            ?? ContractModel.Resolve(Contract.Root, content["examples"]!.AsObject().First().Value!.AsObject())["value"];
        return JsonSerializer.Deserialize(example, IncidentService.Client.Json.Default.GetTypeInfo(type)!);
    }

    /// <summary>Options, filters and queries with every property set.</summary>
    private static object Filled(Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var member in type.GetProperties().Where(member => member.CanWrite))
            member.SetValue(options, Value(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType));
        return options;
    }

    private static object Value(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(int) ? 7
        : type == typeof(bool) ? true
        : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        : type == typeof(IncidentNumber) ? Number
        : type == typeof(DateOnly) ? new DateOnly(2026, 11, 21)
        : type == typeof(IReadOnlyList<string>) ? new[] { "text" }
        : Activator.CreateInstance(type, "text")!;

    private sealed record Recorded(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Headers, byte[]? Body);

    /// <summary>Records each request and refuses it.</summary>
    private sealed class Recorder : HttpMessageHandler
    {
        public List<Recorded> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = request.RequestUri!.Query
                .TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=')[0]);
            var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            Calls.Add(
                new Recorded(
                    request.Method.Method,
                    request.RequestUri.AbsolutePath,
                    [.. query],
                    [.. request.Headers.Select(header => header.Key)],
                    body));
            return new HttpResponseMessage(HttpStatusCode.BadRequest);
        }
    }
}
