using System.Text.Json;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk.Numbers;

/// <summary>The number rules in the browser, run by Node.</summary>
public sealed class NumberModuleTests : IDisposable
{
    private const int Texts = 30_000;
    private const int Draws = 5_000;

    // What people type and tools add around a number, look-alikes, several scripts, and invalid UTF-16.
    private static readonly string[] Scraps =
    [
        " ", "\u00A0", "\u2007", "\t", "\n", "\r\n", "-", "\u2011", "\u2212", "\u2013", ".", "\u2026", ",", "\u3001", "/", "\u2044", "_",
        "(", ")", "[", "<", ">", "\u201C", "'", "#", "\uFF03", "!", ":", ";", "*", "\u00BF", "+", "@", "%", "=", "$", "\0",
        "INC", "inc", "No.", "N\u00BA", "\u2116", "Ticket", "case id", "Incident number ", "x", "\u00E9", "\u756A",
        "O", "o", "Q", "I", "l", "|", "Z", "S", "B", "\uFF2F", "0", "7", "12", "\u0663", "\u096B", "\uFF18", "\U0001D7D6",
        "\ud835", "\udfd6", "\uFFFD", "\u200B", "\u2066", "\u20E3", "\uFE0F", "\u00AD", "\u30FC", "\u0130",
    ];

    private static readonly string[] Zeros = ["\u0660", "\u06F0", "\u0966", "\u0E50", "\uFF10", "\U0001D7CE", "\U0001D7E2"];

    private readonly ToolFolder tools = new("tests", "IncidentService.Tests", "Desk", "Numbers", "node");
    private readonly Random random = new(14);

    public NumberModuleTests() => tools.Add("number", "src", "IncidentService", "Desk", "Pages", "shared", "number");

    [Fact]
    public async Task The_module_passes_the_vectors_and_groups_typed_digits()
    {
        File.Copy(Repository.File("tests", "IncidentService.Tests", "number-vectors.json"), tools.File("number-vectors.json"));

        await tools.Run("node", "--test");
    }

    [Fact]
    public async Task The_module_agrees_with_the_library_on_random_texts()
    {
        string[] texts = [.. Enumerable.Range(0, Texts).Select(_ => RandomText())];
        string[] draws = [.. Enumerable.Range(0, Draws).Select(_ => $"{random.NextInt64(1_000_000_000, 10_000_000_000)}")];
        var units = texts.Select(text => text.Select(unit => (int)unit)); // JSON cannot hold half a surrogate pair
        await File.WriteAllTextAsync(tools.File("texts.json"), JsonSerializer.Serialize(new { texts = units, draws }));

        var answers = JsonSerializer.Deserialize<Answers>(await tools.Run("node", "answer.js"), JsonSerializerOptions.Web)!;

        Assert.All(texts.Zip(answers.Texts), pair => Assert.Equal(Expected(pair.First), pair.Second.ToString()));
        Assert.All(draws.Zip(answers.Draws), pair => Assert.Equal(Completed(pair.First), pair.Second));
        Assert.Equal(Texts, answers.Texts.Length);
        Assert.Contains(null, answers.Draws);
        Assert.All(
            ["exact", "repaired", "invalid", "none"],
            kind => Assert.True(answers.Texts.Count(answer => answer.Kind == kind) > 500, kind));
        Assert.All(
            ["wrong-digit", "swapped", "missing", "extra", "lookalike"],
            slip => Assert.True(answers.Texts.Count(answer => answer.Mends.Any(mend => mend.Slip == slip)) > 200, slip));
    }

    public void Dispose() => tools.Dispose();

    private string RandomText()
    {
        var number = IncidentNumber.Mint().ToString();
        var typed = random.Next(6) switch
        {
            0 => Typos.WrongDigit(number),
            1 => Typos.Missing(number),
            2 => Typos.Extra(number),
            3 => Typos.Swapped(number),
            4 => random.NextInt64(10_000_000_000_000).ToString(),
            _ => number,
        };
        typed = string.Concat(typed.Select(digit => random.Next(20) switch
        {
            0 => InScript(digit, Zeros[random.Next(Zeros.Length)]),
            1 => digit switch { '0' => "O", '1' => "l", '2' => "Z", '5' => "S", '8' => "B", _ => $"{digit}" },
            _ => $"{digit}",
        }));
        for (var scraps = random.Next(5); scraps > 0; scraps--)
            typed = typed.Insert(random.Next(3) switch { 0 => 0, 1 => typed.Length, _ => random.Next(typed.Length + 1) }, Scrap());
        return typed;
    }

    private string Scrap() => Scraps[random.Next(Scraps.Length)];

    private static string InScript(char digit, string zero) => char.ConvertFromUtf32(char.ConvertToUtf32(zero, 0) + digit - '0');

    private static string Expected(string text)
    {
        var reading = NumberReader.Read(text);
        var digits = reading.Kind is ReadingKind.Exact or ReadingKind.Repaired ? reading.Number.ToString() : reading.Digits ?? "";
        var kind = reading.Kind == ReadingKind.NotANumber ? "none" : reading.Kind.ToString().ToLowerInvariant();
        var mends = NumberMender.Mend(text).Select(mend => new Mended(mend.Number.ToString(), Name(mend.Slip), mend.Position));
        return new Answer(kind, digits, reading.Lookalikes, [.. mends]).ToString();
    }

    private static string Name(Slip slip) => slip == Slip.WrongDigit ? "wrong-digit" : slip.ToString().ToLowerInvariant();

    private static Written? Completed(string draw) => IncidentNumber.TryComplete(long.Parse(draw), out var number)
        ? new Written(number.ToString(), number.Formatted, number.Spoken, number.ToString("B"))
        : null;

    private sealed record Answers(Answer[] Texts, Written?[] Draws);

    private sealed record Written(string Number, string Formatted, string Spoken, string Barcode);

    private sealed record Mended(string Number, string Slip, int Position);

    private sealed record Answer(string Kind, string Digits, bool Lookalikes, Mended[] Mends)
    {
        public override string ToString() => $"{Kind} {Digits} {Lookalikes} {string.Join("; ", Mends.Select(mend => $"{mend}"))}";
    }
}
