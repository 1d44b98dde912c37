using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Http;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract;

/// <summary>null in place of every member and item of every body: contract and service say the same of it.</summary>
public sealed class NullTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Null_is_taken_where_the_contract_allows_it_and_nowhere_else()
    {
        var differ = new List<string>();
        var (allowed, refused) = (0, 0);
        foreach (var sample in (await Samples.Of(desks)).Where(sample => sample.Body is not null && !IsOpenToAll(sample.Address)))
        {
            foreach (var (place, body) in WithNulls(sample.BodyJson))
            {
                var answer = await desks.Admin.Send(sample.Method, sample.Address, body);
                Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
                Assert.DoesNotContain("/problems/scope-missing", answer.Text, StringComparison.Ordinal);
                Assert.True((int)answer.Status < 500, $"{sample.Name} {place}: {answer.Text}");
                var (isTaken, isAllowed) = (answer.Status != HttpStatusCode.BadRequest, ContractSchemas.Allows(sample.Name, body));
                if (isTaken != isAllowed) differ.Add($"{sample.Name} {place}: {(isAllowed ? "allowed" : "not allowed")}, {answer.Text}");
                if (!isTaken) answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
                if (isTaken) allowed++;
                else refused++;
            }
        }

        Assert.Empty(differ);
        Assert.True(allowed > 60 && refused > 40, $"{allowed} were taken, {refused} were refused.");
    }

    /// <summary>Without its token or key, which a null takes away, such a request is refused before its body is judged.</summary>
    private static bool IsOpenToAll(string address) =>
        address.StartsWith("/v1/tracking", StringComparison.Ordinal) || address.StartsWith("/v1/session", StringComparison.Ordinal);

    private static IEnumerable<(string Place, string Body)> WithNulls(JsonNode body)
    {
        foreach (var path in Paths(body, []).ToList())
        {
            var copy = body.DeepClone();
            var at = path[..^1].Aggregate(copy, (node, step) => step is int index ? node[index]! : node[(string)step]!);
            if (path[^1] is int item) at[item] = null;
            else at[(string)path[^1]] = null;
            yield return (string.Join('.', path), copy.ToJsonString());
        }
    }

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
