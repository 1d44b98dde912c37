using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.OpenApi.Operations;

/// <summary>One operation of the contract: its description, and what the signature of its handler says.</summary>
internal sealed class Operation
{
    private readonly WriteMetadata? write;

    private Operation(OperationDescription description, string method, IList<object> metadata)
    {
        (Description, Method) = (description, method);
        RequestBody = metadata.OfType<RequestBodyMetadata>().SingleOrDefault();
        write = metadata.OfType<WriteMetadata>().SingleOrDefault();
        NeedsNoKey = !metadata.OfType<IAuthorizeData>().Any();
        var successes = metadata.OfType<SuccessMetadata>().ToList();
        HasETag = successes.Any(success => success.HasETag);
        if (HasETag && method == HttpMethods.Get) successes.Add(SuccessMetadata.NotModified);
        Successes = successes.ToLookup(success => success.Status);
    }

    public OperationDescription Description { get; }

    public string Method { get; }

    /// <summary>Null for an operation without a request body.</summary>
    public RequestBodyMetadata? RequestBody { get; }

    /// <summary>The successful outcomes by status. Several of one status differ in their media types.</summary>
    public ILookup<int, SuccessMetadata> Successes { get; }

    /// <summary>True if the operation is open to all.</summary>
    public bool NeedsNoKey { get; }

    /// <summary>True if the operation changes something: it then reads the headers with the origin and the agent.</summary>
    public bool Writes => write is not null;

    public bool AcceptsIfMatch => write is { AcceptsIfMatch: true };

    /// <summary>True if a repeat of a request with the same Idempotency-Key gets the stored response.</summary>
    public bool TakesIdempotencyKey =>
        (Writes && Method == HttpMethods.Post) || Description.RequestHeaders.Contains(RequestHeaders.IdempotencyKey);

    public bool HasETag { get; }

    public IEnumerable<ProblemKind> Errors => (Description.IsForCustomers ? ProblemSets.EveryCustomerOperation : ProblemSets.EveryOperation)
        .Concat(RequestBody is null ? [] : ProblemSets.RequestBody)
        .Concat(NeedsNoKey || Method == HttpMethods.Get ? [] : [Problems.AntiforgeryMissing, Problems.CrossOrigin])
        .Concat(Writes ? ProblemSets.Write : [])
        .Concat(AcceptsIfMatch ? [Problems.PreconditionFailed] : [])
        .Concat(Description.Errors.Contains(Problems.NumberUnknown) ? [Problems.TooManyGuesses] : [])
        // the idempotency fingerprint covers every body, even one that the operation ignores
        .Concat(Description.Errors.Contains(Problems.IdempotencyKeyReused) ? [Problems.BodyTooLarge] : [])
        .Concat(Description.Errors);

    /// <summary>
    /// Reads an operation from the metadata of its endpoint. A status without words, or words without a status, is an error.
    /// </summary>
    public static Operation From(OperationDescription description, IList<object> metadata)
    {
        var operation = new Operation(description, metadata.OfType<IHttpMethodMetadata>().First().HttpMethods[0], metadata);
        var statuses = operation.Successes.Select(outcomes => outcomes.Key).Where(status => status < StatusCodes.Status300MultipleChoices)
            .Order().ToList();
        if (statuses.Count > 0 && statuses.SequenceEqual(description.DescribedStatuses)) return operation;
        throw new InvalidOperationException(
            $"The signature of the handler of {description.Id} names the statuses [{string.Join(", ", statuses)}], "
            + $"and its description has words for [{string.Join(", ", description.DescribedStatuses)}].");
    }
}
