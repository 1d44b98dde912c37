using System.Net;
using System.Reflection;
using IncidentService.Hosting;
using IncidentService.Http.Replies;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Contract;

/// <summary>The contract takes statuses, bodies and headers from the signatures of handlers.</summary>
public sealed class SignatureTests
{
    private static readonly OperationDescription Words = new("example", "An example", "An example.") { Ok = "The key." };

    [Theory]
    [InlineData("named", HttpStatusCode.OK)]
    [InlineData("unnamed-status", HttpStatusCode.InternalServerError)]
    [InlineData("unnamed-media-type", HttpStatusCode.InternalServerError)]
    [InlineData("unnamed-etag", HttpStatusCode.InternalServerError)]
    [InlineData("missing-etag", HttpStatusCode.InternalServerError)]
    public async Task A_success_status_missing_from_the_signature_fails_the_calling_test(string handler, HttpStatusCode expected)
    {
        await using var app = await Start(routes =>
        {
            routes.MapGet("/named", () => Reply.Ok(new KeyList([]))).Describe(Words with { Id = "a" });
            routes.MapGet("/unnamed-status", () => Reply<Ok<KeyList>>.From(HttpReply.Empty(204))).Describe(Words with { Id = "b" });
            routes.MapGet("/unnamed-media-type", () => Reply<Ok<KeyList>>.From(HttpReply.Document(() => [], "text/csv")))
                .Describe(Words with { Id = "c" });
            routes.MapGet("/unnamed-etag", () => Reply<Ok<KeyList>>.From(Reply.Ok(new KeyList([])).AtVersion("\"1.1\"", 1).Untyped))
                .Describe(Words with { Id = "d" });
            routes.MapGet("/missing-etag", () => VersionedReply<Ok<KeyList>>.From(Reply.Ok(new KeyList([])).Untyped))
                .Describe(Words with { Id = "e" });
        });
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal(expected, (await http.GetAsync(handler)).StatusCode);
    }

    [Fact]
    public async Task A_handler_whose_outcomes_differ_from_its_description_stops_the_start()
    {
        OperationDescription[] wrong = [Words with { Ok = null }, Words with { NoContent = "Nothing." }, Words with { Ok = null, Created = "A key." }];
        foreach (var description in wrong)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => Start(routes => routes.MapGet("/", () => Reply.Ok(new KeyList([]))).Describe(description)));
        }
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Start(routes => routes.MapGet("/", () => HttpReply.Empty(200)).Describe(Words)));
    }

    [Fact]
    public async Task A_handler_of_the_api_names_its_outcomes_and_never_the_untyped_reply()
    {
        await using var service = await RunningService.Start();

        var handlers = service.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!)
            .ToList();

        Assert.NotEmpty(handlers);
        Assert.All(handlers, handler => Assert.True(
            handler.ReturnType.GetGenericArguments() is [{ IsConstructedGenericType: true }],
            $"{handler.DeclaringType}.{handler.Name} returns {handler.ReturnType}"));
    }

    private static async Task<WebApplication> Start(Action<IEndpointRouteBuilder> map)
    {
        var app = ServiceHost.Build(
            [],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Configuration["ConnectionStrings:Incidents"] = "Data Source=:memory:";
            },
            services => services.AddSingleton<IStartupFilter, OutcomeCheck>());
        map(app);
        await app.StartAsync();
        _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        return app;
    }
}
