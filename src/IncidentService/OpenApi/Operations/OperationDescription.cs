using System.Text.Json.Nodes;
using IncidentService.Common.Outcomes;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Operations;

/// <summary>What the contract says about one operation and the signature of its handler cannot: words, problems and examples.</summary>
internal sealed record OperationDescription(string Id, string Summary, string Description)
{
    /// <summary>True if a customer's page calls it, which has no key.</summary>
    public bool IsForCustomers { get; init; }

    /// <summary>True if it takes the token of a customer's open page in place of a key.</summary>
    public bool IsOfOpenPage { get; init; }

    /// <summary>True if it changes nothing and shows data of customers, although its address names no incident.</summary>
    public bool ShowsCustomers { get; init; }

    /// <summary>The meaning of 200.</summary>
    public string? Ok { get; init; }

    /// <summary>The meaning of 201.</summary>
    public string? Created { get; init; }

    /// <summary>The meaning of 204.</summary>
    public string? NoContent { get; init; }

    /// <summary>The schemas and examples of bodies other than JSON, by media type.</summary>
    public IReadOnlyList<MediaDescription> Media { get; init; } = [];

    /// <summary>The problems specific to this operation, in addition to those of every operation.</summary>
    public IReadOnlyList<ProblemKind> Errors { get; init; } = [];

    /// <summary>Request headers that only this operation reads.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Headers that only the successes of this operation have.</summary>
    public IReadOnlyList<string> ResponseHeaders { get; init; } = [];

    /// <summary>Query parameters are optional unless this is set.</summary>
    public bool RequiresQueryParameters { get; init; }

    /// <summary>The operations that a client can call with the number of the incident that was created.</summary>
    public IReadOnlyList<string> NextOperations { get; init; } = [];

    /// <summary>The statuses of success that have words.</summary>
    public IEnumerable<int> DescribedStatuses =>
        new[] { StatusCodes.Status200OK, StatusCodes.Status201Created, StatusCodes.Status204NoContent }
            .Where(status => WordsFor(status) is not null);

    public string? WordsFor(int status) => status switch
    {
        StatusCodes.Status200OK => Ok,
        StatusCodes.Status201Created => Created,
        StatusCodes.Status204NoContent => NoContent,
        StatusCodes.Status304NotModified => "Unchanged since the ETag in If-None-Match.",
        _ => null,
    };
}

/// <summary>The schema and example of a body in one media type. Without them the media type has those of the body's type.</summary>
internal sealed record MediaDescription(string ContentType)
{
    public Func<OpenApiSchema>? Schema { get; init; }

    public Func<JsonNode?>? Example { get; init; }
}
