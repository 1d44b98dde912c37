using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Http;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract;

/// <summary>
/// null and other empty values in place of every member and item of every body of the contract: contract and service say the same of them.
/// </summary>
public sealed class EmptyValueTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    /// <summary>A machine's message is taken without its sender; the schema is that of contacts, which people give.</summary>
    private static readonly (string, string) TakenFromMachines = ("receiveMessage", "from.value");

    [Theory]
    [InlineData("null", 80)]
    [InlineData("\"\"", 40)]
    [InlineData("[]", 10)]
    [InlineData("{}", 1)]
    public async Task The_service_accepts_an_empty_value_exactly_if_the_contract_allows_it(string value, int fewest)
    {
        var differ = new List<string>();
        var (allowed, refused) = (0, 0);
        foreach (var sample in (await Samples.Of(desks)).Where(sample => sample.Body is not null))
        {
            foreach (var (place, body) in With(value, sample.BodyJson))
            {
                var answer = await desks.Admin.Send(sample.Method, sample.Address, body, sample.Headers);
                Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
                Assert.DoesNotContain("/problems/scope-missing", answer.Text, StringComparison.Ordinal);
                Assert.True((int)answer.Status < 500, $"{sample.Name} {place}: {answer.Text}");
                var (isTaken, isAllowed) = (!IsRefused(answer), ContractSchemas.Allows(sample.Name, body));
                if (isTaken != isAllowed && (sample.Name, place) != TakenFromMachines)
                    differ.Add($"{sample.Name} {place}: {(isAllowed ? "allowed" : "not allowed")}, {answer.Text}");
                if (answer.Status == HttpStatusCode.BadRequest) ProblemRules.Check(answer, 400, $"{sample.Name} {place}");
                if (isTaken) allowed++;
                else refused++;
            }
        }

        Assert.True(differ.Count == 0, string.Join('\n', differ));
        Assert.True(allowed >= fewest && refused > 40, $"{allowed} were taken, {refused} were refused.");
    }

    /// <summary>Otherwise the test above would leave members out.</summary>
    [Fact]
    public async Task The_samples_are_valid_and_contain_every_member_of_every_request_body()
    {
        var samples = (await Samples.Of(desks)).ToDictionary(sample => sample.Name);

        Assert.All(ContractModel.Kept.Operations.Where(operation => operation.RequestContent is not null), operation =>
        {
            var body = samples[operation.Id].BodyJson;
            Assert.Empty(Members(operation.RequestContent!["schema"]!).Except(Paths(body, []).Select(Name)));
            Assert.True(ContractSchemas.Allows(operation.Id, body.ToJsonString()), operation.Id);
        });
    }

    /// <summary>False if it is refused because an earlier request has removed the contact of the sample.</summary>
    private static bool IsRefused(Answer answer) =>
        answer.Status == HttpStatusCode.BadRequest
        && !answer.Text.Contains("is no contact of this incident", StringComparison.Ordinal);

    private static IEnumerable<string> Members(JsonNode schema)
    {
        var node = ContractModel.Resolve(ContractModel.Kept.Root, schema.AsObject());
        foreach (var (name, member) in node["properties"]?.AsObject().ToList() ?? [])
        {
            yield return name;
            foreach (var deeper in Members(member!)) yield return $"{name}.{deeper}";
        }
        if (node["items"] is { } item)
            foreach (var deeper in Members(item)) yield return "0." + deeper;
    }

    private static IEnumerable<(string Place, string Body)> With(string value, JsonNode body)
    {
        foreach (var path in Paths(body, []).ToList())
        {
            var copy = body.DeepClone();
            var at = path[..^1].Aggregate(copy, (node, step) => step is int index ? node[index]! : node[(string)step]!);
            if (path[^1] is int item) at[item] = JsonNode.Parse(value);
            else at[(string)path[^1]] = JsonNode.Parse(value);
            yield return (Name(path), copy.ToJsonString());
        }
    }

    private static string Name(object[] path) => string.Join('.', path);

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] above)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [.. above, step];
            foreach (var deeper in Paths(child, [.. above, step])) yield return deeper;
        }
    }
}
