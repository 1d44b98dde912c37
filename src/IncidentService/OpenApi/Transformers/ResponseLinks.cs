using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Transformers;

/// <summary>Links from a response that holds an incident's number to operations that take it.</summary>
internal static class ResponseLinks
{
    public static IDictionary<string, IOpenApiLink>? To(IReadOnlyList<string> operationIds) => operationIds.Count == 0
        ? null
        : operationIds.ToDictionary(target => target, IOpenApiLink (target) => new OpenApiLink
        {
            OperationId = target,
            Description = "Use the number in the response as the number in the address.",
            Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
            {
                ["number"] = new() { Expression = RuntimeExpression.Build("$response.body#/number") },
            },
        });
}
