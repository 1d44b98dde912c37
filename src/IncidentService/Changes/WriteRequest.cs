using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using IncidentNumbers;
using IncidentService.Audit.Recording;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Keys.Origins;
using IncidentService.Storage.Sql;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Changes;

/// <summary>A request that changes something: its caller and origin, its Idempotency-Key and its If-Match condition.</summary>
internal sealed class WriteRequest : IBoundParameter, IEndpointParameterMetadataProvider
{
    private const string WeakTag = "A weak ETag (W/) never matches in If-Match: send it without W/, which a proxy added.";

    private EntityTagHeaderValue[]? ifMatch;
    private IdempotentChanges? changes;

    private WriteRequest() { }

    public Problem? Problem { get; private init; }
    public Caller Caller { get; private init; } = null!;
    public Origin Origin { get; private init; } = null!;

    /// <summary>The caller's Idempotency-Key, if any.</summary>
    public CommandKey? IdempotencyCommand { get; private init; }
    public CancellationToken Cancellation { get; private init; }

    /// <summary>The audit entry of the request.</summary>
    public AuditedRequest Audited { get; private init; } = null!;

    public static async ValueTask<WriteRequest> BindAsync(HttpContext http)
    {
        var caller = (Caller)http.User;
        if (!RequestOrigin.Parse(http.Request, caller).Try(out var origin, out var refusal)) return Refuse(refusal);
        if (!TryParseTags(http.Request, out var tags))
            return Refuse(Problem.Invalid(new FieldFault("If-Match", "must be an ETag as the service gave it, or *")));
        if (!(await ParseCommand(http, caller.Key.Id)).Try(out var command, out refusal)) return Refuse(refusal);
        return new WriteRequest
        {
            Caller = caller, Origin = origin, IdempotencyCommand = command, Cancellation = http.RequestAborted, ifMatch = tags,
            Audited = AuditedRequest.From(http),
            changes = http.RequestServices.GetRequiredService<IdempotentChanges>(),
        };
    }

    /// <summary>The request of a customer, who has no key. Idempotency keys of different open pages are independent.</summary>
    public static async ValueTask<Outcome<WriteRequest>> ForCustomer(HttpContext http, Origin origin, string page)
    {
        if (!(await ParseCommand(http, origin.KeyId, page + "\n")).Try(out var command, out var refusal)) return refusal;
        return new WriteRequest
        {
            Origin = origin, IdempotencyCommand = command, Cancellation = http.RequestAborted, Audited = AuditedRequest.From(http),
            changes = http.RequestServices.GetRequiredService<IdempotentChanges>(),
        };
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new WriteMetadata(parameter.IsDefined(typeof(AcceptsIfMatchAttribute), inherit: false)));

    /// <summary>
    /// Runs a change, once per Idempotency-Key no matter how often it is sent. The reply is built after the change is saved. Requests that
    /// say that they create the same thing wait for each other, instead of being refused by the database.
    /// </summary>
    public Task<TReply> Change<T, TReply>(
        Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<TReply>> respond, params IEnumerable<string> creates)
        where TReply : IReply<TReply> =>
        changes!.Run(this, change, respond, creates);

    /// <summary>The same, for a reply that needs nothing but the result.</summary>
    public Task<TReply> Change<T, TReply>(
        Func<ChangeContext, Task<Outcome<T>>> change, Func<T, TReply> respond, params IEnumerable<string> creates)
        where TReply : IReply<TReply> =>
        Change(change, (_, result) => Task.FromResult(respond(result)), creates);

    /// <summary>
    /// Runs a change of one incident: finds it by its number (following merges), locks it and checks the caller's If-Match.
    /// </summary>
    public Task<TReply> ChangeIncident<T, TReply>(
        IncidentNumber number, Func<ChangeContext, Incident, Task<Outcome<T>>> change,
        Func<ChangeContext, Incident, T, Task<TReply>> respond)
        where TReply : IReply<TReply> =>
        Change<(Incident Incident, T Result), TReply>(
            async context =>
            {
                if (await context.Transaction.LockIncident(number) is not { } incident) return Problem.From(Problems.NumberUnknown);
                if (ValidateIfMatch(incident) is { } failed) return failed;
                return (await change(context, incident)).Try(out var result, out var problem) ? (incident, result) : problem;
            },
            (context, changed) => respond(context, changed.Incident, changed.Result));

    /// <summary>The same, for a reply that needs nothing but the result.</summary>
    public Task<TReply> ChangeIncident<T, TReply>(
        IncidentNumber number, Func<ChangeContext, Incident, Task<Outcome<T>>> change, Func<Incident, T, TReply> respond)
        where TReply : IReply<TReply> =>
        ChangeIncident(number, change, (_, incident, result) => Task.FromResult(respond(incident, result)));

    /// <summary>The same request without its Idempotency-Key, for a key that another product set and not the caller.</summary>
    public WriteRequest WithoutCommand() =>
        new() { Caller = Caller, Origin = Origin, Cancellation = Cancellation, Audited = Audited, ifMatch = ifMatch, changes = changes };

    /// <summary>The stored reply to this request; null if it has not been carried out yet.</summary>
    public async Task<HttpReply?> Replay() => IdempotencyCommand is null ? null : await changes!.Replay(IdempotencyCommand);

    /// <summary>
    /// Checks the caller's If-Match. Null if there is none or if it names the current version; without an incident, nothing matches.
    /// </summary>
    public Problem? ValidateIfMatch(Incident? incident)
    {
        if (ifMatch is null) return null;
        if (incident is null) return Problem.From(Problems.PreconditionFailed, "There is no incident yet.");
        if (ifMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || Names(tag, incident))) return null;
        return Problem.From(
            Problems.PreconditionFailed,
            ifMatch.Any(tag => tag.IsWeak) ? $"{WeakTag} It is now {incident.Tag}." : $"It is now {incident.Tag}.");
    }

    private static bool Names(EntityTagHeaderValue tag, Incident incident) =>
        !tag.IsWeak && EntityTags.WithoutEncoding(tag.Tag) == incident.Tag;

    private static WriteRequest Refuse(Problem problem) => new() { Problem = problem };

    private static bool TryParseTags(HttpRequest request, out EntityTagHeaderValue[]? tags)
    {
        tags = null;
        var given = request.Headers.IfMatch;
        if (given.Count == 0) return true;
        if (!EntityTagHeaderValue.TryParseStrictList([.. given.OfType<string>()], out var parsed)) return false;
        tags = [.. parsed];
        return true;
    }

    private static async ValueTask<Outcome<CommandKey?>> ParseCommand(HttpContext http, long keyId, string owner = "")
    {
        var given = http.Request.Headers[RequestHeaders.IdempotencyKey];
        if (given.Count == 0 || !HttpMethods.IsPost(http.Request.Method)) return default(CommandKey?);
        if (Unquoted(given) is not { } key)
        {
            return Problem.Invalid(new FieldFault(
                RequestHeaders.IdempotencyKey,
                $"must be 1 to {Limits.IdempotencyKey} visible ASCII characters, bare or as one quoted string"));
        }
        var body = await RequestBody.Read(http);
        if (body.Problem is { } problem) return problem;
        return new CommandKey(keyId, Digest.Compute(owner + key), Fingerprint(http.Request, body.Bytes));
    }

    /// <summary>Accepts a bare value, or the quoted string of the IETF draft: "8e03978e-40d5-43dd-bc93-6894a57f9324".</summary>
    private static string? Unquoted(Microsoft.Extensions.Primitives.StringValues given)
    {
        if (given is not [{ } text]) return null;
        if (text is ['"', .. var inner, '"'])
            text = inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
        return text.Length is > 0 and <= Limits.IdempotencyKey && text.All(character => character is >= ' ' and <= '~') ? text : null;
    }

    private static byte[] Fingerprint(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Span);
        return hash.GetHashAndReset();
    }
}
