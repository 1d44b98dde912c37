using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace IncidentService.Tests.Contract;

public sealed class ContractTests
{
    [Fact]
    public async Task The_contract_in_the_repository_is_the_one_that_is_served()
    {
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Address };

        var served = await http.GetStringAsync("/openapi.yaml");
        var kept = await File.ReadAllTextAsync(Repository.File("openapi.yaml"));

        Assert.True(
            served == kept,
            "openapi.yaml has drifted. Refresh it: dotnet run --project src/IncidentService -- openapi \"$PWD/openapi.yaml\"");
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_a_summary_and_a_description()
    {
        var operations = Operations(await File.ReadAllTextAsync(Repository.File("openapi.yaml"))).ToList();

        Assert.NotEmpty(operations);
        Assert.All(
            operations,
            operation =>
                Assert.All(
                    ["operationId", "summary", "description", "tags"],
                    name => Assert.Contains(name, operation.Children.Keys.Select(key => key.ToString()))));
        Assert.Equal(operations.Count, operations.Select(operation => operation["operationId"].ToString()).Distinct().Count());
    }

    [Fact]
    public async Task Every_description_of_a_slice_belongs_to_an_operation_of_the_contract()
    {
        var described = typeof(SliceContract).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SliceContract)))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(OperationDescription))
            .Select(field => ((OperationDescription)field.GetValue(null)!).Id);
        var operations = Operations(await File.ReadAllTextAsync(Repository.File("openapi.yaml")));

        Assert.Equal(operations.Select(operation => operation["operationId"].ToString()).Order(), described.Order());
    }

    [Fact]
    public async Task Every_address_of_the_api_is_described_in_the_contract()
    {
        await using var service = await RunningService.Start();

        var addresses = service.Endpoints.Where(
            endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(addresses);
        Assert.All(addresses, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<OperationDescription>()));
    }

    /// <summary>YAML 1.1, which many tools still read, takes these words for true and false, also in an enum.</summary>
    [Fact]
    public void Words_that_older_readers_of_YAML_take_for_booleans_are_quoted() => Assert.DoesNotMatch(
        new Regex("(- |: )(y|n|yes|no|on|off)\\r?$", RegexOptions.IgnoreCase | RegexOptions.Multiline),
        File.ReadAllText(Repository.File("openapi.yaml")));

    /// <summary>Otherwise generated clients would treat these members as optional.</summary>
    [Fact]
    public async Task Fields_that_every_response_has_are_required_in_the_contract()
    {
        var schemas = (YamlMappingNode)(await Contract())["components"]["schemas"];
        var types = typeof(IncidentService.Common.Outcomes.Problems).Assembly.GetTypes().ToLookup(type => type.Name);
        var missing = new List<string>();
        foreach (var (name, schema) in schemas.Children.Select(pair => (pair.Key.ToString(), (YamlMappingNode)pair.Value)))
        {
            if (name.EndsWith("Request", StringComparison.Ordinal) || !schema.Children.ContainsKey("properties")) continue;
            var required = schema.Children.TryGetValue("required", out var names)
                ? ((YamlSequenceNode)names).Select(node => node.ToString()).ToList()
                : [];
            missing.AddRange(((YamlMappingNode)schema["properties"]).Children.Keys.Select(member => member.ToString())
                .Where(member => !required.Contains(member) && IsAlwaysThere(types[name].Single(), member))
                    .Select(member => $"{name}.{member}"));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_problem_type_of_the_contract_is_explained_at_its_address()
    {
        await using var service = await RunningService.Start();
        using var http = new HttpClient { BaseAddress = service.Address };

        foreach (var kind in IncidentService.Common.Outcomes.Problems.All) Assert.Contains(kind.Title, await http.GetStringAsync(kind.Type));
    }

    [Fact]
    public async Task Every_operation_says_which_scope_it_needs_or_that_it_needs_none()
    {
        var operations = Operations(await File.ReadAllTextAsync(Repository.File("openapi.yaml")));

        Assert.All(operations, operation => Assert.Matches(
            "Needs (the scope [a-z]+( or [a-z]+)*|a session|no key|the token of an open page)[.]$",
            operation["description"].ToString()));
    }

    [Fact]
    public void The_successes_of_exactly_those_operations_that_take_an_Idempotency_Key_list_the_header_of_a_replay()
    {
        var contract = ContractModel.Kept;
        foreach (var operation in contract.Operations)
        {
            var takesKey = operation.Parameters("header").Contains("Idempotency-Key");
            var successes = operation.Node["responses"]!.AsObject().Where(response => response.Key.StartsWith('2'));
            Assert.All(successes, response => Assert.True(
                takesKey == ListsReplay(ContractModel.Resolve(contract.Root, response.Value!.AsObject())),
                $"{operation.Id} {response.Key}"));
        }

        static bool ListsReplay(JsonObject response) => response["headers"]?.AsObject().ContainsKey("Idempotent-Replayed") == true;
    }

    /// <summary>Each reveals whether a number was issued, so each counts as a guess.</summary>
    [Fact]
    public async Task Every_operation_that_reveals_unknown_numbers_states_that_guesses_are_limited()
    {
        var telling = Operations(
            await File.ReadAllTextAsync(Repository.File("openapi.yaml"))).Select(operation => operation["responses"].ToString())
            .Where(answers => answers.Contains("number-unknown", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(telling);
        Assert.All(telling, answers => Assert.Contains("too-many-guesses", answers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_contract_requires_exactly_the_fields_that_a_response_always_has()
    {
        var schemas = Root(await File.ReadAllTextAsync(Repository.File("openapi.yaml")))["components"]["schemas"];

        Assert.DoesNotContain("fairness", Required("ChannelReport"));
        Assert.Contains("items", Required("ChannelReport"));
        Assert.Superset(new HashSet<string> { "number", "id", "partial", "validFrom" }, Required("ApprovalView").ToHashSet());
        Assert.DoesNotContain("uses", Required("ApprovalView"));

        IEnumerable<string> Required(string type) => ((YamlSequenceNode)schemas[type]["required"]).Select(name => name.ToString());
    }

    /// <summary>Spectral's own rules, the OWASP API rules and Redocly's strict ones, from npm: none finds an error.</summary>
    [Fact]
    public async Task Independent_linters_find_no_error_in_the_contract()
    {
        using var tools = new ToolFolder("tests", "IncidentService.Tests", "Contract", "lint");
        const string contract = "openapi.yaml"; // beside the rules, whose exceptions name it
        File.Copy(Repository.File(contract), tools.File(contract));

        await tools.LinkNpmTools();
        await tools.RunNpmTool("spectral", "lint", contract, "--ruleset", "oas.spectral.yaml", "--fail-severity", "warn");
        await tools.RunNpmTool("spectral", "lint", contract, "--ruleset", "owasp.spectral.yaml", "--fail-severity", "error");
        await tools.RunNpmTool("redocly", "lint", contract, "--config", "redocly.yaml");
    }

    private static bool IsAlwaysThere(Type type, string member) =>
        type.GetProperty(member, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance) is { } property
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull;

    private static async Task<YamlNode> Contract()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(await File.ReadAllTextAsync(Repository.File("openapi.yaml"))));
        return stream.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Operations(string yaml)
    {
        var paths = (YamlMappingNode)Root(yaml)["paths"];
        return paths.Children.Values.SelectMany(path => ((YamlMappingNode)path).Children.Values.OfType<YamlMappingNode>());
    }

    private static YamlNode Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }
}
