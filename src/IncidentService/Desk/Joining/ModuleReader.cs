using Acornima;
using Acornima.Ast;

namespace IncidentService.Desk.Joining;

/// <summary>
/// Parses modules for bundling. A module becomes a function that returns its exports. Imports become constants, so a variable whose value
/// changes after the module has loaded cannot be exported. Comments are removed.
/// </summary>
internal sealed class ModuleReader(IReadOnlyDictionary<string, string> names)
{
    /// <summary>The prefix of variables in bundles. No module may use it.</summary>
    public const string Prefix = "$m";

    public Module Parse(string path, string text)
    {
        if (text.Contains(Prefix, StringComparison.Ordinal)) throw Refuse(path, $"uses the name {Prefix}");
        var module = new Module(path, text);
        var parser = new Parser(new ParserOptions
        {
            OnComment = (in Comment comment) => module.Replacements.Add(
                new Replacement(comment.Start, comment.End, text.AsSpan(comment.Start..comment.End).Contains('\n') ? "\n" : " ")),
        });
        foreach (var statement in parser.ParseModule(text).Body) ReadStatement(module, statement);
        if (module is { Waits: true, LaterImports.Count: > 0 })
            throw Refuse(path, "waits while it loads, and loads others, which may wait for it");
        return module;
    }

    private void ReadStatement(Module module, Statement statement)
    {
        switch (statement)
        {
            case ImportDeclaration import:
                ReadImport(module, import);
                break;
            case ExportNamedDeclaration { Declaration: { } declaration } export:
                module.Replacements.Add(new Replacement(export.Start, declaration.Start, ""));
                foreach (var name in NamesOf(module.Path, declaration)) module.Exports.Add((name, _ => name));
                ReadInside(module, declaration, isLoading: true);
                break;
            case ExportNamedDeclaration export:
                ReadExports(module, export);
                break;
            case ExportDefaultDeclaration export:
                ReadDefault(module, export);
                break;
            case ExportAllDeclaration:
                throw Refuse(module.Path, "exports everything of another module; name what it exports");
            default:
                ReadInside(module, statement, isLoading: true);
                break;
        }
    }

    private void ReadImport(Module module, ImportDeclaration import)
    {
        var from = Resolve(module.Path, import.Source.Value);
        module.Imports.Add(from);
        var whole = import.Specifiers.OfType<ImportNamespaceSpecifier>().Select(name => $"const {name.Local.Name} = {{0}};");
        var parts = import.Specifiers.Where(name => name is not ImportNamespaceSpecifier)
            .Select(name => $"{(name is ImportSpecifier part ? NameOf(part.Imported) : "default")}: {name.Local.Name}").ToList();
        var text = string.Concat(whole) + (parts.Count > 0 ? $"const {{ {string.Join(", ", parts)} }} = {{0}};" : "");
        module.Replacements.Add(new Replacement(
            import.Start, import.End, names => text.Replace("{0}", names.Variable(from), StringComparison.Ordinal)));
    }

    private void ReadExports(Module module, ExportNamedDeclaration export)
    {
        module.Replacements.Add(new Replacement(export.Start, export.End, ""));
        var from = export.Source is { } source ? Resolve(module.Path, source.Value) : null;
        if (from is not null) module.Imports.Add(from);
        foreach (var name in export.Specifiers)
        {
            var local = NameOf(name.Local);
            module.Exports.Add((NameOf(name.Exported), names => from is null ? local : $"{names.Variable(from)}.{local}"));
        }
    }

    private void ReadDefault(Module module, ExportDefaultDeclaration export)
    {
        var name = export.Declaration switch
        {
            IFunction { Id: { } id } => id.Name,
            IClass { Id: { } id } => id.Name,
            _ => null,
        };
        module.Replacements.Add(new Replacement(export.Start, export.Declaration.Start, name is null ? $"const {Prefix} = " : ""));
        module.Exports.Add(("default", _ => name ?? Prefix));
        ReadInside(module, export.Declaration, isLoading: true);
    }

    /// <summary>Finds dynamic imports, the address of the module, and whether it uses await while it loads.</summary>
    private void ReadInside(Module module, INode node, bool isLoading)
    {
        switch (node)
        {
            case ImportExpression { Source: StringLiteral { Value: var name } } import:
                var later = Resolve(module.Path, name);
                module.LaterImports.Add(later);
                module.Replacements.Add(new Replacement(import.Start, import.End, names => names.Loading(later)));
                return;
            case MemberExpression { Object: MetaProperty } address:
                module.Replacements.Add(new Replacement(address.Start, address.End, names => names.Address(module.Path)));
                return;
            case AwaitExpression or ForOfStatement { Await: true } when isLoading:
                module.Waits = true;
                break;
        }
        foreach (var child in ((Node)node).ChildNodes) ReadInside(module, child, isLoading && node is not IFunction);
    }

    private static IEnumerable<string> NamesOf(string path, Declaration declaration) => declaration switch
    {
        VariableDeclaration { Kind: VariableDeclarationKind.Const } constants =>
            constants.Declarations.Select(constant => constant.Id is Identifier id ? id.Name : throw Refuse(path, "exports a pattern")),
        IFunction { Id: { } id } => [id.Name],
        IClass { Id: { } id } => [id.Name],
        _ => throw Refuse(path, "exports a variable whose value may change; export a signal or a function"),
    };

    private static string NameOf(Expression name) => name is Identifier identifier ? identifier.Name : ((StringLiteral)name).Value;

    private string Resolve(string importer, string name) =>
        name.StartsWith('.') ? PageAddress.Resolve(importer, name) : names.GetValueOrDefault(name, name);

    private static InvalidOperationException Refuse(string path, string why) =>
        new($"{path} cannot be joined with other modules: it {why}");
}
