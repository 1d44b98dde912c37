using System.Text.RegularExpressions;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Numbers;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Messages.Matching;

/// <summary>
/// Finds the incident that a message belongs to, and locks it: by its conversation, by a number of ours that it quotes, or by a number of
/// another system or a mistyped one that leads to an incident of the sender.
/// </summary>
internal sealed partial class IncidentOfMessage(Transaction transaction, ReferenceSystems systems, MessageInput message)
{
    private const int MostQuoted = 8;
    private const int MostIdentifiers = 40;
    private const int FewestDigits = 5;

    public async Task<Incident?> FindByConversation() =>
        message.Conversation is null ? null : await transaction.LockHolder(message.Conversation);

    /// <summary>
    /// Finds the incident of an earlier message of the thread: one that was received, or one of ours whose id is a reference of its
    /// incident.
    /// </summary>
    public async Task<Incident?> FindByThread()
    {
        foreach (var earlier in message.Thread)
        {
            if (await transaction.FindMessage(message.System, Digest.Compute(earlier.Value)) is { } received)
                return await transaction.LockIncident(received.IncidentId);
            if (await transaction.LockHolder(earlier) is { } holder) return holder;
        }
        return null;
    }

    /// <summary>
    /// Finds the first quoted incident whose contacts do not contradict the sender. If all of them do, the first quoted one is the
    /// stranger.
    /// </summary>
    public async Task<(Incident? Found, Incident? Stranger)> FindByQuotedNumber()
    {
        Incident? stranger = null;
        var numbers = NumberFinder.Find(message.Said, MostQuoted).Where(found => !found.Lookalikes).Select(found => found.Number);
        foreach (var number in numbers)
        {
            if (await transaction.LockIncident(number) is not { } incident) continue;
            if (!Contradicts(await transaction.ListContacts(incident), message.From)) return (incident, null);
            stranger ??= incident;
        }
        return stranger is null ? await FindByPossibleNumber() : (null, stranger);
    }

    /// <summary>True if the incident has contacts of the sender's kind, and the sender is not one of them.</summary>
    public static bool Contradicts(IReadOnlyList<Contact> contacts, ContactInput? sender)
    {
        if (sender?.LookupKey is null) return false;
        var known = contacts.Where(contact => contact.Kind == sender.Kind && contact.LookupKey is not null).ToList();
        return known.Count > 0 && !known.Any(sender.IsSameAs);
    }

    /// <summary>
    /// Finds the incident that has one of the identifiers in the message as a reference of its own, such as an imported ticket number. They
    /// are short, and other texts hold them by chance, so it must know the sender.
    /// </summary>
    public async Task<Incident?> FindByOtherNumber()
    {
        if (message.From is not { LookupKey: not null } sender) return null;
        var keys = FindIdentifiers().SelectMany(systems.FormatKeys).Distinct().ToArray();
        if (keys.Length == 0) return null;
        var references = await transaction.ListReferencesByValue(keys);
        foreach (var reference in references.Where(reference => reference.Exclusive && reference.TaughtBy is null))
        {
            var incident = await transaction.LockIncident(reference.IncidentId);
            if ((await transaction.ListContacts(incident)).Any(sender.IsSameAs)) return incident;
        }
        return null;
    }

    /// <summary>
    /// Finds the incident whose number is quoted with one typing error. Any twelve digits are at most one digit away from some number, so
    /// it must know the sender, and be the only one that does.
    /// </summary>
    public async Task<Incident?> FindByMistypedNumber()
    {
        if (message.From is not { LookupKey: not null } sender) return null;
        var known = new Dictionary<long, Incident>();
        var issued = await transaction.ListIssuedNumbers(MistypedNumbers.FindRepairs(message.Said, MostQuoted));
        foreach (var id in issued.Select(number => number.Id).OfType<long>().Distinct().Order())
        {
            var incident = await transaction.LockIncident(id);
            if ((await transaction.ListContacts(incident)).Any(sender.IsSameAs)) known[incident.Id] = incident;
        }
        return known.Count == 1 ? known.Values.Single() : null;
    }

    /// <summary>
    /// Finds incidents by numbers that tools have altered. A clear reading counts like a number in the text; any other reading counts only
    /// if the incident knows the sender.
    /// </summary>
    private async Task<(Incident? Found, Incident? Stranger)> FindByPossibleNumber()
    {
        Incident? stranger = null;
        foreach (var possible in NumberFinder.FindPossible(message.Said, MostQuoted))
        {
            var isClear = possible.Strength == ReadingStrength.Clear;
            if (!isClear && message.From?.LookupKey is null) continue;
            if (await transaction.LockIncident(possible.Number) is not { } incident) continue;
            var contacts = await transaction.ListContacts(incident);
            if (isClear ? !Contradicts(contacts, message.From) : contacts.Any(message.From!.IsSameAs)) return (incident, null);
            if (isClear) stranger ??= incident;
        }
        return (null, stranger);
    }

    /// <summary>Words with a digit; a plain number needs five digits, or before it a #, a bracket or a word such as Ticket.</summary>
    private IEnumerable<string> FindIdentifiers() => Identifier().Matches(message.Said)
        .Where(match => match.Groups["sign"].Success || match.Value.Any(char.IsLetter) || match.Value.Count(char.IsDigit) >= FewestDigits)
        .Select(match => match.Groups["word"].Value.TrimEnd('.', '/', '_', '-'))
        .Where(word => word.Length is >= 2 and <= Limits.Line && word.Any(char.IsDigit))
        .Distinct()
        .Take(MostIdentifiers);

    [GeneratedRegex(
        @"(?<sign>#\s?|[\[{](?=\p{Nd})"
        + "|\\b(ticket|case|incident|request|reference|ref|number|no|nr|núm|número|numero|caso|incidente|vorgang|anfrage)"
        + @"([ _-]?(id|no|nr|number|número|numero))?[\s.:#_-]{1,3})?(?<word>[\p{L}\p{Nd}][\p{L}\p{Nd}./_-]*)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Identifier();
}
