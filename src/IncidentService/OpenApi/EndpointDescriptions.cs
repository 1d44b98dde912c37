using IncidentService.Common;
using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.OpenApi;

internal static class EndpointDescriptions
{
    /// <summary>Gives an endpoint its operationId and its description in the contract.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, OperationDescription operation)
    {
        endpoint.WithName(operation.Id).WithSummary(operation.Summary).WithDescription(operation.Description).WithMetadata(operation);
        if (operation.Request is { } request)
        {
            var types = operation.RequestMedia.Select(media => media.ContentType).ToArray();
            endpoint.Accepts(request, types[0], types[1..]);
        }
        foreach (var response in operation.Responses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(response.Status, response.Body, [.. response.ContentTypes]));
        foreach (var status in operation.AllErrors.Select(kind => kind.Status).Distinct())
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
        return endpoint;
    }
}
