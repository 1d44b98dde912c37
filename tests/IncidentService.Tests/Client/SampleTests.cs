using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>The sample programs: a phone desk and a till that use only the client.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("till-");
    private RunningService service = null!;
    private IncidentClient email = null!;
    private string phoneKey = "";
    private string tillKey = "";

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        email = await service.SdkClient("email", "read", "write", "approve");
        phoneKey = await service.Key("phone", ["read", "write", "redeem"]);
        tillKey = await service.Key("store", ["write", "redeem"], "s1");
    }

    public async ValueTask DisposeAsync()
    {
        email.Dispose();
        await service.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_price_match_is_found_on_the_phone_and_redeemed_once_at_the_till()
    {
        var number = await PromiseThePrice();

        foreach (
            var said in new[] { "it says 48211 here", Typos.WrongDigit(number.ToString()), $"{number.ToString()[..5]}-{number.ToString()[5..]}" })
        {
            var found = (await Phone("find", said)).Expect(0);
            Assert.Contains(number.Formatted, found, StringComparison.Ordinal);
            Assert.Contains("Yes, we match it", found, StringComparison.Ordinal);
            Assert.Contains("Approval 1: price-match DCD791 USD 129.99, used 0 of 1", found, StringComparison.Ordinal);
        }
        Assert.Contains("(the customer has arrived)", (await Phone("find", number.Formatted)).Expect(0), StringComparison.Ordinal);

        string[] honour = ["honour", number.Formatted, "1", "T-1", "129.99", "USD"];
        Assert.Contains("Honoured: DCD791 for USD 129.99", (await Till(service.Address, honour)).Expect(0), StringComparison.Ordinal);
        Assert.Contains("Honoured: DCD791 for USD 129.99", (await Till(service.Address, honour)).Expect(0), StringComparison.Ordinal);
        Assert.Contains("has been used up", (await Phone("honour", number.ToString(), "1", "W-55120")).Expect(1), StringComparison.Ordinal);

        (await Till(service.Address, "reverse", number.ToString(), "1", "T-1")).Expect(0);
        Assert.StartsWith(
            "Honoured: DCD791", (await Phone("honour", number.ToString(), "1", "W-55120")).Expect(0), StringComparison.Ordinal);
        Assert.Contains(
            "is resolved", (await Phone("resolve", number.ToString(), "Your drill is ordered.")).Expect(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_miss_on_the_phone_is_answered_and_found_the_next_time()
    {
        var number = await PromiseThePrice();
        var miss = (await Phone("find", "CAS-4458812")).Expect(0);
        var lookup = miss.Split("Lookup ")[1].Split(' ')[0];

        (await Phone("answer", lookup, number.ToString(), "siebel")).Expect(0);

        Assert.Contains(number.Formatted, (await Phone("find", "cas-4458812")).Expect(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_number_is_repaired_at_the_till_before_any_request()
    {
        var typed = Typos.WrongDigit("867530912374");

        Assert.Contains(
            "8675-3091-2374?", (await Till(Nowhere, "honour", typed, "1", "T-1", "1.00", "USD")).Expect(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offline_till_hands_out_reserved_numbers_and_opens_their_incidents_later()
    {
        Assert.Contains("3 numbers in stock", (await Till(service.Address, "stock", "3")).Expect(0), StringComparison.Ordinal);

        var numbers = new List<IncidentNumber>();
        for (var customer = 0; customer < 3; customer++)
            numbers.Add(
                TypedNumber.Read(
                    (await Till(Nowhere, "note", "+1 212 555 0123", "The shade is wrong")).Expect(0).Split(' ')[0]).Number!.Value);
        Assert.Contains(
            "no numbers are left",
            (await Till(Nowhere, "note", "+1 212 555 0123", "And two pallets short")).Expect(2),
            StringComparison.Ordinal);
        (await Till(Nowhere, "send")).Expect(2);
        Assert.Equal(3, numbers.Distinct().Count());
        LookupAnswer reserved = await email.Lookups.LookUpAsync(new() { Quoted = numbers[0].Formatted });
        Assert.Equal((LookupOutcome.Reserved, Channel.Store), (reserved.Outcome, reserved.ReservedChannel));

        Assert.Equal(3, (await Till(service.Address, "send")).Expect(0).Split("is open").Length - 1);
        Assert.Equal("", (await Till(service.Address, "send")).Expect(0));

        foreach (var number in numbers)
        {
            Card card = await email.Incidents.GetAsync(number);
            Assert.Equal((Channel.Store, "s1"), (card.Channel, card.Location));
            Assert.Contains(card.Timeline, line => line.Text == "The shade is wrong");
        }
    }

    /// <summary>Nothing listens at this address.</summary>
    private static Uri Nowhere { get; } = new("http://127.0.0.1:1");

    private async Task<IncidentNumber> PromiseThePrice()
    {
        Card card = await email.Incidents.OpenAsync(new()
        {
            Subject = "Price match for a drill",
            References = [new() { System = "zendesk", Value = "48211" }],
            Message = new() { Direction = Direction.In, Text = "Will you match the price of your own store?" },
        });
        await email.Timeline.AddAsync(card.Number, new()
        {
            Direction = Direction.Out,
            Text = "Yes, we match it, once. Please call us and quote this number.",
            Approvals =
                [new() { Type = ApprovalType.PriceMatch, Item = "DCD791", Money = new Money(129.99m, "USD"), Channels = [Channel.Phone, Channel.Store] }],
            Handoff = new() { To = new() { Channel = Channel.Phone }, Reason = "Has to be ordered by phone" },
        });
        return card.Number;
    }

    private Task<CommandRun> Phone(params string[] arguments) => Run("PhoneDesk", service.Address, phoneKey, arguments);

    private Task<CommandRun> Till(Uri address, params string[] arguments) => Run("Till", address, tillKey, arguments);

    private Task<CommandRun> Run(string program, Uri address, string key, string[] arguments)
    {
        var start = new ProcessStartInfo(ServiceProcess.Dotnet, [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INCIDENTS_ADDRESS"] = address.ToString();
        start.Environment["INCIDENTS_KEY"] = key;
        start.Environment["INCIDENTS_AGENT"] = "Kim";
        start.Environment["TILL_FOLDER"] = folder.FullName;
        return CommandRun.Run(start);
    }
}
