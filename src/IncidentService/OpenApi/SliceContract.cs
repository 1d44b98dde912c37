using IncidentService.OpenApi.Schemas;

namespace IncidentService.OpenApi;

/// <summary>
/// The contract of one slice. Its operations are static fields of the class; these properties hold its schema rules and examples. The
/// contract collects every class that derives from this one.
/// </summary>
internal abstract class SliceContract
{
    /// <summary>Rules by the name of a field. A field of one name has the same rule in every schema.</summary>
    public virtual RuleSet Fields => [];

    /// <summary>Rules by "Schema.field", for a field whose rule differs from the one of its name.</summary>
    public virtual RuleSet FieldsOfSchema => [];

    /// <summary>Rules by the name of a parameter, or by "operationId.parameter" where one operation differs.</summary>
    public virtual RuleSet Parameters => [];

    /// <summary>Schemas whose requests need at least one of these fields.</summary>
    public virtual IReadOnlyDictionary<string, string[]> AtLeastOneOf => new Dictionary<string, string[]>();

    /// <summary>
    /// What the fields of a request demand of each other, in JSON: if, then and else. Client generators ignore these words, and so keep the
    /// type as its fields make it. A type that is repeated here would need its limits again.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Conditions => new Dictionary<string, string>();

    /// <summary>An example in JSON for the type of each request and response.</summary>
    public virtual IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>();

    public static IReadOnlyList<SliceContract> All { get; } = [.. typeof(SliceContract).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(SliceContract)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (SliceContract)Activator.CreateInstance(type)!)];
}

/// <summary>Schema rules by name.</summary>
internal sealed class RuleSet : Dictionary<string, SchemaRule>;
