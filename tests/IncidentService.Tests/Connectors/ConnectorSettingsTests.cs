using IncidentService.Connectors.Twilio;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Connectors;

/// <summary>
/// An invalid connector setting stops the start. The message names the setting but not its value, which may be a secret.
/// </summary>
public sealed class ConnectorSettingsTests
{
    private const string Secret = "secret-of-somebody";

    private static readonly Dictionary<string, string?> Twilio = new()
    {
        ["AuthToken"] = Secret, ["PublicUrl"] = "https://calls.example.com", ["Key"] = "inc_0123456789",
    };

    [Theory]
    [InlineData("AuthToken", null, "Connectors:Twilio:AuthToken is missing.")]
    [InlineData("PublicUrl", null, "Connectors:Twilio:PublicUrl is missing.")]
    [InlineData("PublicUrl", "calls.example.com", "Connectors:Twilio:PublicUrl must be an https address")]
    [InlineData("PublicUrl", "http://calls.example.com", "Connectors:Twilio:PublicUrl must be an https address")]
    [InlineData("PublicUrl", "https://calls.example.com/?a=b", "Connectors:Twilio:PublicUrl must be an https address")]
    [InlineData("PublicUrl", "https://u:secret-of-somebody@calls.example.com/", "Connectors:Twilio:PublicUrl must be an https address")]
    [InlineData("Key", null, "Connectors:Twilio:Key is missing.")]
    [InlineData("Key", "secret-of-somebody", "Connectors:Twilio:Key must be an API key.")]
    [InlineData("Desk", "555 0100", "Connectors:Twilio:Desk must be a phone number with its country")]
    [InlineData("Zone", "Mars/Olympus", "Connectors:Twilio:Zone is Mars/Olympus; it must be an IANA time zone")]
    [InlineData("Tokn", "secret-of-somebody", "Connectors:Twilio:Tokn is no setting; those known here are AuthToken")]
    public void Invalid_Twilio_settings_are_refused_by_name(string setting, string? value, string why) =>
        AssertRefused(() => TwilioSettings.From(Configure("Connectors:Twilio", Twilio, setting, value)), why);

    [Fact]
    public void Valid_settings_are_accepted_and_missing_settings_disable_the_connector()
    {
        Assert.Equal(
            "https://calls.example.com/connectors/twilio/voice",
            TwilioSettings.From(Configure("Connectors:Twilio", Twilio, "Desk", ""))!.UrlOf("voice"));
        Assert.Null(TwilioSettings.From(new ConfigurationBuilder().Build()));
    }

    internal static IConfiguration Configure(string section, Dictionary<string, string?> settings, string setting, string? value)
    {
        var all = settings
            .Where(known => known.Key != setting)
            .Append(KeyValuePair.Create(setting, value))
            .Where(given => given.Value is not null);
        return new ConfigurationBuilder().AddInMemoryCollection(
            all.Select(given => KeyValuePair.Create($"{section}:{given.Key}", given.Value)))
            .Build();
    }

    internal static void AssertRefused(Action read, string why)
    {
        var message = Assert.Throws<InvalidOperationException>(read).Message;
        Assert.StartsWith(why, message);
        Assert.Equal('.', message[^1]);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain(Secret, message);
    }
}
