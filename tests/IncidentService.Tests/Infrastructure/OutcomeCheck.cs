using IncidentService.OpenApi.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// Fails every request that succeeds in a way that the signature of its handler does not name: its status, media type or ETag. Every
/// service that tests start has this check, so every test checks the signatures that it uses.
/// </summary>
internal sealed class OutcomeCheck : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, run) =>
        {
            http.Response.OnStarting(() =>
            {
                Verify(http);
                return Task.CompletedTask;
            });
            return run(http);
        });
        next(app);
    };

    private static void Verify(HttpContext http)
    {
        var (status, headers) = (http.Response.StatusCode, http.Response.Headers);
        if (status >= 400 || http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation) return;
        var media = http.Response.ContentType?.Split(';')[0];
        if (!operation.Successes[status].Any(outcome => media is null || outcome.ContentType == media))
            throw new InvalidOperationException($"{operation.Description.Id} answered {status} {media}, which its signature does not name.");
        if (operation.HasETag != headers.ETag.Count > 0)
            throw new InvalidOperationException($"{operation.Description.Id} answered {status} with ETag '{headers.ETag}'.");
    }
}
