using IncidentService.Common;
using IncidentService.Promises.Sla;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>Which policy applies to an incident, and its targets.</summary>
public sealed class SlaPolicyTests
{
    private static readonly Instant Opened = Calendars.At("2026-11-23T12:00:00Z");

    private static readonly SlaPolicies Policies = SlaConfiguration.Read("""
        [
          { "Name": "general", "Zone": "UTC", "Targets": { "final-response": { "Days": 1 } } },
          { "Name": "by-phone", "Channels": ["phone", "store"], "Zone": "UTC", "Targets": { "final-response": { "Days": 2 } } },
          { "Name": "refunds", "Categories": ["refund", "price-match"], "Zone": "UTC", "Targets": { "final-response": { "Days": 3 } } },
          { "Name": "refunds-again", "Categories": ["refund"], "Zone": "UTC", "Targets": { "final-response": { "Days": 4 } } },
          { "Name": "refunds-by-phone", "Categories": ["refund"], "Channels": ["phone"], "Zone": "UTC", "Targets": { "final-response": { "Days": 5 } } },
          { "Name": "exempt", "Categories": ["praise"], "Zone": "UTC" }
        ]
        """);

    [Theory]
    [InlineData("refund", "phone", "refunds-by-phone")] // category and channel
    [InlineData("refund", "store", "refunds")] // category before channel; of two, the first
    [InlineData("price-match", "email", "refunds")]
    [InlineData("damage", "store", "by-phone")] // channel before neither
    [InlineData(null, "phone", "by-phone")]
    [InlineData("damage", "email", "general")]
    [InlineData(null, "web", "general")]
    public void The_most_specific_policy_applies_and_among_equals_the_first(string? category, string channel, string policy) =>
        Assert.Equal(policy, Assert.Single(Policies.TargetsFor(category, channel, Opened)).Policy);

    [Fact]
    public void A_policy_without_targets_exempts_its_incidents() => Assert.Empty(Policies.TargetsFor("praise", "email", Opened));

    [Fact]
    public void An_incident_without_a_policy_has_no_targets()
    {
        var policies = SlaConfiguration.Read("""[{ "Name": "a", "Categories": ["refund"], "Channels": ["web"], "Zone": "UTC", "Targets": { "acknowledge": { "Hours": 1 } } }]""");

        Assert.Empty(policies.TargetsFor("refund", "email", Opened));
        Assert.Empty(policies.TargetsFor("damage", "web", Opened));
        Assert.Empty(policies.TargetsFor(null, "web", Opened));
        Assert.Empty(SlaConfiguration.Read("[]").TargetsFor("refund", "web", Opened));
        Assert.Empty(SlaSettings.From(new ConfigurationBuilder().Build().GetSection("Sla")).TargetsFor("refund", "web", Opened));
    }

    [Fact]
    public void Targets_are_ordered_by_kind_each_with_its_own_limit()
    {
        var policies = SlaConfiguration.Read("""
            [{ "Name": "Shop", "Zone": "Europe/London", "WorkingDays": ["monday", "Tuesday"], "Holidays": ["2026-11-24"],
               "Targets": { "final-response": { "Days": 7 }, "First-Response": { "WorkingDays": 1 }, "acknowledge": { "Hours": "2" } } }]
            """);

        SlaTarget[] expected =
        [
            new("shop", "acknowledge", Calendars.At("2026-11-23T14:00:00Z")),
            new("shop", "first-response", Calendars.At("2026-12-01T00:00:00Z")), // Monday the 30th: the 24th, a Tuesday, is off
            new("shop", "final-response", Calendars.At("2026-12-01T00:00:00Z")),
        ];
        Assert.Equal(expected, policies.TargetsFor(null, "email", Opened));
    }
}
