using System.Reflection;
using IncidentService.Common.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace IncidentService.Http.Replies;

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
