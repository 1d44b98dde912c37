using FsCheck;
using FsCheck.Fluent;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Numbers;

public sealed class FuzzTests
{
    // Characters of numbers, look-alikes, and invalid UTF-16.
    private static readonly string[] Scraps =
    [
        "0", "1", "8675", "8675-3091-2374", "867530912374", "924591510230", "٣", "𝟖", "O", "l", "|", "S", "INC", "No.", "№", "x", "é", "番",
        " ",
        "\u00A0", "\t", "\n", "\r\n", "> ", "-", "−", ".", ",", "/", "_", "(", ")", "[", "<", ">", "#", "+", "@", "$", "%", ":", "://",
        "http://",
        "https://a.b/track/", "www.", "tel:", "a@b.c", "?", "&", "\0", "\ud835", "\udfd6", "\uFFFD", "\u200B", "\u20E3", "＃", "Ｏ",
    ];

    [Fact]
    public void No_text_throws_and_every_result_matches_the_text()
    {
        var texts = Gen.Elements(Scraps).ArrayOf().Select(scraps => string.Concat(scraps)).Resize(60);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(60), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var found = NumberFinder.Find(text, most: 100);
            var read = NumberReader.Read(text);
            NumberMender.Mend(text);
            return (read.Kind is ReadingKind.Exact or ReadingKind.Repaired) == (read.Number != default)
                && (read.Kind == ReadingKind.Invalid) == (read.Digits != null)
                && found.Zip(found.Skip(1)).All(pair => pair.First.Start + pair.First.Length <= pair.Second.Start)
                && found.All(number => NumberReader.Read(Unquoted(text.Substring(number.Start, number.Length))).Number == number.Number);
        }));
    }

    [Fact]
    public void Random_UTF_16_never_throws()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(40), random, static (span, random) =>
            {
                foreach (ref var c in span)
                    c = (char)(random.Next(3) > 0 ? random.Next(0x20, 0x7F) : random.Next(0x10000));
            });
            NumberFinder.Find(text);
            NumberReader.Read(text);
            NumberMender.Mend(text);
        }
    }

    [Fact]
    public void Time_is_linear_in_hostile_texts()
    {
        string[] runs =
        [
            "8 ", "8-", "8675 ", "8675 3091\n", "+1 ", "+1-", "a@", "a://", "/track/8", "INC ", "867530912374,", "8\n", "1.", "(1)", "-a",
        ];
        var slow = Scraps.Concat(runs)
            .Where(scrap => Work(scrap, 20_000, times: 1) > TimeSpan.FromMilliseconds(40)) // otherwise there is no risk
            // linear time is equal, quadratic time is 8 times as much
            .FirstOrDefault(scrap => Work(scrap, 20_000, times: 4) > 3 * Work(scrap, 2_500, times: 32));

        Assert.Null(slow);
    }

    private static TimeSpan Work(string scrap, int length, int times)
    {
        var text = string.Concat(Enumerable.Repeat(scrap, length / scrap.Length));
        return ProcessorTime.Measure(() =>
        {
            for (var time = 0; time < times; time++)
            {
                NumberFinder.Find(text, most: int.MaxValue);
                NumberReader.Read(text);
                NumberMender.Mend(text);
            }
        });
    }

    private static string Unquoted(string number) => number.Replace("|", "").Replace("> ", "");
}
