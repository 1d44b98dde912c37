namespace IncidentService.Tests.Infrastructure;

/// <summary>A clock that only tests advance, with its timers. Timestamps for durations keep running.</summary>
internal sealed class TestClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private long ticks = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>The remaining wait of each active timer.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate) return [.. timers.Select(timer => TimeSpan.FromTicks(timer.DueAt - ticks))];
        }
    }

    /// <summary>How far each reading moves the clock, as time passes on a real one. Timers do not fire by it.</summary>
    public TimeSpan PassesWithEachReading { get; set; }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, PassesWithEachReading.Ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires each due timer once, the earliest first, even if several of its periods have passed.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (gate)
        {
            var now = ticks + by.Ticks;
            Interlocked.Exchange(ref ticks, now);
            due = [.. timers.Where(timer => timer.DueAt <= now).OrderBy(timer => timer.DueAt)];
            foreach (var timer in due.Where(timer => !timer.MoveOn(now))) timers.Remove(timer);
        }
        foreach (var timer in due) timer.Fire();
    }

    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long period;

        public long DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (DueAt, this.period) = (clock.ticks + dueTime.Ticks, Math.Max(period.Ticks, 0));
                clock.timers.Add(this);
                return true;
            }
        }

        /// <summary>False if the timer does not fire again.</summary>
        public bool MoveOn(long now)
        {
            if (period == 0) return false;
            DueAt += ((now - DueAt) / period + 1) * period;
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
