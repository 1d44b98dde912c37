using System.Reflection;
using IncidentService.Common.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.Http.Replies;

/// <summary>A reply, with or without a type that names its outcomes.</summary>
internal interface IReply : IResult
{
    HttpReply Untyped { get; }
}

/// <summary>A reply that can be made of one that was stored, or of a problem.</summary>
internal interface IReply<out TSelf> : IReply
    where TSelf : IReply<TSelf>
{
    static abstract TSelf From(HttpReply reply);
}

/// <summary>Builds replies whose types name their outcome.</summary>
internal static class Reply
{
    public static Reply<Ok<T>> Ok<T>(T value) => new(HttpReply.Json(StatusCodes.Status200OK, value));

    /// <summary>A new resource and its URL.</summary>
    public static Reply<Created<T>> Created<T>(string location, T value) =>
        new(HttpReply.Json(StatusCodes.Status201Created, value, location));

    /// <summary>For a caller who has what this ETag names, and is sent 304. It counts as a read like the body itself.</summary>
    public static VersionedReply<Ok<T>> Known<T>(string etag) => new(HttpReply.Known(etag));

    /// <summary>JSON that was rendered before.</summary>
    public static VersionedReply<Ok<T>> Rendered<T>(byte[] json, string etag) => new(HttpReply.Rendered(json, etag));

    public static Reply<NoContent> NoContent() => new(HttpReply.Empty(StatusCodes.Status204NoContent));

    /// <summary>A body other than JSON.</summary>
    public static Reply<TDocument> Document<TDocument>(Func<byte[]> render)
        where TDocument : ISuccess => new(HttpReply.Document(render, TDocument.ContentType!));

    /// <summary>A body that the handler has sent itself.</summary>
    public static Reply<TDocument> Sent<TDocument>()
        where TDocument : ISuccess => new(HttpReply.Sent);
}

/// <summary>A reply with one successful outcome, or with a problem.</summary>
internal sealed class Reply<TSuccess>(HttpReply reply) : IReply<Reply<TSuccess>>, IEndpointMetadataProvider
    where TSuccess : ISuccess
{
    public HttpReply Untyped => reply;

    public static Reply<TSuccess> From(HttpReply reply) => new(reply);

    public static implicit operator Reply<TSuccess>(Problem problem) => new(problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(SuccessMetadata.For<TSuccess>(hasETag: false));

    /// <summary>Sets the ETag to the version that the body shows, and the incident whose personal data the body may hold.</summary>
    public VersionedReply<TSuccess> AtVersion(string etag, long incidentId) => new(reply.AtVersion(etag, incidentId));

    /// <summary>Excludes the body from the stored reply, because it contains a secret that is shown only once.</summary>
    public Reply<TSuccess> WithoutStoredBody() => new(reply.WithoutStoredBody());

    public Task ExecuteAsync(HttpContext httpContext) => reply.ExecuteAsync(httpContext);
}

/// <summary>A reply with one of two successful outcomes, or with a problem.</summary>
internal sealed class Reply<TFirst, TSecond>(HttpReply reply) : IReply<Reply<TFirst, TSecond>>, IEndpointMetadataProvider
    where TFirst : ISuccess
    where TSecond : ISuccess
{
    public HttpReply Untyped => reply;

    public static Reply<TFirst, TSecond> From(HttpReply reply) => new(reply);

    public static implicit operator Reply<TFirst, TSecond>(Reply<TFirst> reply) => new(reply.Untyped);

    public static implicit operator Reply<TFirst, TSecond>(Reply<TSecond> reply) => new(reply.Untyped);

    public static implicit operator Reply<TFirst, TSecond>(Problem problem) => new(problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(SuccessMetadata.For<TFirst>(hasETag: false));
        builder.Metadata.Add(SuccessMetadata.For<TSecond>(hasETag: false));
    }

    public Task ExecuteAsync(HttpContext httpContext) => reply.ExecuteAsync(httpContext);
}

/// <summary>
/// A reply whose success has an ETag. A GET whose If-None-Match names the ETag is answered with 304.
/// </summary>
internal sealed class VersionedReply<TSuccess>(HttpReply reply) : IReply<VersionedReply<TSuccess>>, IEndpointMetadataProvider
    where TSuccess : ISuccess
{
    public HttpReply Untyped => reply;

    public static VersionedReply<TSuccess> From(HttpReply reply) => new(reply);

    public static implicit operator VersionedReply<TSuccess>(Problem problem) => new(problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(SuccessMetadata.For<TSuccess>(hasETag: true));

    public Task ExecuteAsync(HttpContext httpContext) => reply.ExecuteAsync(httpContext);
}

/// <summary>A reply with one of two successful outcomes, each with an ETag.</summary>
internal sealed class VersionedReply<TFirst, TSecond>(HttpReply reply)
    : IReply<VersionedReply<TFirst, TSecond>>, IEndpointMetadataProvider
    where TFirst : ISuccess
    where TSecond : ISuccess
{
    public HttpReply Untyped => reply;

    public static VersionedReply<TFirst, TSecond> From(HttpReply reply) => new(reply);

    public static implicit operator VersionedReply<TFirst, TSecond>(VersionedReply<TFirst> reply) => new(reply.Untyped);

    public static implicit operator VersionedReply<TFirst, TSecond>(VersionedReply<TSecond> reply) => new(reply.Untyped);

    public static implicit operator VersionedReply<TFirst, TSecond>(Problem problem) => new(problem);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(SuccessMetadata.For<TFirst>(hasETag: true));
        builder.Metadata.Add(SuccessMetadata.For<TSecond>(hasETag: true));
    }

    public Task ExecuteAsync(HttpContext httpContext) => reply.ExecuteAsync(httpContext);
}
