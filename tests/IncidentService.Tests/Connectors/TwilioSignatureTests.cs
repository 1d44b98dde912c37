using IncidentService.Connectors.Twilio;

namespace IncidentService.Tests.Connectors;

/// <summary>The worked examples of https://www.twilio.com/docs/usage/security and of Twilio's own helper library.</summary>
public sealed class TwilioSignatureTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    [Theory]
    [InlineData("CallSid=CA1234567890ABCDE Caller=+12349013030 Digits=1234 From=+12349013030 To=+18005551212", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")]
    [InlineData("To=+18005551212 Digits=1234 CallSid=CA1234567890ABCDE From=+14158675309 Caller=+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("Sid=CA123 SidAccount=AC123 Digits=5678 Digits=1234 Digits=1234", "IK+Dwps556ElfBT0I3Rgjkr1wJU=")]
    public void The_signature_matches_the_documented_examples(string fields, string signature) => Assert.Equal(
        signature,
        TwilioSignature.Compute(
            "12345", Url, fields.Split(' ').Select(field => field.Split('=')).Select(field => KeyValuePair.Create(field[0], field[1]))));

    /// <summary>Computed with the npm package twilio 6.3.1, whose validateRequest takes the first two for either address.</summary>
    [Theory]
    [InlineData("https://calls.example.com", "ycdNmqsTrPTrUW5jUlqkA3qBitw=")]
    [InlineData("https://calls.example.com:443", "K4rB0exKgVjqKTV2yAqT5K36dOY=")]
    [InlineData("https://calls.example.com:8443", "Ry6OjUv7pAlVNsuUfqDf6+F6grs=")]
    public void The_signature_equals_that_of_the_helper_library_with_and_without_a_port(string host, string signature) => Assert.Equal(
        signature,
        TwilioSignature.Compute(
            "12345", host + "/connectors/twilio/voice?misses=0",
            [
                KeyValuePair.Create("CallSid", "CA1234567890ABCDE"), KeyValuePair.Create("Caller", "+14158675309"),
                KeyValuePair.Create("Digits", "1234"), KeyValuePair.Create("From", "+14158675309"),
                KeyValuePair.Create("To", "+18005551212"),
            ]));
}
