using System.Globalization;
using IncidentService.Client;
using Till;

const string Usage = """
    till honour NUMBER APPROVAL TRANSACTION AMOUNT CURRENCY    what the customer pays, or is given
    till reverse NUMBER APPROVAL TRANSACTION                   takes it back
    till stock SIZE                                            numbers for when the line is down
    till note PHONE WORDS...                                   takes down a problem, with or without a line
    till send                                                  opens what was taken down without one

    INCIDENTS_ADDRESS and INCIDENTS_KEY say where the service is, TILL_FOLDER where the till keeps what it has to remember.
    """;

using var client = new IncidentClient(new IncidentClientOptions
{
    Address = new Uri(Environment.GetEnvironmentVariable("INCIDENTS_ADDRESS") ?? "http://127.0.0.1:5080"),
    Key = Environment.GetEnvironmentVariable("INCIDENTS_KEY"),
    Retries = 2,
});
var folder = Environment.GetEnvironmentVariable("TILL_FOLDER") ?? ".";
using var stock = new NumberStock(Path.Combine(folder, "stock.log"));
var counter = new Counter(client, stock, new Drafts(Path.Combine(folder, "drafts")), Console.Out);
try
{
    return args switch
    {
        ["honour", var number, var approval, var transaction, var amount, var currency] =>
            await counter.Honour(
                number, int.Parse(approval), transaction, new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency)),
        ["reverse", var number, var approval, var transaction] => await counter.Reverse(number, int.Parse(approval), transaction),
        ["stock", var size] => await counter.Stock(int.Parse(size)),
        ["note", var phone, .. var words] => await counter.Note(phone, string.Join(' ', words)),
        ["send"] => await counter.Send(),
        _ => Help(),
    };
}
catch (IncidentApiException refused)
{
    Console.WriteLine($"Do not honour it: {refused.Problem.Title}. {refused.Problem.Detail} {refused.Problem.Remedy}");
    return Counter.Refused;
}
catch (IncidentUnreachableException)
{
    Console.WriteLine("The line is down. Repeat it when it is back: nothing will be done twice.");
    return Counter.Unreachable;
}

static int Help()
{
    Console.WriteLine(Usage);
    return Counter.Refused;
}
