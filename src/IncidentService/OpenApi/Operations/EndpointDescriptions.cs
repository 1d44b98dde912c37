using IncidentService.Common.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.OpenApi.Operations;

internal static class EndpointDescriptions
{
    /// <summary>Gives an endpoint its operationId and its description in the contract.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, OperationDescription description)
    {
        endpoint.WithName(description.Id).WithSummary(description.Summary).WithDescription(description.Description);
        endpoint.WithMetadata(description);
        endpoint.Add(builder => AddOperation(builder.Metadata, description));
        return endpoint;
    }

    private static void AddOperation(IList<object> metadata, OperationDescription description)
    {
        var operation = Operation.From(description, metadata);
        metadata.Add(operation);
        if (operation.RequestBody is { } body) metadata.Add(new AcceptsMetadata([.. body.ContentTypes], body.Type));
        foreach (var outcomes in operation.Successes)
        {
            var type = outcomes.Select(outcome => outcome.Body).FirstOrDefault(type => type is not null);
            metadata.Add(new ProducesResponseTypeMetadata(
                outcomes.Key, type, [.. outcomes.Select(outcome => outcome.ContentType).OfType<string>()]));
        }
        foreach (var status in operation.Errors.Select(kind => kind.Status).Distinct())
            metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
    }
}
