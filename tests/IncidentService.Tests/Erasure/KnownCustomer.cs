using System.Net;
using Dapper;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Erasure;

/// <summary>A customer with every kind of personal data. Every value contains a unique word.</summary>
internal sealed class KnownCustomer(RunningService service, ApiClient desk)
{
    private const string AddLine =
        """
        UPDATE incidents SET last_sequence = last_sequence + 1 WHERE number = @number;
        INSERT INTO events (incident_id, sequence, position, occurred_at, type, channel, key_id)
            SELECT id, last_sequence, (SELECT max(position) + 1 FROM events), 0, @type, 'email', 1 FROM incidents WHERE number = @number;
        INSERT INTO texts (owner_id, part, body) SELECT id, last_sequence, @text FROM incidents WHERE number = @number;
        """;

    private readonly string seed = Guid.NewGuid().ToString("N")[..8] + "z";
    private readonly List<string> secrets = [];

    /// <summary>The words that must not be left anywhere, in upper or lower case.</summary>
    public IReadOnlyList<string> Secrets => secrets;
    public string Email => $"Anna.{Secret("mail")}@Example.com";
    public string Handle => "x:@" + Secret("handle");
    public string Digits { get; } = "555" + Random.Shared.NextInt64(1_000_000, 9_999_999);
    public string Phone => $"+1 {Digits[..3]} {Digits[3..6]} {Digits[6..]}";

    /// <summary>The surviving incident, the one merged into it, and another one.</summary>
    public string Survivor { get; private set; } = "";
    public string Merged { get; private set; } = "";
    public string Other { get; private set; } = "";
    public string[] Numbers => [Survivor, Merged, Other];
    public List<string> Lookups { get; } = [];

    /// <summary>The incoming message, for a second delivery.</summary>
    public object Message => new
    {
        system = "mail", messageId = $"<1.{Email}>", conversation = "wa-1" + Digits, from = new { kind = "email", value = Email },
        subject = "About " + Secret("mailsubject"), text = "I am " + Secret("mailtext"),
    };

    public static async Task<KnownCustomer> Make(RunningService service, ApiClient desk)
    {
        var customer = new KnownCustomer(service, desk);
        await customer.OpenSurvivor();
        await customer.Talk();
        await customer.OpenMerged();
        await customer.OpenOther();
        await customer.LookUp();
        await customer.SeedIncidentHistory();
        return customer;
    }

    /// <summary>A unique name of an item.</summary>
    public string Secret(string what)
    {
        var secret = $"zq{what}{seed}";
        if (!secrets.Contains(secret)) secrets.Add(secret);
        return secret;
    }

    private async Task OpenSurvivor()
    {
        secrets.AddRange([Digits, Phone[3..]]);
        var opened = await desk.Post("/v1/incidents", new
        {
            subject = "Drill of " + Secret("subject"),
            contacts = new[]
            {
                new { kind = "email", value = Email }, new { kind = "phone", value = Phone }, new { kind = "handle", value = Handle },
                new { kind = "loyalty", value = "LY-" + Secret("loyalty") }, new { kind = "name", value = "Anna " + Secret("name") },
            },
            references =
                new[] { new { system = "order", value = "W-1" }, new { system = "crm", value = "customer:" + Email }, new { system = "erp", value = "77" + Digits } },
            message = new { direction = "in", text = "Hello from " + Secret("first") },
        }, ("Idempotency-Key", "open-" + Email));
        Survivor = opened.Expect(HttpStatusCode.Created)["number"]!.ToString();
    }

    private async Task Talk()
    {
        var at = "/v1/incidents/" + Survivor;
        var attachments =
            new[] { new { url = $"https://files.example.com/{Secret("file")}.pdf", sha256 = new string('a', 64), name = Secret("filename") } };
        await Created(
            desk.Post(
                at + "/timeline", new { direction = "in", text = Secret("in") + " é", attachments }, ("Idempotency-Key", Secret("key"))));
        await Created(desk.Post(at + "/timeline", new { direction = "out", text = "Dear " + Secret("out"), attachments }));
        await Created(desk.Post(at + "/timeline", new { direction = "internal", text = Secret("note") }));
        await Created(desk.Post(at + "/interactions", new { kind = "call", note = Secret("call") }));
        var line = await Created(desk.Post(at + "/timeline", new { direction = "in", text = Secret("taken") }));
        (await desk.Post(line + "/redaction", new { reason = "Asked by " + Secret("reason") }, ("Idempotency-Key", Secret("redaction"))))
            .Expect(HttpStatusCode.OK);
        (await desk.Patch(at, new { subject = "Drill for " + Secret("patched") })).Expect(HttpStatusCode.OK);
        await Created(desk.Put(at + "/references/handles/" + Uri.EscapeDataString("dm/" + Handle)));
        await Created(desk.Put(at + "/references/dialler/" + Digits));
        Assert.Equal(HttpStatusCode.NoContent, (await desk.Delete(at + "/references/dialler/" + Digits)).Status);
        await Created(desk.Put(at + "/references/chat/" + Secret("latename"))); // before anybody knows that it is a name
        await Created(
            desk.Post(at + "/contacts", new { kind = "name", value = Secret("latename") }, ("Idempotency-Key", Secret("contact"))));
    }

    private async Task OpenMerged()
    {
        Merged = (await desk.Post("/v1/messages", Message, ("Idempotency-Key", Secret("delivery"))))
            .Expect(HttpStatusCode.Created)["number"]!.ToString();
        await Created(desk.Post($"/v1/incidents/{Merged}/contacts", new { kind = "loyalty", value = Secret("second") }));
        await service.Merge(Merged, Survivor);
    }

    private async Task OpenOther() => Other = await desk.Open(new
    {
        subject = "Saw of " + Secret("other"),
        contacts = new[] { new { kind = "email", value = Email.ToUpperInvariant() } },
        references = new[] { new { system = "order", value = "W-1" } },
    });

    private async Task LookUp()
    {
        var single = (await desk.Post("/v1/lookups", new { quoted = Survivor }, ("Idempotency-Key", Secret("one"))))
            .Expect(HttpStatusCode.OK);
        var several = (await desk.Post("/v1/lookups", new { quoted = Email }, ("Idempotency-Key", Email))).Expect(HttpStatusCode.OK);
        Assert.Equal("ambiguous", several.Outcome());
        var taught = await desk.LookUp($"It says zqtaught{seed}-48112, {Secret("taughtby")}");
        secrets.Add($"zqtaught{seed}");
        (await desk.Answer(taught, Survivor, "siebel")).Expect(HttpStatusCode.OK);
        var surname = "zq" + string.Concat(Random.Shared.GetItems<char>("bcdfghjk", 4));
        var answered = await desk.LookUp($"{surname}-1985 {Secret("answered")}");
        secrets.Add(surname); // which its shape has kept
        (await desk.Answer(answered, Other)).Expect(HttpStatusCode.OK);
        var address = await desk.LookUp("Nobody knows me: MAILTO:" + Email.Replace("@", "＠") + "?");
        var phone = await desk.LookUp($"my {Secret("quotedwith")} is ({Digits[..3]}) {Digits[3..]}, {Secret("quoted")}");
        Assert.All([taught, answered, address, phone], miss => Assert.Equal("none", miss.Outcome()));
        Lookups.AddRange(new[] { single, several, taught, answered, address, phone }.Select(lookup => lookup["id"]!.ToString()));
    }

    private Task SeedIncidentHistory() => service.Seed(async connection =>
    {
        Task Line(string type, string what) =>
            connection.ExecuteAsync(AddLine, new { number = long.Parse(Survivor), type, text = Secret(what) });
        Task Item(string sql) =>
            connection.ExecuteAsync(sql + " FROM incidents WHERE number = @number", new { number = long.Parse(Survivor), no = false });
        await Line("approval.granted", "approval");
        await Item(
            "INSERT INTO approvals (incident_id, ordinal, type, partial, uses, used, used_amount, valid_from, channels, locations, granted_at, key_id, channel, sequence) SELECT id, 1, 'refund', @no, 1, 0, 0, 0, '', '', 0, 1, 'email', last_sequence");
        await Line("promise.made", "promise");
        await Item(
            "INSERT INTO promises (incident_id, ordinal, kind, state, due_at, promised_at, sequence) SELECT id, 1, 'promise', 'open', 4000000000000000, 0, last_sequence");
        await Line("customer.told", "told");
        await Line("handoff.requested", "handoff");
        await Item(
            "INSERT INTO handoffs (incident_id, ordinal, state, from_channel, to_channel, requested_at, sequence, told_by) SELECT id, 1, 'open', 'email', 'phone', 0, last_sequence, last_sequence - 1");
        await connection.ExecuteAsync(
            "UPDATE incidents SET last_approval = 1, last_promise = 1, last_handoff = 1, version = version + 1 WHERE number = @number",
            new { number = long.Parse(Survivor) });
    });

    private static async Task<string> Created(Task<Answer> sent)
    {
        var answer = await sent;
        answer.Expect(HttpStatusCode.Created);
        return answer.Location ?? "";
    }
}
