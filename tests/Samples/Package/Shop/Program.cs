// The examples in the READMEs of the packages, run with the packages alone.
using IncidentNumbers;
using IncidentService.Client;
using Words;

using var client = new IncidentClient(new() { Address = new Uri(args[0]), Key = args[1] });

var minted = IncidentNumber.Mint();
Console.WriteLine($"minted {NumberReader.Read(minted.Formatted).Kind}, spoken in {minted.Spoken.Split(' ').Length} words");

var opened = await Desk.Open(client, "The shade is wrong");
LookupAnswer found = await client.Lookups.LookUpAsync(new() { Quoted = "incident " + opened.Formatted });
Console.WriteLine(found.Matches is [{ Card: { } card }] && card.Number == opened ? "found " + card.Subject : "not found");

foreach (var mend in NumberMender.Mend("867530912384").Where(mend => mend.Slip == Slip.WrongDigit))
    Console.WriteLine("mended " + mend.Number);
Console.WriteLine("listed " + string.Join(", ", await Desk.Subjects(client)));
Console.WriteLine("read " + Desk.Read("Ticket no. 8675 3091 2374"));
Console.WriteLine("stocked " + Desk.Stocked(Path.Combine(AppContext.BaseDirectory, "stock.log"), TimeProvider.System));
