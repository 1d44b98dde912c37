using System.Net;
using IncidentService.Http.Requests;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace IncidentService.Tests.Http;

/// <summary>Samples for the customer's page: a resolved incident, a link to it, and the token of the page that it opens.</summary>
internal sealed record CustomersPage(string Number, string Email, string LinkToken, string ViewToken)
{
    public static async Task<CustomersPage> Open(ApiClient desk)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var number = await desk.Open(new { contacts = new[] { new { kind = "email", value = email } } });
        (await desk.Post($"/v1/incidents/{number}/resolution", new { told = "It is on its way." })).Expect(HttpStatusCode.OK);
        var link = await desk.Post($"/v1/incidents/{number}/tracking-links", new { });
        var token = link.Expect(HttpStatusCode.Created)["url"]!.ToString().Split('#')[1];
        var view = (await desk.Post("/v1/tracking/link-views", new { token })).Expect(HttpStatusCode.OK);
        return new CustomersPage(number, email, token, view["token"]!.ToString());
    }

    public Sample SampleOf(RouteEndpoint endpoint, string name)
    {
        var method = new HttpMethod(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]);
        var body = endpoint.Metadata.GetMetadata<RequestBodyMetadata>()?.Type;
        return new Sample(name, method, endpoint.RoutePattern.RawText!.TrimEnd('/').Replace("{number}", Number), body, BodyOf(name))
        {
            Headers = [("Authorization", "Bearer " + ViewToken)],
        };
    }

    private string? BodyOf(string name) => name switch
    {
        "openCustomerView" => $$"""{"number":"{{Number}}","contact":{"kind":"email","value":"{{Email}}"} }""",
        "openCustomerLink" => $$"""{"token":"{{LinkToken}}"}""",
        "confirmAsCustomer" => """{"note":"Thank you"}""",
        "disputeAsCustomer" => """{"reason":"Nothing came"}""",
        "writeAsCustomer" => """{"text":"Hello"}""",
        _ => null,
    };
}
