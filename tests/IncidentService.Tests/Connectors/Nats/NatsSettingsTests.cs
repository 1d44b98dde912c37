using IncidentService.Connectors.Nats;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Connectors.Nats;

/// <summary>An invalid setting stops the start. The message names the setting but not its value, which may be a secret.</summary>
public sealed class NatsSettingsTests
{
    private const string Secret = "secret-of-somebody";

    private static readonly Dictionary<string, string?> Valid = new()
    {
        ["Url"] = "nats://one.example.com:4222, tls://two.example.com", ["User"] = "incidents", ["Password"] = Secret,
    };

    [Theory]
    [InlineData("Url", null, "Connectors:Nats:Url is missing.")]
    [InlineData("Url", "one.example.com:4222", "Connectors:Nats:Url must be nats://host:4222 or tls://host:4222")]
    [InlineData("Url", "https://one.example.com", "Connectors:Nats:Url must be nats://host:4222 or tls://host:4222")]
    [InlineData("Url", "nats://u:secret-of-somebody@one.example.com", "Connectors:Nats:Url must be nats://host:4222 or tls://host:4222")]
    [InlineData("Url", "nats://one.example.com/path", "Connectors:Nats:Url must be nats://host:4222 or tls://host:4222")]
    [InlineData("Subject", "incidents.>", "Connectors:Nats:Subject must be words of letters")]
    [InlineData("Subject", "incidents.*", "Connectors:Nats:Subject must be words of letters")]
    [InlineData("CreateStream", "my.stream", "Connectors:Nats:CreateStream must be a name")]
    [InlineData("Replicas", "6", "Connectors:Nats:Replicas must be a whole number from 1 to 5.")]
    [InlineData("Password", null, "Connectors:Nats:User and Connectors:Nats:Password must be given together.")]
    [InlineData("CertificateFile", "/nowhere.crt", "Connectors:Nats:CertificateFile and Connectors:Nats:KeyFile must be given together.")]
    [InlineData("CaFile", "/nowhere.crt", "Connectors:Nats:CaFile must be the path of a file that can be read.")]
    [InlineData("Token", "secret-of-somebody", "Connectors:Nats must have only one of User, Token, CredentialsFile.")]
    [InlineData("Tokn", "secret-of-somebody", "Connectors:Nats:Tokn is no setting; those known here are Url")]
    public void Invalid_settings_are_refused_by_name(string setting, string? value, string why) =>
        ConnectorSettingsTests.AssertRefused(
            () => NatsSettings.From(ConnectorSettingsTests.Configure(NatsSettings.Section, Valid, setting, value)), why);

    [Fact]
    public void Valid_settings_are_accepted_and_missing_settings_disable_the_publisher()
    {
        var settings = NatsSettings.From(ConnectorSettingsTests.Configure(NatsSettings.Section, Valid, "CreateStream", "INCIDENTS"))!;

        Assert.Equal("nats://one.example.com:4222,tls://two.example.com", settings.Url);
        Assert.Equal(("incidents.approval.granted", 1), (settings.SubjectOf("approval.granted"), settings.Replicas));
        Assert.Null(NatsSettings.From(new ConfigurationBuilder().Build()));
    }
}
