using System.Net;
using Dapper;
using IncidentService.Contacts.LookupKeys;
using IncidentService.Contacts.Permissions;
using IncidentService.Contacts.Phones;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contacts.LookupKeys;

/// <summary>Re-keying gives contacts of earlier releases the current keys. It can be repeated and resumed after an interruption.</summary>
public abstract class RekeyingTests(Engine engine) : Suite(engine)
{
    private const string Former = "phone:+490895550123";

    [Fact]
    public async Task Former_keys_are_replaced_and_a_second_run_changes_nothing()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var number = await desk.Open(Contacts(("phone", "+49 (0)89 5550123"), ("email", "hans@example.com")));
        await Plant(service, Former, "+49 (0)89 5550123");
        Assert.Empty(await Search(desk, "0049 89 5550123"));

        Assert.Equal(new Rekeyed(2, 1, 0), await Rekey(service));
        Assert.Equal(default, await Rekey(service));
        Assert.Equal(new Rekeyed(2, 0, 0), await Rekey(service, again: true));

        Assert.Equal([number], await Search(desk, "0049 89 5550123"));
        Assert.True(await service.Store.Read(session => session.HasContactKeysOf(service.Rules.Phones.Version)));
    }

    [Fact]
    public async Task Two_contacts_of_an_incident_that_get_the_same_key_keep_their_ordinals()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var number = await desk.Open(Contacts(("phone", "+49 (0)89 5550123"), ("phone", "+49 89 5550177")));
        await service.Seed("UPDATE contacts SET value = '+49 89 5550123', lookup_key = 'phone:+49895550123' WHERE ordinal = 2");
        await Plant(service, Former, "+49 (0)89 5550123");

        Assert.Equal(new Rekeyed(2, 1, 0), await Rekey(service));

        Assert.Equal([number], await Search(desk, "+49 89 5550123"));
        Assert.Equal(
            ["1", "2"], (await desk.Get("/v1/incidents/" + number))["contacts"]!.AsArray().Select(contact => contact!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_placeholder_loses_its_key_and_keeps_its_value()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var number = await desk.Open(Contacts(("phone", "+266696687")));
        await Plant(service, "phone:+266696687", "+266696687");

        Assert.Equal(new Rekeyed(1, 1, 1), await Rekey(service));

        Assert.Equal("+266696687", (await desk.Get("/v1/incidents/" + number))["contacts"]![0]!["value"]!.ToString());
        Assert.Equal(0, service.Register.Scalar<long>("SELECT count(*) FROM contacts WHERE lookup_key IS NOT NULL"));
    }

    [Fact]
    public async Task An_opt_out_under_a_former_key_stays_valid()
    {
        await using var service = await Start(new() { ["Privacy:HashKey"] = Convert.ToBase64String(new byte[32]) });
        using var desk = await service.Client("email");
        await desk.Open(Contacts(("email", "hans@example.com")));
        await desk.Open(Contacts(("email", "anna@example.com")));
        var former = new { contact = new { kind = "email", value = "former@example.com" }, purpose = "survey" };
        Assert.True((bool)(await desk.Post("/v1/contact-permissions", former)).Expect(HttpStatusCode.OK)["allowed"]!);
        (await desk.Post("/v1/contact-permissions/opt-outs", new { former.contact })).Expect(HttpStatusCode.OK);
        await Plant(service, "email:former@example.com", "hans@example.com");

        await Rekey(service);

        Assert.Equal("no-more", await Reason(desk, "hans@example.com"));
        Assert.Null(await Reason(desk, "anna@example.com"));
    }

    [Fact]
    public async Task An_opt_out_of_a_removed_contact_stays_valid_although_its_hash_is_of_a_former_key()
    {
        var key = new byte[32];
        await using var service = await Start(new() { ["Privacy:HashKey"] = Convert.ToBase64String(key) });
        using var desk = await service.Client("email");
        var hash = ContactHashes.Compute([Former], [key])[0];
        await service.Seed("INSERT INTO permissions (contact_hash, refused_at) VALUES (@hash, 1)", new { hash });

        var answer = await desk.Post(
            "/v1/contact-permissions", new { contact = new { kind = "phone", value = "+49 89 5550123" }, purpose = "survey" });

        Assert.Equal("no-more", answer.Expect(HttpStatusCode.OK)["reason"]!.ToString());
    }

    [Fact]
    public async Task An_interrupted_run_resumes_after_the_last_batch()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        await desk.Open(Contacts(("email", "c1@example.com")));
        var many = Enumerable.Range(2, 1_199).Select(ordinal => new { ordinal, value = $"c{ordinal}@example.com" });
        await service.Seed(connection => connection.ExecuteAsync(
            "INSERT INTO contacts (incident_id, ordinal, kind, value, added_at) SELECT min(incident_id), @ordinal, 'email', @value, 0 FROM contacts",
            many));
        await service.Seed("UPDATE contacts SET lookup_key = 'email:former'");
        var normaliser = ContactKeys.CreateNormaliser(service.Rules);
        var seen = 0;
        var breaking = normaliser with { KeyOf = contact => ++seen > 1_100 ? throw new IOException("power") : normaliser.KeyOf(contact) };
        await Assert.ThrowsAsync<IOException>(() => new Rekeying(service.Store, breaking).Run());
        Assert.Equal(200, StillFormer());
        Assert.False(await service.Store.Read(session => session.HasContactKeysOf(normaliser.Version)));

        Assert.Equal(new Rekeyed(200, 200, 0), await new Rekeying(service.Store, normaliser).Run());

        Assert.Equal(0, StillFormer());
        long StillFormer() => service.Register.Scalar<long>("SELECT count(*) FROM contacts WHERE lookup_key = 'email:former'");
    }

    [Fact]
    public async Task A_change_of_region_changes_the_normalisation()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        await desk.Open(Contacts(("phone", "089 5550123")));
        await Rekey(service);

        var german = new Normaliser(
            new PhoneReader("DE").Version, contact => "phone:" + new PhoneReader("DE").Normalise(contact.Value!), null);
        Assert.Equal(new Rekeyed(1, 1, 0), await new Rekeying(service.Store, german).Run());

        Assert.Equal("phone:+49895550123", service.Register.Scalar<string>("SELECT lookup_key FROM contacts"));
        Assert.Equal(1, service.Register.Count("contact_keys"));
    }

    private static Task<Rekeyed> Rekey(RunningService service, bool again = false) =>
        new Rekeying(service.Store, ContactKeys.CreateNormaliser(service.Rules)).Run(again);

    private static Task Plant(RunningService service, string key, string value) =>
        service.Seed("UPDATE contacts SET lookup_key = @key WHERE value = @value", new { key, value });

    private static object Contacts(params (string Kind, string Value)[] contacts) =>
        new { contacts = contacts.Select(contact => new { kind = contact.Kind, value = contact.Value }) };

    private static async Task<string[]> Search(ApiClient desk, string phone) =>
        (await desk.Post("/v1/incidents/search", new { contact = new { kind = "phone", value = phone } })).Numbers();

    private static async Task<string?> Reason(ApiClient desk, string email) =>
        (await desk.Post("/v1/contact-permissions", new { contact = new { kind = "email", value = email }, purpose = "survey" }))
            .Expect(HttpStatusCode.OK)["reason"]?.ToString();
}
