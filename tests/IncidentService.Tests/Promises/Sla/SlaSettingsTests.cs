using IncidentService.Promises.Sla;
using IncidentService.Tests.CommandLine;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>An invalid policy stops the start. The message names the setting.</summary>
public sealed class SlaSettingsTests : RegisterCommandSuite
{
    private const string Days = """ "Targets": { "acknowledge": { "Days": 1 } } """;

    [Theory]
    [InlineData("""{ "Zone": "UTC" }""", "Sla:Policies:0:Name must be a short name")]
    [InlineData("""{ "Name": "two words", "Zone": "UTC" }""", "Sla:Policies:0:Name (\"two words\") must be a short name")]
    [InlineData("""{ "Name": "a", "Zone": "UTC" }, { "Name": "A", "Zone": "UTC" }""", "Sla:Policies:1:Name (\"A\") is the name of another policy already")]
    [InlineData("""{ "Name": "a" }""", "Sla:Policies:0:Zone must be an IANA time zone")]
    [InlineData("""{ "Name": "a", "Zone": "Mars/Olympus" }""", "Sla:Policies:0:Zone (\"Mars/Olympus\") must be an IANA time zone")]
    [InlineData("""{ "Name": "a", "Zone": "W. Europe Standard Time" }""", "Sla:Policies:0:Zone (\"W. Europe Standard Time\") must be an IANA time zone")]
    [InlineData("""{ "Name": "a", "Zone": "../../etc/passwd" }""", "Sla:Policies:0:Zone (\"../../etc/passwd\") must be an IANA time zone")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Categories": "refund" }""", "Sla:Policies:0:Categories (\"refund\") must be a list")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Categories": ["ok", ""] }""", "Sla:Policies:0:Categories:1 must be a short name")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Channels": ["email", "fax"] }""", "Sla:Policies:0:Channels:1 (\"fax\") must be one of email, phone, store")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "WorkingDays": ["Mon"] }""", "Sla:Policies:0:WorkingDays:0 (\"Mon\") must be a day of the week")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "WorkingDays": ["1"] }""", "Sla:Policies:0:WorkingDays:0 (\"1\") must be a day of the week")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "WorkingDays": [] }""", "Sla:Policies:0:WorkingDays must name at least one day")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Holidays": ["2026-12-25", "2026-02-29"] }""", "Sla:Policies:0:Holidays:1 (\"2026-02-29\") must be a date")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Holidays": ["25.12.2026"] }""", "Sla:Policies:0:Holidays:0 (\"25.12.2026\") must be a date")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Holidays": [null] }""", "Sla:Policies:0:Holidays:0 must be a date")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Holliday": ["2026-12-25"] }""", "Sla:Policies:0:Holliday is no setting; those known here are Name, Categories")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "answer": { "Days": 1 } } }""", "Sla:Policies:0:Targets:answer is no setting; those known here are acknowledge")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "Weeks": 8 } } }""", "Sla:Policies:0:Targets:acknowledge:Weeks (\"8\") is no setting; those known here are Hours")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": {} } }""", "Sla:Policies:0:Targets:acknowledge needs exactly one of Hours, Days, WorkingDays")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": null } }""", "Sla:Policies:0:Targets:acknowledge needs exactly one of")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": "2 days" } }""", "Sla:Policies:0:Targets:acknowledge (\"2 days\") must hold settings of its own: Hours, Days, WorkingDays")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "Days": 1, "Hours": 24 } } }""", "Sla:Policies:0:Targets:acknowledge needs exactly one of")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "Days": 0 } } }""", "Sla:Policies:0:Targets:acknowledge:Days (\"0\") must be a whole number from 1 to")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "Hours": -4 } } }""", "Sla:Policies:0:Targets:acknowledge:Hours (\"-4\") must be a whole number from 1 to")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "Hours": 1.5 } } }""", "Sla:Policies:0:Targets:acknowledge:Hours (\"1.5\") must be a whole number from 1 to")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "WorkingDays": 2000000000 } } }""", "Sla:Policies:0:Targets:acknowledge:WorkingDays (\"2000000000\") must be")]
    [InlineData("""{ "Name": "a", "Zone": "UTC", "Targets": "none" }""", "Sla:Policies:0:Targets (\"none\") must hold settings")]
    public void An_invalid_policy_is_refused_by_the_name_of_its_setting(string policies, string why)
    {
        var message = Assert.Throws<InvalidOperationException>(() => SlaConfiguration.Read($"[{policies}]")).Message;

        Assert.StartsWith(why, message);
        Assert.Equal('.', message[^1]);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("Sla:Policy:0:Name", "a", "Sla:Policy is no setting")]
    [InlineData("Sla:Policies", "a", "Sla:Policies (\"a\") must be a list")]
    [InlineData("Sla", "a", "Sla (\"a\") must hold settings")]
    public void The_section_itself_is_parsed_as_strictly(string setting, string value, string why)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

        Assert.StartsWith(why, Assert.Throws<InvalidOperationException>(() => SlaSettings.From(configuration.GetSection("Sla"))).Message);
    }

    [Fact]
    public void Members_that_begin_with_a_dollar_sign_are_comments() =>
        Assert.Single(SlaConfiguration.Read($$"""[{ "$comment": ["x"], "Name": "a", "Zone": "UTC", {{Days}} }]""").TargetsFor(null, "web", Calendars.At("2026-11-23T12:00:00Z")));

    [Fact]
    public async Task With_an_invalid_policy_the_service_does_not_start_and_states_the_reason_in_one_line()
    {
        var why = (await Run("serve", "--Sla:Policies:0:Name=general", "--Sla:Policies:0:Zone=Mars/Olympus")).ExpectOneLine(1);

        Assert.StartsWith("The service cannot start: Sla:Policies:0:Zone (\"Mars/Olympus\") must be an IANA time zone", why);
    }
}
