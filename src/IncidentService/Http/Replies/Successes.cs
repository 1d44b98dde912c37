namespace IncidentService.Http.Replies;

/// <summary>A successful outcome that a handler's signature names.</summary>
internal interface ISuccess
{
    static abstract int Status { get; }

    /// <summary>The type of the body; null for an outcome without one, or whose body has no type.</summary>
    static abstract Type? Body { get; }

    /// <summary>The content type of the body; null for an outcome without one.</summary>
    static abstract string? ContentType { get; }
}

/// <summary>200 with a body in JSON.</summary>
internal readonly struct Ok<T> : ISuccess
{
    public static int Status => StatusCodes.Status200OK;
    public static Type Body => typeof(T);
    public static string ContentType => HttpReply.JsonType;
}

/// <summary>201 with the new resource in JSON, and its URL.</summary>
internal readonly struct Created<T> : ISuccess
{
    public static int Status => StatusCodes.Status201Created;
    public static Type Body => typeof(T);
    public static string ContentType => HttpReply.JsonType;
}

/// <summary>204 without a body.</summary>
internal readonly struct NoContent : ISuccess
{
    public static int Status => StatusCodes.Status204NoContent;
    public static Type? Body => null;
    public static string? ContentType => null;
}

/// <summary>An outcome of an endpoint, as its handler's signature names it.</summary>
internal sealed record SuccessMetadata(int Status, Type? Body, string? ContentType, bool HasETag)
{
    /// <summary>The response to If-None-Match with the current ETag.</summary>
    public static SuccessMetadata NotModified { get; } = new(StatusCodes.Status304NotModified, null, null, HasETag: true);

    public static SuccessMetadata For<TSuccess>(bool hasETag)
        where TSuccess : ISuccess => new(TSuccess.Status, TSuccess.Body, TSuccess.ContentType?.Split(';')[0], hasETag);
}
