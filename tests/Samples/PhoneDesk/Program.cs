using IncidentService.Client;
using PhoneDesk;

const string Usage = """
    phonedesk find WORDS...                    what the customer says: a number in any grouping, another system's id, an address
    phonedesk honour NUMBER APPROVAL ORDER     takes the order that an approval is for
    phonedesk answer LOOKUP NUMBER SYSTEM      the number that a customer's words meant after all
    phonedesk resolve NUMBER WORDS...          what the customer was told

    INCIDENTS_ADDRESS and INCIDENTS_KEY say where the service is, INCIDENTS_AGENT who is on the phone.
    """;

using var client = new IncidentClient(new IncidentClientOptions
{
    Address = new Uri(Environment.GetEnvironmentVariable("INCIDENTS_ADDRESS") ?? "http://127.0.0.1:5080"),
    Key = Environment.GetEnvironmentVariable("INCIDENTS_KEY"),
    Agent = Environment.GetEnvironmentVariable("INCIDENTS_AGENT"),
});
var desk = new Desk(client, Console.Out);
try
{
    return args switch
    {
        ["find", .. var words] => await desk.Find(string.Join(' ', words)),
        ["honour", var number, var approval, var order] => await desk.Honour(number, int.Parse(approval), order),
        ["answer", var lookup, var number, var system] => await desk.Answer(lookup, number, system),
        ["resolve", var number, .. var words] => await desk.Resolve(number, string.Join(' ', words)),
        _ => Help(),
    };
}
catch (IncidentApiException refused)
{
    Console.WriteLine($"Refused, {refused.Kind}: {refused.Problem.Title}. {refused.Problem.Detail} {refused.Problem.Remedy}");
    return Desk.Refused;
}
catch (IncidentUnreachableException)
{
    Console.WriteLine("The line is down. Take down what the customer says.");
    return Desk.Unreachable;
}

static int Help()
{
    Console.WriteLine(Usage);
    return Desk.Refused;
}
