using System.Text.Json.Nodes;
using IncidentService.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>What the contract says of each operation: its headers, its parameters, and every answer it can give, with examples.</summary>
internal static class OperationWords
{
    public static Task Apply(OpenApiOperation target, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is not { } operation) return Task.CompletedTask;
        var method = context.Description.HttpMethod!;
        foreach (var asked in metadata.OfType<IAuthorizeData>()) target.Description += $" Needs the scope {asked.Policy}.";
        DescribeParameters(target);
        AddHeaders(target, operation, method, context.Document!);
        DescribeRequest(target, operation);
        DescribeAnswers(target, operation, method, context.Document!);
        DescribeRefusals(target, operation, context.Document!);
        Sort(target);
        return Task.CompletedTask;
    }

    private static void DescribeParameters(OpenApiOperation target)
    {
        foreach (var parameter in (target.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Name = char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];
            var word = Vocabulary.Parameters.GetValueOrDefault($"{target.OperationId}.{parameter.Name}") ?? Vocabulary.Parameters.GetValueOrDefault(parameter.Name);
            parameter.Description = word?.Description;
            parameter.Schema = word?.Schema() ?? parameter.Schema;
            parameter.Example = word?.Example;
            if (parameter.In == ParameterLocation.Query) parameter.Required = target.OperationId is "findByReference" or "findOrOpenByReference";
        }
    }

    private static void AddHeaders(OpenApiOperation target, Operation operation, string method, OpenApiDocument document)
    {
        target.Parameters ??= [];
        if (operation.Writes)
        {
            foreach (var name in new[] { Origins.Channel, Origins.Location, Origins.Team, Origins.Agent }) target.Parameters.Add(Vocabulary.RequestHeader(document, name));
            if (method == HttpMethods.Post) target.Parameters.Add(Vocabulary.RequestHeader(document, "Idempotency-Key"));
        }
        if (operation.Guarded) target.Parameters.Add(Vocabulary.RequestHeader(document, "If-Match"));
        if (operation.Gives == EventStream.ContentType) target.Parameters.Add(Vocabulary.RequestHeader(document, EventStream.LastEventId));
        if (operation.Tagged && method == HttpMethods.Get) target.Parameters.Add(Vocabulary.RequestHeader(document, "If-None-Match"));
    }

    private static void DescribeRequest(OpenApiOperation target, Operation operation)
    {
        if (operation.Body is null || target.RequestBody is not OpenApiRequestBody { Content: { } content } body) return;
        body.Required = true;
        foreach (var (type, media) in content)
        {
            if (type == "application/x-www-form-urlencoded") (media.Schema, media.Example) = (Vocabulary.LookupForm(), Examples.LookupForm);
            else media.Example = Examples.Of(operation.Body);
        }
    }

    private static void DescribeAnswers(OpenApiOperation target, Operation operation, string method, OpenApiDocument document)
    {
        foreach (var answer in operation.Answers)
        {
            var status = answer.Status.ToString();
            if (!target.Responses!.TryGetValue(status, out var generated)) target.Responses[status] = generated = new OpenApiResponse();
            var response = (OpenApiResponse)generated;
            response.Description = answer.Description;
            response.Headers = Vocabulary.ResponseHeaders(
                document,
                operation.Tagged ? "ETag" : null,
                answer.Status == 201 ? "Location" : null,
                method == HttpMethods.Post && operation.Writes ? "Idempotent-Replayed" : null);
            if (answer.Body is null) response.Content = null;
            else foreach (var (type, media) in response.Content!) DescribeAnswer(type, media, answer.Body);
            if (answer.Status == 201) response.Links = ContractLinks.From(target.OperationId!);
        }
    }

    private static void DescribeAnswer(string type, OpenApiMediaType media, Type body)
    {
        if (type == OperationExtensions.Table) (media.Schema, media.Example) = (Vocabulary.Table(), Examples.TableOf(body));
        else if (type == EventStream.ContentType) (media.Schema, media.Example) = (Vocabulary.Stream(), Examples.Stream);
        else media.Example = Examples.Of(body);
    }

    private static void DescribeRefusals(OpenApiOperation target, Operation operation, OpenApiDocument document)
    {
        foreach (var kinds in OperationExtensions.RefusalsOf(operation).Distinct().GroupBy(kind => kind.Status))
        {
            var status = kinds.Key.ToString();
            target.Responses![status] = Refusal([.. kinds], ((OpenApiResponse)target.Responses[status]).Content!, document);
        }
    }

    /// <summary>Described once, for all operations that are refused for the same causes.</summary>
    private static IOpenApiResponse Refusal(IReadOnlyList<ProblemKind> kinds, IDictionary<string, OpenApiMediaType> content, OpenApiDocument document)
    {
        var name = string.Join(".", kinds.Select(kind => kind.Slug));
        foreach (var media in content.Values) media.Examples = kinds.ToDictionary(kind => kind.Slug, kind => Example(kind, document));
        document.AddComponent<IOpenApiResponse>(name, new OpenApiResponse
        {
            Description = string.Join("; ", kinds.Select(kind => kind.Title)) + ".",
            Headers = Vocabulary.ResponseHeaders(
                document,
                kinds[0].Status is 429 or 503 ? "Retry-After" : null,
                kinds[0].Status is 401 ? "WWW-Authenticate" : null),
            Content = content,
        });
        return new OpenApiResponseReference(name, document);
    }

    private static IOpenApiExample Example(ProblemKind kind, OpenApiDocument document)
    {
        document.AddComponent(kind.Slug, new OpenApiExample { Summary = kind.Title, Value = JsonNode.Parse(Problem.Of(kind).Render()) });
        return new OpenApiExampleReference(kind.Slug, document);
    }

    private static void Sort(OpenApiOperation target)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in target.Responses!.OrderBy(pair => pair.Key, StringComparer.Ordinal)) sorted[status] = response;
        target.Responses = sorted;
    }
}
