using System.Data.Common;
using System.Reflection;
using System.Reflection.Emit;
using Dapper;
using IncidentService.Storage;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>One call in the compiled service that runs a statement: the method by its token, and where in it.</summary>
internal sealed record CallSite(int Method, int After, int Before, Type Type, string Member, string Call)
{
    /// <summary>A frame of the stack points at the call, or at the beginning of the C# statement that it is in.</summary>
    public bool Issues(int offset) => offset > After && offset <= Before;

    public override string ToString() => $"{Type.Name}.{Member} calls {Call}";
}

/// <summary>
/// Reads the compiled service: every call that runs a statement, whoever makes it, and every piece of SQL that stands in the store.
/// </summary>
internal static class CallSites
{
    private const int LengthOfCall = 5;
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    private static IEnumerable<MethodBase> Methods =>
        from type in typeof(Store).Assembly.GetTypes()
        where OutermostOf(type).Namespace?.StartsWith("IncidentService", StringComparison.Ordinal) == true
        from method in type.GetMembers(
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .OfType<MethodBase>()
        where method.GetMethodBody() is not null
        select method;

    public static IEnumerable<CallSite> All() => Methods.SelectMany(CallsOf);

    /// <summary>Strings that stand in the code, with the type that they stand in.</summary>
    public static IEnumerable<(Type Type, string Text)> Literals() =>
        from method in Methods
        from instruction in Instructions(method)
        where instruction.Code == OpCodes.Ldstr
        select (OutermostOf(method.DeclaringType!), method.Module.ResolveString(instruction.Operand));

    private static List<CallSite> CallsOf(MethodBase method)
    {
        var calls = Instructions(method)
            .Where(instruction => instruction.Code == OpCodes.Call || instruction.Code == OpCodes.Callvirt)
            .Select(instruction => (instruction.Offset, Target: Resolve(method, instruction.Operand)))
            .Where(call => Runs(call.Target))
            .ToList();
        return [.. calls.Select((call, index) => new CallSite(
            method.MetadataToken,
            index == 0 ? -1 : calls[index - 1].Offset + LengthOfCall,
            index == calls.Count - 1 ? int.MaxValue : call.Offset + LengthOfCall,
            OutermostOf(method.DeclaringType!), MemberOf(method), call.Target.Name))];
    }

    /// <summary>
    /// What <see cref="Transaction.Write"/> collects is run later: of those writes every piece of SQL is asked for instead.
    /// </summary>
    private static bool Runs(MethodBase target) =>
        (
            (
                target.DeclaringType == typeof(SqlMapper)
                    || target.DeclaringType == typeof(Session)
                    || target.DeclaringType == typeof(Transaction))
                && (target.Name.StartsWith("Query", StringComparison.Ordinal) || target.Name.StartsWith("Execute", StringComparison.Ordinal)))
        || (typeof(DbCommand).IsAssignableFrom(target.DeclaringType) && target.Name.StartsWith("Execute", StringComparison.Ordinal));

    private static MethodBase Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    /// <summary>Async methods and lambdas are compiled into members such as &lt;Save&gt;d__12.MoveNext, and async lambdas twice.</summary>
    private static string MemberOf(MethodBase method)
    {
        var name = method.Name.Contains('<') ? method.Name : method.DeclaringType!.Name;
        return name.Contains('<') && name.Contains('>') ? name[..name.IndexOf('>')].TrimStart('<') : method.Name;
    }

    private static Type OutermostOf(Type type) => type.DeclaringType is { } outer ? OutermostOf(outer) : type;

    private static IEnumerable<(int Offset, OpCode Code, int Operand)> Instructions(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var start = at;
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            var size = SizeOf(code.OperandType, il, at);
            yield return (start, code, size >= sizeof(int) ? BitConverter.ToInt32(il, at) : 0);
            at += size;
        }
    }

    private static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => sizeof(int) * (1 + BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
