using IncidentNumbers;
using IncidentService.Connectors.Systems;
using IncidentService.Events;
using IncidentService.Timeline;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Connectors;

/// <summary>The rules that select the events of a system.</summary>
public sealed class EventRuleTests
{
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(new byte[32]);

    [Theory]
    [InlineData("handoff.requested", "handoff.requested", null, "email", true)]
    [InlineData("handoff.requested to phone", "handoff.requested", "phone", "email", true)]
    [InlineData("handoff.requested to phone", "handoff.requested", "store", "email", false)]
    [InlineData("handoff.requested to phone from email", "handoff.requested", "phone", "email", true)]
    [InlineData("handoff.requested to phone from social", "handoff.requested", "phone", "email", false)]
    [InlineData("approval.granted", "approval.revoked", null, "email", false)]
    [InlineData("message.received from social", "message.received", null, "social", true)]
    public void A_rule_matches_an_event_type_and_optionally_its_source_and_target_channel(
        string hears, string type, string? to, string channel, bool heard)
    {
        var happened = new FeedEvent { Number = IncidentNumber.Mint(), Type = type, Channel = channel, Facts = new Facts { To = to } };

        Assert.Equal(heard, EventRule.Parse(hears, out _)!.Matches(happened));
    }

    [Theory]
    [InlineData("", "must be a type of event")]
    [InlineData("handoff.requested for phone", "must be a type of event")]
    [InlineData("handoff.asked", "names no type of event")]
    [InlineData("handoff.requested to fax", "must name one of email, phone")]
    [InlineData("handoff.requested from fax", "must name one of email, phone")]
    [InlineData("approval.granted to phone", "must not say to whom")]
    public void An_invalid_rule_is_refused_with_the_reason(string hears, string expected)
    {
        Assert.Null(EventRule.Parse(hears, out var why));
        Assert.StartsWith(expected, why);
    }

    [Theory]
    [InlineData("Url", null, "Connectors:Systems:tills:Url is missing.")]
    [InlineData("Url", "http://tills.example.com/hook", "Connectors:Systems:tills:Url must be an https address")]
    [InlineData("Secret", null, "Connectors:Systems:tills:Secret is missing.")]
    [InlineData("Secret", "secret-of-somebody", "Connectors:Systems:tills:Secret must be whsec_ and 24 to 64 bytes in base64.")]
    [InlineData("Secret", "whsec_c2VjcmV0", "Connectors:Systems:tills:Secret must be whsec_ and 24 to 64 bytes in base64.")]
    [InlineData("Hears:0", null, "Connectors:Systems:tills:Hears must list what the system wants to hear of.")]
    [InlineData("Hears:0", "handoff.asked", "Connectors:Systems:tills:Hears:0 (\"handoff.asked\") names no type of event.")]
    [InlineData("Hear", "approval.granted", "Connectors:Systems:tills:Hear is no setting; those known here are Url, Secret, Hears.")]
    public void A_system_with_invalid_settings_stops_the_start(string setting, string? value, string why)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Url"] = "https://tills.example.com/hook",
            ["Secret"] = Secret,
            ["Hears:0"] = "approval.granted"
        };

        ConnectorSettingsTests.AssertRefused(
            () => ConnectedSystem.ListFrom(ConnectorSettingsTests.Configure("Connectors:Systems:tills", settings, setting, value)), why);
    }

    [Fact]
    public void Each_system_is_configured_with_its_own_events()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Connectors:Systems:phone-desk:Url"] = "https://phone.example.com/hook", ["Connectors:Systems:phone-desk:Secret"] = Secret,
            ["Connectors:Systems:phone-desk:Hears:0"] = "handoff.requested to phone",
            ["Connectors:Systems:tills:Url"] = "https://tills.example.com/hook", ["Connectors:Systems:tills:Secret"] = Secret,
            ["Connectors:Systems:tills:Hears:0"] = "approval.granted", ["Connectors:Systems:tills:Hears:1"] = "approval.revoked",
        }).Build();

        var systems = ConnectedSystem.ListFrom(configuration);

        Assert.Equal(["phone-desk", "tills"], systems.Select(system => system.Name));
        Assert.Equal([new EventRule("approval.granted", null, null), new EventRule("approval.revoked", null, null)], systems[1].Rules);
    }
}
