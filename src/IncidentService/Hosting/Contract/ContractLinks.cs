using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>Where to go on from what was just made.</summary>
internal static class ContractLinks
{
    private static readonly Dictionary<string, string[]> FromNumberInBody = new()
    {
        ["openIncident"] = ["getIncident", "patchIncident", "addToTimeline"],
        ["findOrOpenByReference"] = ["getIncident", "addToTimeline"],
        ["openReservedIncident"] = ["getIncident", "addToTimeline"],
        ["receiveMessage"] = ["getIncident", "listTimeline"],
    };

    public static IDictionary<string, IOpenApiLink>? From(string operationId) => FromNumberInBody.TryGetValue(operationId, out var targets)
        ? targets.ToDictionary(target => target, IOpenApiLink (target) => new OpenApiLink
        {
            OperationId = target,
            Description = "The number in the answer is the one in the address.",
            Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
            {
                ["number"] = new() { Expression = RuntimeExpression.Build("$response.body#/number") },
            },
        })
        : null;
}
