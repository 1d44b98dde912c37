using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.Hosting;

/// <summary>What the contract says of one operation beyond what its handler's parameters do.</summary>
internal sealed record Operation(string Summary, string Description)
{
    public Type? Body { get; init; }

    /// <summary>Beside application/json.</summary>
    public string? AlsoTakes { get; init; }

    /// <summary>Its answers of success can be had as a table too.</summary>
    public bool GivesTable { get; init; }

    /// <summary>What its answers of success are instead of JSON, where they are something else.</summary>
    public string? Gives { get; init; }
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>The causes of refusal that are its own; those that every operation has are added.</summary>
    public IReadOnlyList<ProblemKind> Refusals { get; init; } = [];

    /// <summary>It changes something: X-Channel and its like are read.</summary>
    public bool Writes { get; init; }

    /// <summary>It changes an incident that may be guarded with If-Match.</summary>
    public bool Guarded { get; init; }

    /// <summary>Its answer carries an ETag.</summary>
    public bool Tagged { get; init; }
}

/// <summary>An answer of success: its status, and the type of its body if it has one.</summary>
internal sealed record Answer(int Status, Type? Body, string Description);

internal static class OperationExtensions
{
    public const string Table = "text/csv";

    private static readonly ProblemKind[] Everywhere =
        [Problems.InvalidRequest, Problems.Unauthorized, Problems.ScopeMissing, Problems.TooManyRequests, Problems.Unexpected, Problems.Unavailable];

    private static readonly ProblemKind[] WithBody =
        [Problems.MalformedBody, Problems.BodyTooLarge, Problems.UnsupportedMediaType];

    private static readonly ProblemKind[] WithCall =
        [Problems.MisplacedHeader, Problems.ChannelRequired, Problems.PlaceNotAllowed];

    /// <summary>Gives an endpoint its operationId, the scope that it asks for, and its words in the contract.</summary>
    public static void Named(this RouteHandlerBuilder endpoint, string operationId, string scope, Operation operation)
    {
        endpoint.WithName(operationId).WithSummary(operation.Summary).WithDescription(operation.Description).RequireAuthorization(scope);
        endpoint.WithMetadata(operation);
        if (operation.Body is { } body) endpoint.Accepts(body, "application/json", operation.AlsoTakes is { } other ? [other] : []);
        foreach (var answer in operation.Answers)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(answer.Status, answer.Body, answer.Body is null ? [] : MediaOf(operation)));
        foreach (var status in RefusalsOf(operation).Select(kind => kind.Status).Distinct())
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
    }

    private static string[] MediaOf(Operation operation) =>
        operation.Gives is { } other ? [other] : operation.GivesTable ? ["application/json", Table] : ["application/json"];

    public static IEnumerable<ProblemKind> RefusalsOf(Operation operation) => Everywhere
        .Concat(operation.Body is null ? [] : WithBody)
        .Concat(operation.Writes ? WithCall : [])
        .Concat(operation.Guarded ? [Problems.PreconditionFailed] : [])
        .Concat(operation.Refusals.Contains(Problems.NumberUnknown) ? [Problems.TooManyGuesses] : [])
        .Concat(operation.Refusals.Contains(Problems.IdempotencyKeyReused) ? [Problems.BodyTooLarge] : []) // the fingerprint reads a body that is not taken, too
        .Concat(operation.Refusals);
}
