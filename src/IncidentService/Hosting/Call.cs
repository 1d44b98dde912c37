using System.Security.Cryptography;
using System.Text;
using IncidentNumbers;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Hosting;

/// <summary>A parameter of a handler that may turn out to be wrong; the handler then never runs.</summary>
internal interface IInput
{
    Problem? Refusal { get; }
}

/// <summary>A request that changes something: who sends it from where, under which key of repetition, and on what condition.</summary>
internal sealed class Call : IInput
{
    public const string IdempotencyKey = "Idempotency-Key";
    private EntityTagHeaderValue[]? ifMatch;
    private Changes? changes;

    private Call() { }

    public Problem? Refusal { get; private init; }
    public Caller Caller { get; private init; } = null!;
    public Origin Origin { get; private init; } = null!;

    /// <summary>The caller's Idempotency-Key, if any.</summary>
    public CommandKey? Command { get; private init; }
    public CancellationToken Cancelled { get; private init; }

    public static async ValueTask<Call> BindAsync(HttpContext http)
    {
        var caller = (Caller)http.User;
        var (origin, elsewhere) = Origins.Of(http.Request, caller);
        if (origin is null) return Refuse(elsewhere!);
        var isPost = HttpMethods.IsPost(http.Request.Method);
        if (!TryReadTags(http.Request, out var tags)) return Refuse(Problem.Invalid(new FieldFault("If-Match", "must be an ETag as the service gave it, or *")));
        var (command, refusal) = isPost ? await ReadCommand(http, caller) : (null, null);
        if (refusal is not null) return Refuse(refusal);
        return new Call
        {
            Caller = caller, Origin = origin, Command = command, Cancelled = http.RequestAborted, ifMatch = tags,
            changes = http.RequestServices.GetRequiredService<Changes>(),
        };
    }

    /// <summary>A change that nobody calls for over HTTP; it brings nothing along that only a caller may.</summary>
    public static Call Of(Origin origin, CancellationToken cancelled) => new() { Origin = origin, Cancelled = cancelled };

    /// <summary>Carries out what is asked for; once for the Idempotency-Key, however often it is sent.</summary>
    public Task<Reply> Change(Func<Transaction, Task<Reply>> change) => changes!.Run(Command, change, Cancelled);

    /// <summary>A change of one incident: found by its number, merged or not, held against the caller's If-Match, and locked.</summary>
    public Task<Reply> ChangeIncident(IncidentNumber number, Func<Transaction, Incident, Task<Reply>> change) => Change(async transaction =>
    {
        if (await transaction.Lock(number) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return Precondition(incident) is { } failed ? failed : await change(transaction, incident);
    });

    /// <summary>What this request was answered, where it was; null when it has to be carried out.</summary>
    public async Task<Reply?> Replay() => Command is null ? null : await changes!.Replay(Command);

    /// <summary>Null when the caller's If-Match, if any, names the incident as it is; without an incident nothing matches.</summary>
    public Problem? Precondition(Incident? incident)
    {
        if (ifMatch is null) return null;
        if (incident is null) return Problem.Of(Problems.PreconditionFailed, "There is no incident yet.");
        return ifMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag == incident.Tag))
            ? null
            : Problem.Of(Problems.PreconditionFailed, $"It is now {incident.Tag}.");
    }

    private static Call Refuse(Problem problem) => new() { Refusal = problem };

    private static bool TryReadTags(HttpRequest request, out EntityTagHeaderValue[]? tags)
    {
        tags = null;
        var given = request.Headers.IfMatch;
        if (given.Count == 0) return true;
        if (!EntityTagHeaderValue.TryParseStrictList([.. given.OfType<string>()], out var parsed)) return false;
        tags = [.. parsed];
        return true;
    }

    private static async ValueTask<(CommandKey?, Problem?)> ReadCommand(HttpContext http, Caller caller)
    {
        var given = http.Request.Headers[IdempotencyKey];
        if (given.Count == 0) return (null, null);
        if (Unquoted(given) is not { } key)
        {
            return (null, Problem.Invalid(new FieldFault(
                IdempotencyKey, $"must be 1 to {Limits.IdempotencyKey} visible ASCII characters, bare or as one quoted string")));
        }
        var body = await RequestBody.Read(http);
        return body.Refusal is not null ? (null, body.Refusal) : (new CommandKey(caller.Key.Id, Digest.Of(key), Fingerprint(http.Request, body.Bytes)), null);
    }

    /// <summary>Bare, or the quoted string of the IETF draft: "8e03978e-40d5-43dd-bc93-6894a57f9324".</summary>
    private static string? Unquoted(Microsoft.Extensions.Primitives.StringValues given)
    {
        if (given is not [{ } text]) return null;
        if (text is ['"', .. var inner, '"']) text = inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
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
