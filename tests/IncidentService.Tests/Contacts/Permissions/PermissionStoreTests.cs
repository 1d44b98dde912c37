using System.Net;
using System.Text;
using IncidentService.Contacts.Permissions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contacts.Permissions;

/// <summary>Of concurrent permission requests one is allowed, and the stored hash does not reveal the contact.</summary>
public sealed class PermissionStoreTests
{
    private const int Callers = 64;
    private const int Rounds = 30;
    private const string Email = "anna.secret@example.com";
    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key that nobody else can know!"));

    [Fact]
    public async Task Of_64_concurrent_requests_at_two_programs_one_is_allowed()
    {
        await using var one = await RunningService.Start();
        await using var other = await RunningService.Start(beside: one);
        var key = await one.Key("web", ["write", "read"]);
        using var desk = new ApiClient(one.Address, key);
        using var race = new Race(Callers, (one.Address, key), (other.Address, key));

        for (var round = 0; round < Rounds; round++)
        {
            var number = await desk.Open(new { contacts = new[] { new { kind = "email", value = $"{round}{Email}" } } });
            var about = round % 2 == 0 ? $",\"number\":\"{number}\"" : "";

            var answers = await race.Run(HttpMethod.Post, "/v1/contact-permissions", $$"""{"contact":{"kind":"email","value":"{{round}}{{Email}}"},"purpose":"survey"{{about}}}""");

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            Assert.Single(answers, answer => answer.Text == """{"allowed":true}""");
        }

        Assert.Equal(Rounds, one.Register.Count("permissions"));
        Assert.Equal(1, one.Register.Count("secrets"));
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task The_files_contain_nothing_of_a_contact_that_was_surveyed_or_opted_out()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("web");
        (await desk.Post("/v1/contact-permissions", Question("marketing"), ("Idempotency-Key", "k"))).Expect(HttpStatusCode.OK);
        (await desk.Post(
            "/v1/contact-permissions/opt-outs", new { contact = new { kind = "email", value = Email } }, ("Idempotency-Key", "l")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(1, service.Register.Count("permissions"));
        Assert.Equal(32, service.Register.Scalar<long>("SELECT length(contact_hash) FROM permissions"));
        Assert.Equal(32, service.Register.Scalar<long>("SELECT length(value) FROM secrets"));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(service.File)!))
            Assert.DoesNotContain("anna.secret", FileInUse.Read(file), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task With_a_configured_key_the_register_stores_none()
    {
        await using var service = await RunningService.Start(new() { ["Privacy:HashKey"] = Key });
        using var desk = await service.Client("web");

        (await desk.Post("/v1/contact-permissions", Question("survey"))).Expect(HttpStatusCode.OK);

        Assert.Equal(0, service.Register.Count("secrets"));
        var hash = Convert.ToHexString(ContactHashes.Compute(["email:" + Email], [Convert.FromBase64String(Key)])[0]);
        Assert.Equal(1, service.Register.Scalar<long>($"SELECT count(*) FROM permissions WHERE contact_hash = x'{hash}'"));
    }

    [Fact]
    public async Task An_opt_out_survives_the_change_from_a_generated_key_to_a_configured_one()
    {
        await using var before = await RunningService.Start();
        using var desk = await before.Client("web");
        (await desk.Post("/v1/contact-permissions/opt-outs", new { contact = new { kind = "email", value = Email } }))
            .Expect(HttpStatusCode.OK);

        await using var after = await RunningService.Start(new() { ["Privacy:HashKey"] = Key }, beside: before);
        using var later = new ApiClient(after.Address, desk.Key);

        Assert.Equal(
            "no-more", (await later.Post("/v1/contact-permissions", Question("survey"))).Expect(HttpStatusCode.OK)["reason"]!.ToString());
    }

    private static object Question(string purpose) => new { contact = new { kind = "email", value = Email }, purpose };
}
