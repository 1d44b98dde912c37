using IncidentNumbers;

namespace IncidentService.Bench.Generate;

/// <summary>One customer problem from its opening to its end, as it goes in a large shop; its rows are written as it happens.</summary>
internal sealed class GeneratedIncident
{
    private static readonly string[] Categories = ["price-match", "delivery", "refund", "repair", "billing", "warranty", "account"];
    private static readonly string?[] Teams = ["pricing", "logistics", "billing", "workshop", "desk", null];
    private readonly RegisterFile _file;
    private readonly SeededRandom _draw;
    private readonly Place _place;
    private readonly HashSet<string> _words = [];
    private readonly string? _team;
    private long _now, _waitingSince;
    private int _sequence, _interactions, _waitSeconds, _handoffs, _promises, _approvals, _disputes, _reopened;
    private long? _lastIn, _lastOut, _firstResponse, _resolved, _firstResolved, _closed;
    private int? _firstResolvedWith;
    private string _state = "open", _waitingOn = "us";

    public GeneratedIncident(RegisterFile file, SeededRandom draw, long at, int order, IncidentNumber number)
    {
        (_file, _draw, OpenedAt, Order, Number, _now, _waitingSince) = (file, draw, at, order, number, at, at);
        _place = draw.Of(Place.All);
        _team = draw.Of(Teams);
        Id = GenerateCommand.IdAt(at, order);
    }

    public long Id { get; }
    public int Order { get; }
    public long OpenedAt { get; }
    public IncidentNumber Number { get; }

    public void Write()
    {
        var category = _draw.Of(Categories);
        Line("incident.opened", Vocabulary.Sentence(_draw, 3), $$"""{"number":"{{Number.Value}}","category":"{{category}}"}""");
        Contacts();
        References();
        MessageIn();
        if (_draw.Chance(0.15)) HandOver();
        if (_draw.Chance(_place.AnsweredShare)) Answer();
        if (_draw.Chance(0.35)) Promise();
        if (_draw.Chance(0.08)) Approve();
        while (_draw.Chance(0.3)) AskAgain();
        if (_draw.Chance(0.88)) Resolve();
        _file.Insert("numbers (number, incident_id, issued_at)", Number.Value, Id, OpenedAt);
        _file.Insert(
            """
            incidents (id, number, version, last_sequence, last_contact, state, subject_part, category, team, channel, location, opened_at, updated_at,
                waiting_on, waiting_since, interactions, wait_seconds, last_approval, last_promise, last_handoff, last_in_at, last_out_at,
                first_response_at, resolved_at, first_resolved_at, first_resolved_with, closed_at, closed_by, disputes, reopened)
            """,
            Id, Number.Value, _sequence, _sequence, 2, _state, 1, category, _team, _place.Channel, Location, OpenedAt, _now,
            _waitingOn, _waitingSince, _interactions, _waitSeconds, _approvals, _promises, _handoffs, _lastIn, _lastOut,
            _firstResponse, _resolved, _firstResolved, _firstResolvedWith, _closed, _closed is null ? null : "quiet", _disputes, _reopened);
        foreach (var word in _words) _file.Insert("words (word, incident_id)", word, Id);
    }

    private string? Location => _place.Channel == "store" ? $"store-{Order % 200}" : null;

    /// <summary>Every fifth customer has been here before.</summary>
    private void Contacts()
    {
        var customer = _draw.Chance(0.2) ? _draw.Below(Order + 1) : Order;
        Contact(1, "email", $"customer{customer}@example.com");
        Contact(2, "phone", $"+1555{customer:D7}");
    }

    private void Contact(int ordinal, string kind, string value) => _file.Insert(
        "contacts (incident_id, ordinal, kind, value, lookup_key, added_at)", Id, ordinal, kind, value, $"{kind}:{value}", OpenedAt);

    private void References()
    {
        if (_draw.Chance(0.8)) Reference("order", $"W-{_draw.Below(5_000_000) + 100_000}", holder: Id);
        if (_draw.Chance(0.6)) Reference("zendesk", $"{Order + 1_000_000}", holder: 0);
    }

    private void Reference(string system, string value, long holder) => _file.Insert(
        "incident_references (lookup_value, system, holder, incident_id, value, added_at)", value, system, holder, Id, value, OpenedAt);

    private void MessageIn()
    {
        var waited = _draw.Below(900);
        Line("message.received", Vocabulary.Sentence(_draw, 7), null, ++_interactions, waited);
        _waitSeconds += waited;
        _lastIn = _now;
        WaitOn("us");
    }

    private void Answer()
    {
        Later(_draw.Around(_place.Response, 1.1));
        Line("message.sent", Vocabulary.Sentence(_draw, 6));
        _lastOut = _now;
        _firstResponse ??= _now;
        WaitOn("customer");
    }

    private void AskAgain()
    {
        Later(_draw.Around(TimeSpan.FromHours(6), 1));
        MessageIn();
        if (_draw.Chance(0.9)) Answer();
    }

    private void HandOver()
    {
        Line("handoff.requested", Vocabulary.Sentence(_draw, 3));
        var accepted = _draw.Chance(0.93);
        var requested = (At: _now, Sequence: _sequence);
        if (accepted)
        {
            Later(_draw.Around(TimeSpan.FromMinutes(25), 1));
            Line("handoff.accepted");
        }
        _file.Insert(
            "handoffs (incident_id, ordinal, state, from_channel, from_team, to_channel, requested_at, sequence, due_at, settled_at)",
            Id, ++_handoffs, accepted ? "accepted" : "open", _place.Channel, _team, _draw.Of(Place.All).Channel, requested.At,
            requested.Sequence,
            requested.At + 3_600_000_000, accepted ? _now : null);
    }

    private void Promise()
    {
        Line("promise.made", Vocabulary.Sentence(_draw, 4));
        var kind = _draw.Of<string>([("promise", 4), ("acknowledge", 3), ("first-response", 3), ("final-response", 2)]);
        var state = _draw.Of<string>([("kept", 86), ("broken", 4), ("withdrawn", 4), ("overdue", 1), ("open", 1)]);
        var due = _now + GenerateCommand.Micros(TimeSpan.FromHours(24));
        long? settled = state is "overdue" or "open" ? null : _now + GenerateCommand.Micros(_draw.Around(TimeSpan.FromHours(9), 0.9));
        _file.Insert(
            "promises (incident_id, ordinal, kind, state, due_at, team, promised_at, channel, sequence, overdue_at, settled_at, answered_at)",
            Id, ++_promises, kind, state, due, _team, _now, _place.Channel, _sequence, state == "overdue" ? due : null, settled, settled);
    }

    private void Approve()
    {
        Line("approval.granted");
        var used = _draw.Below(2);
        _file.Insert(
            """
            approvals (incident_id, ordinal, type, item, amount, currency, partial, uses, used, used_amount, valid_from, channels, locations,
                granted_at, key_id, channel, sequence)
            """,
            Id, ++_approvals, "price-match", "DCD791", 1_299_900, "USD", 0, 1, used, 0, _now, "", "", _now, _file.KeyId,
            _place.Channel, _sequence);
        if (used == 0) return;
        _file.Insert(
            "redemptions (incident_id, approval, transaction_id, item, quantity, amount, currency, redeemed_at, key_id, channel)",
            Id, _approvals, $"order-{_approvals}", "DCD791", 1, 1_299_900, "USD", _now, _file.KeyId, _place.Channel);
    }

    private void Resolve()
    {
        Later(_draw.Around(_place.Resolution, 1.2));
        Line("incident.resolved", Vocabulary.Sentence(_draw, 4));
        (_resolved, _state) = (_now, "resolved");
        _firstResolved ??= _now;
        _firstResolvedWith ??= _interactions;
        if (_draw.Chance(0.06))
        {
            _disputes++;
            _reopened++;
            (_resolved, _state) = (null, "open");
            MessageIn();
            if (_draw.Chance(0.8)) Resolve();
        }
        else if (_draw.Chance(0.95))
        {
            Later(TimeSpan.FromDays(7));
            Line("incident.closed");
            (_closed, _state) = (_now, "closed");
        }
    }

    private void Line(string type, IReadOnlyList<string>? words = null, string? facts = null, int? interaction = null, int? waited = null)
    {
        _file.Insert(
            "events (incident_id, sequence, position, occurred_at, type, channel, location, team, key_id, agent, interaction, wait_seconds, facts)",
            Id, ++_sequence, _file.NextPosition(), _now, type, _place.Channel, Location, _team, _file.KeyId, "Kim (desk 4)", interaction,
            waited, facts);
        if (words is null) return;
        _file.Insert("texts (owner_id, part, body)", Id, _sequence, string.Join(' ', words));
        _words.UnionWith(words);
    }

    private void Later(TimeSpan by) => _now += GenerateCommand.Micros(by);

    private void WaitOn(string whom)
    {
        if (_waitingOn == whom) return;
        (_waitingOn, _waitingSince) = (whom, _now);
    }
}
