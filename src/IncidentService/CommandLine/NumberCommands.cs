using System.CommandLine;
using IncidentNumbers;

namespace IncidentService.CommandLine;

internal static class NumberCommands
{
    private const int Valid = 0;
    private const int Mendable = 1;
    private const int Hopeless = 2;

    public static Command Numbers() => new("numbers", "Check incident numbers. This needs no register.") { Check() };

    private static Command Check()
    {
        var typed = new Argument<string[]>("typed") { Description = "The number as it was typed or read", Arity = ArgumentArity.OneOrMore };
        var check = new Command(
            "check",
            "Check the digits of a number. Exit code 0: valid; 1: invalid, with the numbers that are one slip away; 2: no number.")
        {
            typed
        };
        check.SetAction(parsed => Check(string.Join(' ', parsed.GetRequiredValue(typed))));
        return check;
    }

    private static int Check(string typed)
    {
        var reading = NumberReader.Read(typed);
        if (reading.Kind == ReadingKind.Exact)
        {
            Console.WriteLine($"{reading.Number.Formatted} is valid. Spoken: {reading.Number.Spoken}.");
            return Valid;
        }
        var mends = NumberMender.Mend(typed);
        Console.WriteLine(
            mends.Count == 0 ? "This is no incident number, nor one slip away from one." : "The check digits do not fit. One slip away:");
        foreach (var mend in mends) Console.WriteLine($"  {mend.Number.Formatted}  {Lookup.Slips.NameOf(mend.Slip)} at {mend.Position}");
        return mends.Count == 0 ? Hopeless : Mendable;
    }
}
