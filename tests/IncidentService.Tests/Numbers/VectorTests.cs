using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

public sealed class VectorTests
{
    [Fact]
    public void Every_parser_accepts_every_valid_vector()
    {
        Assert.NotEmpty(Vectors.All.Valid);
        foreach (var text in Vectors.All.Valid)
        {
            Assert.True(IncidentNumber.IsValid(long.Parse(text)), text);
            Assert.Equal(text, IncidentNumber.Parse(text).ToString());
            Assert.True(IncidentNumber.TryComplete(long.Parse(text[..10]), out var completed));
            Assert.Equal(text, completed.ToString());
            Assert.Equal(ReadingKind.Exact, NumberReader.Read(text).Kind);
            Assert.Empty(NumberMender.Mend(text));
            Assert.Equal(text, Assert.Single(NumberFinder.Find($"see {text}.")).Number.ToString());
        }
    }

    [Fact]
    public void No_draw_that_a_vector_marks_as_unissuable_is_completed()
    {
        Assert.NotEmpty(Vectors.All.UnissuablePrefixes);
        Assert.All(Vectors.All.UnissuablePrefixes, text => Assert.False(IncidentNumber.TryComplete(long.Parse(text), out _)));
    }

    [Fact]
    public void No_parser_accepts_an_invalid_vector()
    {
        Assert.NotEmpty(Vectors.All.Invalid);
        foreach (var text in Vectors.All.Invalid)
        {
            Assert.False(IncidentNumber.IsValid(long.Parse(text)), text);
            Assert.False(IncidentNumber.TryParseCanonical(text, out _));
            Assert.Equal(new Reading { Kind = ReadingKind.Invalid, Digits = text }, NumberReader.Read(text));
            Assert.Empty(NumberFinder.Find($"see {text}."));
        }
    }

    [Fact]
    public void Every_typo_has_exactly_the_candidates_of_its_vector()
    {
        Assert.NotEmpty(Vectors.All.Slips);
        foreach (var slip in Vectors.All.Slips)
        {
            var expected = slip.Candidates.SelectMany(kind => kind.Value.Select(number => $"{kind.Key} {number}"));
            var mends = NumberMender.Mend(slip.Typed).Select(mend => $"{Name(mend.Slip)} {mend.Number}").ToList();

            Assert.Equal(expected.Order(StringComparer.Ordinal), mends.Order(StringComparer.Ordinal));
            Assert.Contains($"{slip.Slip} {slip.Meant}", mends);
        }
    }

    private static string Name(Slip slip) => char.ToLowerInvariant(slip.ToString()[0]) + slip.ToString()[1..];
}
