using System.Text.Json.Nodes;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Transformers;

/// <summary>Completes each generated operation from its description: headers, parameters, and every response with an example.</summary>
internal static class OperationTransformer
{
    public static Task Apply(OpenApiOperation target, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is not { } operation) return Task.CompletedTask;
        var document = context.Document!;
        var deprecation = metadata.OfType<Deprecation>().FirstOrDefault();
        target.Deprecated = deprecation is not null;
        target.Description += deprecation?.Describe();
        SecurityDescription.Apply(
            target, metadata.OfType<IAuthorizeData>().FirstOrDefault()?.Policy, operation.Description.IsOfOpenPage, document);
        DescribeParameters(target, operation.Description);
        AddHeaders(target, operation, document);
        DescribeRequest(target, operation);
        DescribeSuccesses(target, operation, document);
        DescribeErrors(target, operation, document);
        SortResponses(target);
        return Task.CompletedTask;
    }

    private static void DescribeParameters(OpenApiOperation target, OperationDescription description)
    {
        foreach (var parameter in (target.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Name = char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];
            var rule = SchemaRules.Parameter(description.Id, parameter.Name);
            parameter.Description = rule?.Description;
            parameter.Schema = rule?.Schema() ?? parameter.Schema;
            parameter.Example = rule?.Example;
            if (parameter.In == ParameterLocation.Query) parameter.Required = description.RequiresQueryParameters;
        }
    }

    private static void AddHeaders(OpenApiOperation target, Operation operation, OpenApiDocument document)
    {
        List<string> names = [];
        if (operation.Writes) names.AddRange([RequestHeaders.Channel, RequestHeaders.Location, RequestHeaders.Team, RequestHeaders.Agent]);
        if (operation.TakesIdempotencyKey) names.Add(RequestHeaders.IdempotencyKey);
        if (operation.AcceptsIfMatch) names.Add("If-Match");
        names.AddRange(operation.Description.RequestHeaders.Except(names));
        if (operation.HasETag && operation.Method == HttpMethods.Get) names.Add("If-None-Match");
        target.Parameters ??= [];
        foreach (var name in names) target.Parameters.Add(Headers.OfRequest(document, name));
    }

    private static void DescribeRequest(OpenApiOperation target, Operation operation)
    {
        if (operation.RequestBody is not { } request || target.RequestBody is not OpenApiRequestBody { Content: { } content } body) return;
        body.Required = true;
        DescribeContent(content, operation.Description.Media, request.Type);
    }

    private static void DescribeSuccesses(OpenApiOperation target, Operation operation, OpenApiDocument document)
    {
        foreach (var outcomes in operation.Successes)
        {
            var status = outcomes.Key.ToString();
            if (!target.Responses!.TryGetValue(status, out var generated)) target.Responses[status] = generated = new OpenApiResponse();
            var response = (OpenApiResponse)generated;
            var isCreated = outcomes.Key == StatusCodes.Status201Created;
            response.Description = operation.Description.WordsFor(outcomes.Key);
            response.Headers = Headers.OfResponse(
                document,
                [
                    operation.HasETag ? "ETag" : null,
                    isCreated ? "Location" : null,
                    operation.TakesIdempotencyKey ? HttpReply.ReplayedHeader : null,
                    response.Content?.Count > 1 ? "Vary" : null, // a type that the caller chooses by Accept
                    .. operation.Description.ResponseHeaders,
                ]);
            if (outcomes.First().Body is { } type) DescribeContent(response.Content!, operation.Description.Media, type);
            else response.Content = null;
            if (isCreated) response.Links = ResponseLinks.To(operation.Description.NextOperations);
        }
    }

    private static void DescribeContent(IDictionary<string, OpenApiMediaType> content, IReadOnlyList<MediaDescription> described, Type body)
    {
        foreach (var (type, target) in content)
        {
            var media = described.FirstOrDefault(media => media.ContentType == type);
            target.Schema = media?.Schema?.Invoke() ?? target.Schema;
            target.Example = media?.Example is null ? SchemaRules.Example(body) : media.Example();
        }
    }

    private static void DescribeErrors(OpenApiOperation target, Operation operation, OpenApiDocument document)
    {
        foreach (var kinds in operation.Errors.Distinct().GroupBy(kind => kind.Status))
        {
            var status = kinds.Key.ToString();
            target.Responses![status] = ErrorResponse([.. kinds], ((OpenApiResponse)target.Responses[status]).Content!, document);
        }
    }

    /// <summary>A component that all operations with the same problems share.</summary>
    private static OpenApiResponseReference ErrorResponse(
        IReadOnlyList<ProblemKind> kinds, IDictionary<string, OpenApiMediaType> content, OpenApiDocument document)
    {
        var name = string.Join(".", kinds.Select(kind => kind.Slug));
        foreach (var media in content.Values)
            media.Examples = kinds.ToDictionary(kind => kind.Slug, kind => ProblemExample(kind, document));
        document.AddComponent<IOpenApiResponse>(name, new OpenApiResponse
        {
            Description = string.Join("; ", kinds.Select(kind => kind.Title)) + ".",
            Headers = Headers.OfResponse(
                document,
                kinds[0].Status is 429 or 503 || kinds.Contains(Problems.ReceiverHeld) ? "Retry-After" : null,
                kinds[0].Status is 401 ? "WWW-Authenticate" : null),
            Content = content,
        });
        return new OpenApiResponseReference(name, document);
    }

    private static IOpenApiExample ProblemExample(ProblemKind kind, OpenApiDocument document)
    {
        document.AddComponent(kind.Slug, new OpenApiExample { Summary = kind.Title, Value = JsonNode.Parse(Problem.From(kind).Render()) });
        return new OpenApiExampleReference(kind.Slug, document);
    }

    private static void SortResponses(OpenApiOperation target)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in target.Responses!.OrderBy(pair => pair.Key, StringComparer.Ordinal)) sorted[status] = response;
        target.Responses = sorted;
    }
}
