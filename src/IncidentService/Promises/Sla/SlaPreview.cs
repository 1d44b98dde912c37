using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Promises.Sla;

/// <summary>When the promises of a policy would be due for an incident that is opened at this time.</summary>
internal sealed record SlaPreview
{
    public required string Policy { get; init; }

    /// <summary>The IANA time zone in which the policy counts.</summary>
    public required string Zone { get; init; }
    public Instant OpenedAt { get; init; }

    /// <summary>Whether the promises pause while we wait for the customer, so that they are due later.</summary>
    public bool PausesWhileWaitingOnCustomer { get; init; }
    public required IReadOnlyList<SlaPreviewTarget> Targets { get; init; }
}

/// <summary>A promise of a policy, and when it would be due.</summary>
internal sealed record SlaPreviewTarget
{
    public required string Kind { get; init; }
    public Instant DueAt { get; init; }
}

/// <summary>When the incident is opened, in a URL.</summary>
internal sealed record SlaPreviewQuery : Query<Instant>
{
    public string? Opened { get; init; }

    public override Instant ToInput(RequestContext context, ValidationErrors errors) =>
        errors.ParseInstant("opened", Opened) ?? Instant.Now(context.Service<TimeProvider>());
}

internal static class SlaPolicyEndpoints
{
    public static void Map(RouteGroupBuilder v1) => v1.MapGroup("/sla-policies").WithTags("Promises")
        .MapGet("/{policy}/preview", Preview).RequireScope(Scopes.Read).Describe(PromiseContract.PreviewPolicy);

    private static Reply<Ok<SlaPreview>> Preview(string policy, [AsParameters] SlaPreviewQuery query, ServiceSettings settings)
    {
        if (settings.Sla.Find(policy.ToLowerInvariant()) is not { } found)
            return Problem.From(Problems.NotFound, "No SLA policy in the configuration has this name.");
        return Reply.Ok(new SlaPreview
        {
            Policy = found.Name,
            Zone = found.Calendar.Zone.Id,
            OpenedAt = query.Input,
            PausesWhileWaitingOnCustomer = found.Pauses,
            Targets = [.. found.TargetsFor(query.Input).Select(target => new SlaPreviewTarget { Kind = target.Kind, DueAt = target.Due })],
        });
    }
}
