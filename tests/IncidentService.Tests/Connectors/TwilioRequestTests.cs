using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Connectors.TwilioCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>Only requests signed by Twilio are processed.</summary>
public sealed class TwilioRequestTests
{
    [Fact]
    public async Task An_unsigned_or_altered_request_is_refused_without_a_reason_and_starts_no_lookup()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();
        var fields = new Dictionary<string, string>
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["From"] = "+14158675309",
            ["To"] = "+18005551212",
            ["Digits"] = number
        };
        const string Page = PublicUrl + "/connectors/twilio/voice";
        HttpResponseMessage[] refused =
        [
            await menu.Send("voice", number, signature: ""),
            await menu.Send("voice", number, signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            await menu.Send("voice", number, Sign(Page, fields, token: "another token")),
            await menu.Send("voice", number, Sign("https://elsewhere.example.com/connectors/twilio/voice", fields)),
            await menu.Send("voice?misses=1", number, Sign(Page, fields)),
            await menu.Send("voice", "12", alteredDigits: number),
        ];

        var answers = await Task.WhenAll(refused.Select(Infrastructure.Answer.Read));

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.Forbidden, "signature-invalid"));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(0, menu.Service.Register.Count("lookups"));
        foreach (var response in refused) response.Dispose();
    }

    [Theory]
    [InlineData(PublicUrl, "https://calls.example.com:443/incidents", true)]
    [InlineData(PublicUrl, "https://calls.example.com/incidents", true)]
    [InlineData(PublicUrl, "https://calls.example.com:8443/incidents", false)]
    [InlineData("https://calls.example.com:8443/incidents", "https://calls.example.com:8443/incidents", true)]
    [InlineData("https://calls.example.com:8443/incidents", "https://calls.example.com/incidents", true)]
    [InlineData("https://calls.example.com:8443/incidents", "https://calls.example.com:443/incidents", false)]
    public async Task A_signature_over_the_address_with_or_without_its_port_is_accepted(string configured, string called, bool isTaken)
    {
        await using var menu = await Start(settings: new() { ["Connectors:Twilio:PublicUrl"] = configured });
        var fields = new Dictionary<string, string>
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["From"] = "+14158675309",
            ["To"] = "+18005551212"
        };

        using var response = await menu.Send("voice", null, Sign(called + "/connectors/twilio/voice", fields));

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        await using var menu = await Start();

        using var response = await menu.Send("voice", new string('1', 70_000));

        (await Infrastructure.Answer.Read(response)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Without_configuration_there_is_no_menu()
    {
        await using var service = await RunningService.Start();
        using var client = await service.Client("phone");

        (await client.Post("/connectors/twilio/voice", new { })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }
}
