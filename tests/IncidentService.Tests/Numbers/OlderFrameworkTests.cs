using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Numbers;

/// <summary>The builds for older frameworks agree with the newest one about every vector.</summary>
public sealed class OlderFrameworkTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private delegate T OfText<T>(ReadOnlySpan<char> text);

    private delegate T OfTextAndFormat<T>(ReadOnlySpan<char> text, IFormatProvider? provider);

    private delegate T OfTextAndLimits<T>(ReadOnlySpan<char> text, int most, IReadOnlyList<string>? prefixes);

    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net8.0")]
    public void A_build_for_an_older_framework_parses_repairs_and_finds_like_the_newest(string framework)
    {
        var older = Load(framework);
        var newest = typeof(IncidentNumber).Assembly;
        Assert.NotEqual(newest, older);
        string[] texts =
        [
            .. Vectors.All.Valid, .. Vectors.All.Invalid,
            .. Vectors.All.Slips.Select(slip => slip.Typed),
            "Ticket Nº ８６７５-3091-2374", "𝟪𝟨𝟩𝟧 𝟥𝟢𝟫𝟣 𝟤𝟥𝟩𝟦",
            "8675\ud8353091", "INC86753O9I2374", "see 8675-3091-2374 and https://help.example/track/8675-3091-2374.", "+1 212 555 0123",
            "SOS", "",
        ];

        foreach (var text in texts)
            foreach (var call in new[] { "NumberReader.Read", "NumberMender.Mend", "NumberFinder.Find" })
                Assert.Equal(Call(newest, call, text), Call(older, call, text));
        Assert.All(
            Vectors.All.Valid, text => Assert.Equal(Call(newest, "IncidentNumber.Parse", text), Call(older, "IncidentNumber.Parse", text)));
    }

    private static Assembly Load(string framework)
    {
        var path = Repository.File("src", "IncidentNumbers", "bin", Configuration, framework, "IncidentNumbers.dll");
        return new AssemblyLoadContext(framework).LoadFromAssemblyPath(path);
    }

    /// <summary>Calls a method with a span and returns the result as text. A span cannot be boxed, so this needs a delegate.</summary>
    private static string Call(Assembly assembly, string call, string text)
    {
        var type = assembly.GetType("IncidentNumbers." + call.Split('.')[0], throwOnError: true)!;
        var method = type.GetMethods().Single(method =>
            method.Name == call.Split('.')[1] && method.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<char>));
        var shape =
            method.GetParameters().Length switch { 1 => typeof(OfText<>), 2 => typeof(OfTextAndFormat<>), _ => typeof(OfTextAndLimits<>) };
        var made = typeof(OlderFrameworkTests).GetMethod(nameof(Invoke), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(method.ReturnType).Invoke(null, [method.CreateDelegate(shape.MakeGenericType(method.ReturnType)), text]);
        return made is IEnumerable many ? string.Join("; ", many.Cast<object>()) : made!.ToString()!;
    }

    private static object Invoke<T>(Delegate method, string text) where T : notnull => method switch
    {
        OfText<T> one => one(text),
        OfTextAndFormat<T> two => two(text, null),
        _ => ((OfTextAndLimits<T>)method)(text, 16, null),
    };
}
