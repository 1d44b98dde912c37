using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract;

/// <summary>The service accepts exactly the bodies that openapi.yaml allows, and refuses others as contract violations.</summary>
public sealed class AgreementTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    private const string Time = "2026-11-21T09:30:00Z";

    [Theory]
    [InlineData("lookUp", """{}""", false)]
    [InlineData("lookUp", """{"quoted":null}""", false)]
    [InlineData("lookUp", """{"quoted":null,"hints":null}""", false)]
    [InlineData("lookUp", """{"quoted":" \n "}""", false)]
    [InlineData("lookUp", """{"quoted":"\u0001"}""", false)]
    [InlineData("lookUp", """{"hints":{}}""", false)]
    [InlineData("lookUp", """{"hints":{"email":" "}}""", false)]
    [InlineData("lookUp", """{"quoted":null,"hints":{"email":"anna@example.com"}}""", true)]
    [InlineData("lookUp", """{"hints":{"email":"","order":"W-55120"}}""", true)]
    [InlineData("lookUp", """{"quoted":"Hello","hints":null}""", true)]
    [InlineData("lookUp", """{"quoted":"\u001d Hello","waitSeconds":null}""", true)]
    [InlineData("amendWebhook", """{"name":null}""", false)]
    [InlineData("amendWebhook", """{"name":" "}""", false)]
    [InlineData("amendWebhook", """{"url":null}""", false)]
    [InlineData("amendWebhook", """{"channel":null,"types":null}""", true)]
    [InlineData("amendWebhook", """{"name":"Orders"}""", true)]
    [InlineData("replayEvents", """{}""", false)]
    [InlineData("replayEvents", """{"position":null,"since":null}""", false)]
    [InlineData("replayEvents", """{"position":""}""", false)]
    [InlineData("replayEvents", """{"since":""}""", false)]
    [InlineData("replayEvents", $$"""{"position":"0","since":"{{Time}}"}""", false)]
    [InlineData("replayEvents", """{"position":"1234567890123456789"}""", false)]
    [InlineData("replayEvents", """{"position":"0","since":null}""", true)]
    [InlineData("replayEvents", $$"""{"position":null,"since":"{{Time}}"}""", true)]
    [InlineData("openIncident", """{"references":[{"system":".","value":"1"}]}""", false)]
    [InlineData("openIncident", """{"references":[{"system":"order","value":" .. "}]}""", false)]
    [InlineData("openIncident", """{"references":[{"system":"order.","value":"..."}]}""", true)]
    [InlineData("createKey", """{"name":"Desk","channels":["email"],"scopes":["read"],"expiresAt":""}""", false)]
    [InlineData("reserveNumbers", """{"size":1,"expiresAt":""}""", false)]
    [InlineData("searchIncidents", """{"openedFrom":""}""", false)]
    [InlineData("searchIncidents", """{"openedFrom":null}""", true)]
    public Task The_service_accepts_a_body_exactly_if_the_contract_allows_it(string operation, string body, bool isAllowed) =>
        Compare(operation, body, isAllowed);

    [Theory]
    [InlineData("\"type\":\"waiver\",\"money\":{\"amount\":\"0\",\"currency\":\"USD\"}", false)]
    [InlineData("\"type\":\"waiver\",\"money\":{\"amount\":\"00.00\",\"currency\":\"USD\"}", false)]
    [InlineData("\"type\":\"waiver\",\"money\":{\"amount\":\"00.01\",\"currency\":\"USD\"}", true)]
    [InlineData("\"type\":\"price-match\"", false)]
    [InlineData("\"type\":\"price-match\",\"item\":\"drill\"", false)]
    [InlineData("\"type\":\"price-match\",\"money\":{\"amount\":\"5\",\"currency\":\"USD\"},\"partial\":true", false)]
    [InlineData("\"type\":\"price-match\",\"money\":{\"amount\":\"5\",\"currency\":\"USD\"}", true)]
    [InlineData("\"type\":\"discount\"", false)]
    [InlineData("\"type\":\"discount\",\"money\":{\"amount\":\"5\",\"currency\":\"USD\"},\"partial\":true", true)]
    [InlineData("\"type\":\"replacement\"", false)]
    [InlineData("\"type\":\"replacement\",\"item\":\" \"", false)]
    [InlineData("\"type\":\"replacement\",\"item\":null", false)]
    [InlineData("\"type\":\"replacement\",\"item\":\"drill\",\"partial\":true", false)]
    [InlineData("\"type\":\"replacement\",\"item\":\"drill\"", true)]
    [InlineData("\"type\":\"refund\"", false)]
    [InlineData("\"type\":\"refund\",\"item\":\"drill\",\"partial\":true", false)]
    [InlineData("\"type\":\"refund\",\"item\":\"drill\"", true)]
    [InlineData("\"type\":\"refund\",\"money\":{\"amount\":\"5\",\"currency\":\"USD\"},\"partial\":true", true)]
    [InlineData("\"type\":\"waiver\",\"partial\":true", false)]
    [InlineData("\"type\":\"waiver\",\"validUntil\":\"\"", false)]
    [InlineData("\"type\":\"waiver\",\"partial\":false,\"item\":null", true)]
    public Task Contract_and_service_require_the_same_fields_for_each_type_of_approval(string members, bool isAllowed) =>
        Compare("grantApproval", "{" + members + "}", isAllowed);

    [Fact]
    public async Task A_caller_who_cannot_speak_for_the_customer_gets_403_and_not_a_contract_violation()
    {
        var number = await desks.Email.Open();

        foreach (var operation in new[] { "confirmation", "dispute" })
            (await desks.Phone.Post($"/v1/incidents/{number}/{operation}", new { relayed = false }))
                .ExpectProblem(HttpStatusCode.Forbidden, "not-the-customer");
    }

    private async Task Compare(string operationId, string body, bool isAllowed)
    {
        var operation = ContractModel.Kept.Operations.Single(operation => operation.Id == operationId);

        var answer = await desks.Admin.Send(new HttpMethod(operation.Method), await AddressOf(operation), body);

        Assert.Equal(isAllowed, ContractSchemas.Allows(operationId, body));
        if (isAllowed) Assert.True((int)answer.Status < 300, answer.Text);
        else answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<string> AddressOf(ContractOperation operation)
    {
        var address = operation.Path;
        if (address.Contains("{number}")) address = address.Replace("{number}", await desks.Email.Open());
        if (!address.Contains("{webhook}")) return address;
        var webhook = await desks.Admin.Post("/v1/webhooks", new { name = "Orders", url = "https://127.0.0.1:9/", paused = true });
        return address.Replace("{webhook}", webhook.Expect(HttpStatusCode.Created)["id"]!.ToString());
    }
}
