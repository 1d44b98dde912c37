using System.Text;
using System.Xml.Linq;

namespace IncidentService.Connectors.Twilio.Menu;

/// <summary>Instructions for Twilio (https://www.twilio.com/docs/voice/twiml), carried out in this order.</summary>
internal sealed class Twiml
{
    public const string ContentType = "text/xml; charset=utf-8";
    private const int SecondsToKeyIn = 8;
    private readonly XElement response = new("Response");

    public Twiml Say(string text)
    {
        response.Add(new XElement("Say", text));
        return this;
    }

    /// <summary>
    /// Asks for digits, up to the pound key, and posts them to an address. If the caller keys in nothing, the next instruction follows.
    /// </summary>
    public Twiml Gather(string action, string prompt)
    {
        response.Add(new XElement(
            "Gather",
            new XAttribute("input", "dtmf"),
            new XAttribute("action", action),
            new XAttribute("method", "POST"),
            new XAttribute("finishOnKey", "#"),
            new XAttribute("timeout", SecondsToKeyIn), new XElement("Say", prompt)));
        return this;
    }

    /// <summary>
    /// Transfers the call. The person who answers first hears what the whisper address says; the caller does not. When the transfer ends,
    /// answered or not, the call goes on with what the action address says; without one, Twilio ends it.
    /// </summary>
    public Twiml Dial(string phone, string whisper, string action)
    {
        var number = new XElement("Number", new XAttribute("url", whisper), new XAttribute("method", "POST"), phone);
        response.Add(new XElement(
            "Dial",
            new XAttribute("answerOnBridge", "true"),
            new XAttribute("action", action),
            new XAttribute("method", "POST"),
            number));
        return this;
    }

    public Twiml Hangup()
    {
        response.Add(new XElement("Hangup"));
        return this;
    }

    public byte[] Render() =>
        Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + response.ToString(SaveOptions.DisableFormatting));
}
