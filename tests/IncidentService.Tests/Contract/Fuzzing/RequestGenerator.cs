using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>A generated request to one operation of a contract.</summary>
internal sealed record GeneratedRequest(
    ContractOperation Operation, string Address, string? Body, IReadOnlyList<(string Name, string Value)> Headers, Manner Manner)
{
    public override string ToString() =>
        $"{Manner} {Operation.Method} {Address} {string.Join(' ', Headers.Select(header => $"{header.Name}: {header.Value}"))} "
        + (Body is { Length: > 2_000 } ? Body[..2_000] + "…" : Body);
}

/// <summary>
/// Generates requests to the operations of a contract: their paths, parameters, headers and bodies. What it has composed for an operation it
/// uses again, so one thread at a time may draw from it.
/// </summary>
internal sealed class RequestGenerator
{
    private readonly ContractModel contract;
    private readonly ValueGenerator values;
    private readonly Dictionary<(string Operation, Manner Manner), Gen<GeneratedRequest>> requests = [];
    private KnownIds? known;

    public RequestGenerator(ContractModel contract)
    {
        this.contract = contract;
        values = new ValueGenerator(contract.Root, () => Known.Numbers);
    }

    /// <summary>What the next requests reach.</summary>
    public KnownIds Known
    {
        private get => known ?? throw new InvalidOperationException("Say first what is known.");
        set => known = value;
    }

    /// <summary>A path that a parameter would change, or one that HTTP itself refuses, belongs to no operation.</summary>
    private static readonly string[] OddSegments =
        [.. ValueGenerator.Odd.Where(text => !text.Contains('/') && !text.Contains('\0') && text.Trim().Length > 0)];

    private static readonly string[] OddHeaders =
        [.. ValueGenerator.Odd.Where(text => text.All(character => character is >= ' ' and <= '~'))];

    private const int LongestInAddress = 300;

    public Gen<GeneratedRequest> From(params Manner[] manners) =>
        from operation in Gen.Elements([.. contract.Operations])
        from manner in Gen.Elements(manners)
        from request in Request(operation, manner)
        select request;

    private Gen<GeneratedRequest> Request(ContractOperation operation, Manner manner)
    {
        if (!requests.TryGetValue((operation.Id, manner), out var request))
            requests[(operation.Id, manner)] = request = Compose(operation, manner);
        return request;
    }

    private Gen<GeneratedRequest> Compose(ContractOperation operation, Manner manner)
    {
        var (paths, bodies) = (Path(operation, manner), Body(operation, manner));
        var (queries, headings) = (Given(operation, "query", manner), Given(operation, "header", manner));
        return from path in paths
               from query in queries
               from headers in headings
               from body in bodies
               select new GeneratedRequest(
                   operation, path + Query(query), body.Text, [.. headers, .. TypeOf(body), .. Authorization(operation)], manner);
    }

    private static (string, string)[] TypeOf(SentBody body) => body.Type is null ? [] : [("Content-Type", body.Type)];

    /// <summary>Others are called with a key.</summary>
    private (string, string)[] Authorization(ContractOperation operation) =>
        operation.IsForOpenPages ? [("Authorization", "Bearer " + Known.PageToken)] : [];

    private Gen<string> Path(ContractOperation operation, Manner manner)
    {
        var parameters = Parameters(operation, "path").ToList();
        var drawn = Gen.CollectToArray(parameters.Select(parameter => Segment(parameter, manner)));
        return drawn.Select(segments => parameters.Zip(segments).Aggregate(
            operation.Path, (path, pair) => path.Replace($"{{{pair.First["name"]}}}", pair.Second, StringComparison.Ordinal)));
    }

    private Gen<string> Segment(JsonObject parameter, Manner manner)
    {
        var name = parameter["name"]!.ToString();
        if (Known.ValuesOf(name) is null) throw new InvalidOperationException($"Give {name} a value that the register knows.");
        var regular = manner == Manner.Boundary
            ? Gen.Frequency((3, Ids(name)), (1, TextOf(parameter, manner)))
            : Ids(name);
        var text = manner == Manner.Hostile ? Gen.Frequency((6, regular), (1, Gen.Elements(OddSegments))) : regular;
        return text.Select(Uri.EscapeDataString);
    }

    private Gen<string> Ids(string parameter) => ValueGenerator.OneOf(() => Known.ValuesOf(parameter)!);

    private Gen<(string Name, string Value)[]> Given(ContractOperation operation, string place, Manner manner) =>
        Gen.CollectToArray(Parameters(operation, place).Select(parameter => Parameter(parameter, place, manner)))
            .Select(given => given.OfType<(string Name, string Value)>().ToArray());

    /// <summary>A required one always; another now and then.</summary>
    private Gen<(string Name, string Value)?> Parameter(JsonObject parameter, string place, Manner manner)
    {
        var name = parameter["name"]!.ToString();
        var regular = TextOf(parameter, manner);
        var odd = Gen.Elements(place == "header" ? OddHeaders : ValueGenerator.Odd);
        var value = (manner == Manner.Hostile ? Gen.Frequency((4, regular), (1, odd)) : regular)
            .Select(text => ((string Name, string Value)?)(name, text));
        return parameter["required"]?.GetValue<bool>() == true
            ? value
            : Gen.Frequency((5, Gen.Constant<(string, string)?>(null)), (1, value));
    }

    private Gen<string> TextOf(JsonObject parameter, Manner manner)
    {
        var schema = SchemaOf(parameter);
        if (schema["type"]?.ToString() is "integer" or "boolean" or "number")
            return values.Value(schema, manner).Select(value => Shorten(value?.ToString().ToLowerInvariant() ?? ""));
        var name = parameter["name"]!.ToString();
        return Known.ValuesOf(name) is not null && manner != Manner.Boundary ? Ids(name) : values.Text(schema, manner);
    }

    /// <summary>A longer address is refused before it is read.</summary>
    private static string Shorten(string text) => text[..Math.Min(text.Length, LongestInAddress)];

    private Gen<SentBody> Body(ContractOperation operation, Manner manner) =>
        operation.Node["requestBody"]?["content"]?.AsObject() is { } content
            ? Gen.Elements(content.ToArray()).SelectMany(media => Body(media.Key, media.Value!["schema"], manner))
            : Gen.Constant(new SentBody(null, null));

    private Gen<SentBody> Body(string type, JsonNode? schema, Manner manner)
    {
        var value = values.Value(schema, manner);
        var text = type switch
        {
            "message/rfc822" => value.Select(said => $"From: anna@example.com\r\nSubject: Drill\r\n\r\n{said}"),
            "application/x-www-form-urlencoded" => value.Select(json => Form(json)),
            _ => value.Select(json => json?.ToJsonString() ?? "null"),
        };
        if (manner == Manner.Hostile)
            text = Gen.Frequency(
                (12, text), (1, text.Select(whole => whole[..(whole.Length / 2)])),
                (1, Gen.Elements("", "[]", "null", "{", "\"\"", "\u0001")));
        return text.Select(sent => new SentBody(sent, type));
    }

    private static string Form(JsonNode? value) => value is not JsonObject members
        ? value?.ToString() ?? ""
        : Encode(members.Select(member => (member.Key, member.Value?.ToString() ?? "")));

    private IEnumerable<JsonObject> Parameters(ContractOperation operation, string place) => (operation.Node["parameters"]?.AsArray() ?? [])
        .Select(parameter => ContractModel.Resolve(contract.Root, parameter!.AsObject()))
        .Where(parameter => parameter["in"]!.ToString() == place);

    private JsonObject SchemaOf(JsonObject parameter) => ContractModel.Resolve(contract.Root, parameter["schema"]!.AsObject());

    private static string Query((string Name, string Value)[] given) => given.Length == 0 ? "" : "?" + Encode(given);

    private static string Encode(IEnumerable<(string Name, string Value)> given) =>
        string.Join('&', given.Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));

    private sealed record SentBody(string? Text, string? Type);
}
