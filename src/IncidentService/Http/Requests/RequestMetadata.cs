namespace IncidentService.Http.Requests;

/// <summary>The request body of an endpoint: its type and the media types that it may come in.</summary>
internal sealed record RequestBodyMetadata(Type Type, IReadOnlyList<string> ContentTypes);

/// <summary>Marks an endpoint that changes something.</summary>
internal sealed record WriteMetadata(bool AcceptsIfMatch);

/// <summary>Marks the write request of a handler that checks If-Match. Without it, a request with If-Match is refused.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class AcceptsIfMatchAttribute : Attribute;
