using System.Net;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace IncidentService.Tests.Keys;

/// <summary>Each operation needs its scope, and a key has only the scopes it was given.</summary>
public abstract class ScopeTests(ServiceFixture fixture) : Suite(fixture)
{
    /// <summary>The scopes of all operations. A missing operation fails the first test.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["openIncident"] = ["write"], ["listIncidents"] = ["read"], ["searchIncidents"] = ["read"], ["getIncident"] = ["read"],
        ["getIncidentStatus"] = ["status", "read"], ["patchIncident"] = ["write"],
        ["mergeIncident"] = ["write"], ["unmergeIncident"] = ["write"],
        ["openReservedIncident"] = ["write"], ["reserveNumbers"] = ["write"], ["listNumberBlocks"] = ["write", "admin"],
        ["getNumberBlock"] = ["write", "admin"],
        ["listTimeline"] = ["read"], ["addToTimeline"] = ["write"], ["getTimelineLine"] = ["read"], ["redactTimelineLine"] = ["write"],
        ["listInteractions"] = ["read"], ["recordInteraction"] = ["write"], ["getInteraction"] = ["read"],
        ["addContact"] = ["write"], ["getContact"] = ["read"], ["removeContact"] = ["write"],
        ["listApprovals"] = ["read", "redeem"], ["grantApproval"] = ["approve"], ["getApproval"] = ["read", "redeem"],
        ["revokeApproval"] = ["approve"],
        ["redeemApproval"] = ["redeem"], ["getRedemption"] = ["read", "redeem"], ["reverseRedemption"] = ["redeem"],
        ["putReference"] = ["write"], ["getReference"] = ["read"], ["removeReference"] = ["write"],
        ["resolveIncident"] = ["write"], ["confirmResolution"] = ["write"], ["disputeResolution"] = ["write"],
        ["askPermission"] = ["write"], ["optOut"] = ["write"],
        ["findByReference"] = ["read"], ["findOrOpenByReference"] = ["write"], ["receiveMessage"] = ["write"],
        ["makePromise"] = ["write"], ["listIncidentPromises"] = ["read"], ["getPromise"] = ["read"], ["settlePromise"] = ["write"],
        ["previewSlaPolicy"] = ["read"], ["listPromises"] = ["read"],
        ["lookUp"] = ["status", "read"], ["listLookups"] = ["read"], ["listLookupShapes"] = ["read"], ["getLookup"] = ["read"],
        ["answerLookup"] = ["write"], ["withdrawLookupAnswer"] = ["write"],
        ["listWaitingHandoffs"] = ["read"], ["listHandoffs"] = ["read"], ["requestHandoff"] = ["write"], ["getHandoff"] = ["read"],
        ["acceptHandoff"] = ["write"], ["withdrawHandoff"] = ["write"],
        ["reportLookups"] = ["report"], ["reportShapes"] = ["report"], ["reportChannels"] = ["report"], ["reportPromises"] = ["report"],
        ["listAudit"] = ["admin"],
        ["createKey"] = ["admin"], ["listKeys"] = ["admin"], ["getKey"] = ["admin"], ["revokeKey"] = ["admin"], ["rotateKey"] = ["admin"],
        ["erasePersonalData"] = ["admin"],
        ["createTrackingLink"] = ["write"], ["listTrackingLinks"] = ["read"], ["getTrackingLink"] = ["read"],
        ["revokeTrackingLink"] = ["write"], ["openCustomerView"] = [.. Scopes.All], ["openCustomerLink"] = [.. Scopes.All],
        ["beginSession"] = [.. Scopes.All], ["getSignInMethods"] = [.. Scopes.All],
        ["readEvents"] = ["read"], ["streamEvents"] = ["read"],
        ["createWebhook"] = ["admin"], ["listWebhooks"] = ["admin"], ["getWebhook"] = ["admin"], ["amendWebhook"] = ["admin"],
        ["deleteWebhook"] = ["admin"],
        ["pauseWebhook"] = ["admin"], ["resumeWebhook"] = ["admin"], ["rotateWebhookSecret"] = ["admin"], ["testWebhook"] = ["admin"],
        ["listDeliveries"] = ["admin"], ["listSetAsideEvents"] = ["admin"], ["redeliverEvents"] = ["admin"], ["replayEvents"] = ["admin"],
    };

    private IEnumerable<RouteEndpoint> Operations =>
        fixture.Service.Endpoints.Where(
            endpoint => endpoint.Metadata.GetMetadata<OperationDescription>() is { IsOfOpenPage: false }
                && PolicyOf(endpoint) != ScopePolicies.Session);

    [Fact]
    public void The_table_of_scopes_contains_every_operation() =>
        Assert.Equal(Allowed.Keys.Order(), Operations.Select(NameOf).Order());

    [Fact]
    public void Only_signing_in_and_the_customers_page_need_no_key()
    {
        var open = fixture.Service.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!);

        Assert.Equal(
            [
                "/v1/session/", "/v1/session/methods", // to sign in
                "/v1/tracking/incidents/{number}/", "/v1/tracking/incidents/{number}/confirmation",
                "/v1/tracking/incidents/{number}/dispute",
                "/v1/tracking/incidents/{number}/messages", "/v1/tracking/incidents/{number}/no-more-questions",
                "/v1/tracking/link-views", "/v1/tracking/views", // without a key, by what a customer proves
            ],
            open.Where(path => path.Contains("v1/", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_gives_no_access_to_the_customers_page()
    {
        var own = fixture.Service.Endpoints.Where(
            endpoint => endpoint.Metadata.GetMetadata<OperationDescription>() is { IsOfOpenPage: true }).ToList();

        Assert.NotEmpty(own);
        foreach (var operation in own)
        {
            object? body = Methods(operation) == "POST" ? new { } : null;
            (await fixture.Admin.Send(new HttpMethod(Methods(operation)), AddressOf(operation), body))
                .ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        }
    }

    [Fact]
    public async Task The_two_operations_on_a_session_refuse_a_key()
    {
        var own = fixture.Service.Endpoints.Where(endpoint => PolicyOf(endpoint) == ScopePolicies.Session).ToList();

        Assert.Equal(["endSession", "getSession"], own.Select(NameOf).Order());
        foreach (var operation in own)
            (await fixture.Admin.Send(new HttpMethod(Methods(operation)), AddressOf(operation), null))
                .ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Every_operation_accepts_its_scope_and_refuses_every_other()
    {
        foreach (var scope in Scopes.All)
        {
            using var client = await fixture.Service.Client("phone", scope);
            foreach (var operation in Operations)
            {
                var answer = await client.Send(
                    new HttpMethod(Methods(operation)), AddressOf(operation), Methods(operation) is "GET" or "DELETE" ? null : "{}");
                if (Allowed[NameOf(operation)].Contains(scope))
                    Assert.True(
                        answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized),
                        $"{scope} {NameOf(operation)}: {answer.Text}");
                else Assert.Contains("scope", answer.ExpectProblem(HttpStatusCode.Forbidden, "scope-missing")["detail"]!.ToString());
            }
        }
    }

    [Fact]
    public async Task Without_a_key_every_operation_explains_how_to_authenticate()
    {
        using var http = new HttpClient { BaseAddress = fixture.Service.Address };
        foreach (var operation in Operations.Where(operation => PolicyOf(operation) is not null))
        {
            using var request = new HttpRequestMessage(new HttpMethod(Methods(operation)), AddressOf(operation));
            using var response = await http.SendAsync(request);
            (await Infrastructure.Answer.Read(response)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
            Assert.Equal(["Bearer", "Basic"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        }
    }

    private static string? PolicyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy;

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static string Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];

    private static string AddressOf(RouteEndpoint endpoint) =>
        System.Text.RegularExpressions.Regex.Replace(
            endpoint.RoutePattern.RawText!, @"\{\*{0,2}(\w+)\}", match => match.Groups[1].Value == "number" ? "867530912374" : "1");
}
