namespace PartnerChat.Web.Messaging;

/// <summary>One export on its way: told of its steps by whoever writes it. It ends once, and as broken where nobody says otherwise.</summary>
internal sealed class ExportRun(ExportState state, TimeProvider time, Action<ExportState> tell) : IDisposable
{
    /// <summary>More often no eye sees it.</summary>
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private long _toldAt = time.GetTimestamp();

    public ExportState State { get; private set; } = state;

    /// <summary>Is cancelled when its user wants no more of it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>It is known how much there is.</summary>
    public void Begin(int of) => Step(s => s with { Of = of }, isDue: true);

    /// <summary>So many messages are written by now.</summary>
    public void Advance(int done) => Step(s => s with { Done = done }, isDue: time.GetElapsedTime(_toldAt) >= BetweenSteps);

    public void End(ExportOutcome outcome) => Step(s => s with { Outcome = outcome }, isDue: true);

    public void Stop() => _stopping.Cancel();

    public void Dispose() => End(_stopping.IsCancellationRequested ? ExportOutcome.Stopped : ExportOutcome.Broken);

    private void Step(Func<ExportState, ExportState> step, bool isDue)
    {
        ExportState told;
        lock (_gate)
        {
            if (State.Outcome is not null) return;
            told = State = step(State);
            if (isDue) _toldAt = time.GetTimestamp();
        }

        if (isDue) tell(told);
    }
}
