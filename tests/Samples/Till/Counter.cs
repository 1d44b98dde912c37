using IncidentNumbers;
using IncidentService.Client;

namespace Till;

/// <summary>The commands of a till.</summary>
internal sealed class Counter(IncidentClient client, NumberStock stock, Drafts drafts, TextWriter screen)
{
    public const int Refused = 1;
    public const int Unreachable = 2;

    public async Task<int> Honour(string number, int approval, string transaction, Money money)
    {
        if (Read(number) is not { } incident) return Refused;
        var redeemed = await client.Redemptions.RedeemAsync(incident, approval, transaction, new() { Money = money });
        screen.WriteLine($"Honoured: {redeemed.Value.Item} for {redeemed.Value.Money}, transaction {redeemed.Value.Transaction}.");
        return 0;
    }

    public async Task<int> Reverse(string number, int approval, string transaction)
    {
        if (Read(number) is not { } incident) return Refused;
        await client.Redemptions.ReverseAsync(incident, approval, transaction);
        screen.WriteLine($"Reversed: transaction {transaction}.");
        return 0;
    }

    public async Task<int> Stock(int size)
    {
        stock.Add(await client.NumberBlocks.ReserveAsync(new() { Size = size }));
        screen.WriteLine($"{stock.Left} numbers in stock.");
        return 0;
    }

    /// <summary>The customer leaves with a number, whether there is a line or not.</summary>
    public async Task<int> Note(string phone, string words)
    {
        var request = new OpenRequest
        {
            Contacts = [new() { Kind = ContactKind.Phone, Value = phone }],
            Message = new() { Direction = Direction.In, Text = words }
        };
        try
        {
            Card card = await client.Incidents.OpenAsync(request);
            screen.WriteLine($"{card.Formatted} is open.");
            return 0;
        }
        catch (IncidentUnreachableException)
        {
            if (!stock.TryTake(out var number))
            {
                screen.WriteLine("The line is down, and no numbers are left.");
                return Unreachable;
            }
            drafts.Keep(number.Value, request);
            screen.WriteLine($"{number.Value.Formatted} is taken down.");
            return 0;
        }
    }

    /// <summary>Opens the drafts. A draft that was already opened gets its current incident.</summary>
    public async Task<int> Send()
    {
        foreach (var (number, request) in drafts.All())
        {
            var opened = await client.Incidents.OpenReservedAsync(number, request);
            drafts.Drop(number);
            screen.WriteLine($"{number.Formatted} {(opened.IsNew ? "is open" : "was open")}.");
        }
        return 0;
    }

    private IncidentNumber? Read(string typed)
    {
        var read = TypedNumber.Read(typed);
        if (read.Number is null) screen.WriteLine(read.Mends is [var mend, ..] ? $"No number. {mend.Number.Formatted}?" : "No number.");
        return read.Number;
    }
}
