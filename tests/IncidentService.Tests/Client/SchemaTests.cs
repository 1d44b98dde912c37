using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Client;
using IncidentService.Tests.Contract;

namespace IncidentService.Tests.Client;

/// <summary>Compares the client's records with openapi.yaml, in both directions.</summary>
public sealed class SchemaTests
{
    private static readonly ContractModel Contract = ContractModel.Kept;

    private static IEnumerable<(string Name, JsonObject Schema, Type Type)> Schemas =>
        Contract.ClientSchemas.Where(schema => schema.Value["properties"] is not null)
            .Select(schema => (schema.Key, schema.Value, Records.Of(Contract, schema.Key)));

    [Fact]
    public void Every_schema_has_a_record_with_exactly_its_members()
    {
        Assert.NotEmpty(Schemas);
        foreach (var (name, schema, type) in Schemas)
        {
            var members = Records.Members(type).Select(Records.NameOf).Order();
            Assert.True(
                schema["properties"]!.AsObject().Select(member => member.Key).Order().SequenceEqual(members),
                $"{name}: the record has {string.Join(", ", members)}");
        }
    }

    [Fact]
    public void Every_request_and_response_record_has_a_schema()
    {
        var known = Schemas.Select(schema => schema.Type.IsGenericType ? schema.Type.GetGenericTypeDefinition() : schema.Type).ToHashSet();

        Assert.DoesNotContain(
            typeof(Received).Assembly.GetExportedTypes(),
            type =>
                (type.IsSubclassOf(typeof(Received)) || type.Name.EndsWith("Request", StringComparison.Ordinal)) && !known.Contains(type));
    }

    [Fact]
    public void A_member_is_required_and_may_be_absent_as_the_contract_says()
    {
        var wrong = new List<string>();
        foreach (var (name, schema, type) in Schemas.Where(schema => !schema.Type.IsValueType))
        {
            var required = schema["required"]?.AsArray().Select(member => member!.ToString()).ToHashSet() ?? [];
            foreach (var (member, node) in schema["properties"]!.AsObject())
            {
                var property = Records.Member(type, member)!;
                var always = property.IsDefined(typeof(RequiredMemberAttribute));
                var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                    || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
                var flag = property.PropertyType == typeof(bool); // false is as good as absent
                if (always != required.Contains(member) || (nullable == always && !flag)) wrong.Add($"{name}.{member}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_member_has_the_type_that_the_contract_says()
    {
        var wrong = from schema in Schemas
                    from member in schema.Schema["properties"]!.AsObject()
                    let type = Records.Member(schema.Type, member.Key)!.PropertyType
                    where !Fits(Nullable.GetUnderlyingType(type) ?? type, member.Value!.AsObject())
                    select $"{schema.Name}.{member.Key}: {type}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void An_open_enumeration_has_exactly_the_values_of_the_contract()
    {
        var listed = new Dictionary<Type, HashSet<string>>();
        foreach (var (name, schema, type) in Schemas)
        {
            foreach (var (member, node) in schema["properties"]!.AsObject())
            {
                var resolved = ContractModel.Resolve(Contract.Root, node!.AsObject());
                var item = resolved["items"] is JsonObject items ? items : resolved;
                if (Records.Listed(item) is not { } values) continue;
                var of = ElementOf(Records.Member(type, member)!.PropertyType);
                if (of == typeof(Patched)) continue;
                Assert.True(Records.IsOpenValue(of), $"{name}.{member} has a list of values");
                if (!listed.TryGetValue(of, out var all)) listed[of] = all = [];
                all.UnionWith(values);
            }
        }

        Assert.All(listed, list => Assert.Equal(list.Value.Order(), Records.Values(list.Key).Order()));
    }

    [Fact]
    public void The_client_knows_every_problem_type() =>
        Assert.Equal(IncidentService.Common.Outcomes.Problems.All.Select(kind => kind.Slug).Order(), Records.Values(typeof(ProblemKind)).Order());

    [Fact]
    public void Every_example_of_the_contract_survives_a_round_trip()
    {
        var bodies = Contract.ClientOperations.SelectMany(
            operation => new[] { operation.RequestContent, operation.AnswerContent }.OfType<JsonObject>())
            .Where(body => !Records.IsPatch(Records.Of(Contract, ContractModel.NameOf(body["schema"]!.AsObject())!)))
            .ToList();

        Assert.NotEmpty(bodies);
        foreach (var body in bodies) AssertSurvives(Examples(body), body["schema"]!.AsObject());
    }

    /// <summary>A service of a newer minor version sends more members and other values.</summary>
    [Fact]
    public void Unknown_values_of_a_newer_service_survive_a_round_trip()
    {
        var bodies = Contract.ClientOperations.Select(operation => operation.AnswerContent).OfType<JsonObject>().ToList();

        Assert.NotEmpty(bodies);
        foreach (var body in bodies)
        {
            var schema = body["schema"]!.AsObject();
            AssertSurvives(Examples(body).Select(example => Newer(example.DeepClone(), schema)), schema);
        }
    }

    private static void AssertSurvives(IEnumerable<JsonNode> examples, JsonObject schema)
    {
        var info = IncidentService.Client.Json.Default.GetTypeInfo(Records.Of(Contract, ContractModel.NameOf(schema)!))!;
        foreach (var example in examples)
        {
            var again = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(example, info), info);
            Assert.True(JsonNode.DeepEquals(Plain(example), Plain(again!)), $"{ContractModel.NameOf(schema)}:\n{example}\n{again}");
        }
    }

    private static IEnumerable<JsonNode> Examples(JsonObject content) =>
        content["example"] is { } single
            ? [single]
            : content["examples"]?.AsObject().Select(example => ContractModel.Resolve(Contract.Root, example.Value!.AsObject())["value"]!)
                ?? [];

    private static JsonNode Newer(JsonNode value, JsonObject node)
    {
        var schema = ContractModel.Resolve(Contract.Root, node);
        if (schema["x-extensible-enum"] is not null) return JsonValue.Create("a-newer-value");
        if (value is JsonArray array)
            return new JsonArray([.. array.Select(item => Newer(item!.DeepClone(), schema["items"]!.AsObject()))]);
        if (value is not JsonObject members || schema["properties"] is not JsonObject properties) return value.DeepClone();
        var newer = new JsonObject(
            members.Select(
                member =>
                    KeyValuePair.Create(member.Key, (JsonNode?)Newer(member.Value!.DeepClone(), properties[member.Key]!.AsObject()))));
        if (ContractModel.NameOf(node) != "Money") newer["newerMember"] = new JsonObject { ["some"] = 1 };
        return newer;
    }

    /// <summary>JSON with times in one format, and without values that the client may omit.</summary>
    private static JsonNode? Plain(JsonNode node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(item => Plain(item!))]),
        JsonObject members =>
            new JsonObject(members.Where(member => member.Value is not JsonValue flag || !flag.TryGetValue<bool>(out var on) || on)
            .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Plain(member.Value)))),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 15 && DateTimeOffset.TryParse(
            text, out var instant) =>
            JsonValue.Create(instant.UtcTicks),
        _ => node.DeepClone(),
    };

    private static Type ElementOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? ElementOf(bare.GetGenericArguments()[0])
            : bare;
    }

    private static bool Fits(Type type, JsonObject node)
    {
        if (ContractModel.NameOf(node) is { } name) return type == Records.Of(Contract, name);
        if (Records.Listed(node) is not null) return Records.IsOpenValue(type) || type == typeof(Patched);
        var kind = node["type"] is JsonArray kinds
            ? kinds.Select(one => one!.ToString()).Single(one => one != "null")
            : node["type"]!.ToString();
        return (kind, node["format"]?.ToString()) switch
        {
            ("array", _) =>
                type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                    && Fits(type.GetGenericArguments()[0], node["items"]!.AsObject()),
            ("integer", var size) => type == (size == "int32" ? typeof(int) : typeof(long)),
            ("number", _) => type == typeof(double),
            ("boolean", _) => type == typeof(bool),
            ("object", _) => type == typeof(IReadOnlyDictionary<string, string>),
            ("string", "date-time") => type == typeof(DateTimeOffset),
            ("string", "date") => type == typeof(DateOnly),
            ("string", "uri") => type == typeof(Uri) || type == typeof(Patched),
            _ =>
                type == typeof(string)
                    || type == typeof(IncidentNumbers.IncidentNumber)
                    || type == typeof(Patched)
                    || type == typeof(decimal),
        };
    }
}
