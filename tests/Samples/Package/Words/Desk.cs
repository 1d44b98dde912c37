using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IncidentNumbers;
using IncidentService.Client;

namespace Words;

public static class Desk
{
    public static async Task<IncidentNumber> Open(IncidentClient client, string subject)
    {
        Card card = await client.Incidents.OpenAsync(
            new OpenRequest { Subject = subject }, new PostOptions { IdempotencyKey = Guid.NewGuid().ToString("N") });
        return card.Number;
    }

    public static async Task<List<string>> Subjects(IncidentClient client)
    {
        var subjects = new List<string>();
        await foreach (var incident in client.Incidents.List(new IncidentFilter { PageSize = 1 })) subjects.Add(incident.Subject ?? "");
        return subjects;
    }

    public static string Read(string typed) =>
        NumberReader.Read(typed.AsSpan()) is { Kind: ReadingKind.Exact } reading ? reading.Number.Formatted : "nothing";

    public static int Stocked(string path, TimeProvider clock)
    {
        using var stock = new NumberStock(path, clock);
        return stock.Left;
    }
}
