using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using IncidentService.Keys;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Connectors;

/// <summary>
/// A service with a phone menu, and Twilio as it calls it: signed over the public address, which may differ from the real one.
/// </summary>
internal sealed class TwilioCalls : IAsyncDisposable
{
    public const string Token = "token-of-the-tests";
    public const string PublicUrl = "https://calls.example.com/incidents";
    public const string DeskPhone = "+15550100199";
    private readonly HttpClient http;

    private TwilioCalls(RunningService service, string key)
    {
        (Service, Key) = (service, key);
        http = new HttpClient { BaseAddress = service.Address };
    }

    public RunningService Service { get; }
    public string Key { get; }

    public static async Task<TwilioCalls> Start(string scopes = "read write", Dictionary<string, string?>? settings = null)
    {
        var key = KeySecret.Create();
        var all = new Dictionary<string, string?>
        {
            ["Connectors:Twilio:AuthToken"] = Token,
            ["Connectors:Twilio:PublicUrl"] = PublicUrl,
            ["Connectors:Twilio:Key"] = key,
            ["Connectors:Twilio:Desk"] = DeskPhone,
            ["Connectors:Twilio:Zone"] = "America/New_York",
        };
        foreach (var (name, value) in settings ?? []) all[name] = value;
        var service = await RunningService.Start(all);
        await service.Key("phone", scopes.Split(' '), secret: key);
        return new TwilioCalls(service, key);
    }

    /// <summary>Calls a page of the menu, by its full address or by its name below /connectors/twilio, with the keyed digits.</summary>
    public Task<XElement> Call(string page, string? digits = null) => Read(Send(page, digits));

    /// <summary>Calls back after a transfer, which ended so.</summary>
    public Task<XElement> Dialed(string page, string status, string from = "+14158675309", string call = "CA1234567890ABCDE") =>
        Read(Send(page, null, more: new() { ["DialCallStatus"] = status, ["From"] = from, ["CallSid"] = call }));

    private static async Task<XElement> Read(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        return XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
    }

    public async Task<HttpResponseMessage> Send(
        string page, string? digits, string? signature = null, string? alteredDigits = null, Dictionary<string, string>? more = null)
    {
        var path = page.StartsWith(PublicUrl, StringComparison.Ordinal) ? page[PublicUrl.Length..] : "/connectors/twilio/" + page;
        var fields = new Dictionary<string, string>
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["From"] = "+14158675309",
            ["To"] = "+18005551212"
        };
        foreach (var (name, value) in more ?? []) fields[name] = value;
        if (digits is not null) fields["Digits"] = digits;
        var signed = signature ?? Sign(PublicUrl + path, fields);
        if (alteredDigits is not null) fields["Digits"] = alteredDigits;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (signed.Length > 0) request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signed);
        return await http.SendAsync(request);
    }

    public static string Sign(string url, IEnumerable<KeyValuePair<string, string>> fields, string token = Token) =>
        Convert.ToBase64String(HMACSHA1.HashData(
        Encoding.UTF8.GetBytes(token),
        Encoding.UTF8.GetBytes(
            url + string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value)))));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
    }
}

internal static class TwimlReading
{
    /// <summary>Everything that is said, in order.</summary>
    public static string Said(this XElement twiml) => string.Join(' ', twiml.Descendants("Say").Select(say => say.Value));

    /// <summary>Where the digits go.</summary>
    public static string Next(this XElement twiml) => twiml.Element("Gather")!.Attribute("action")!.Value;
}
