namespace PartnerChat.Benchmarks.Results;

/// <summary>What was measured beside a figure, in the same run, to hold it against.</summary>
internal sealed record Yardstick(string What, double Value, string Unit);

/// <summary>What a figure has to reach.</summary>
/// <param name="Limit">In the figure's unit, or of the ratio where <paramref name="IsRatio"/>.</param>
/// <param name="IsFloor">Whether it is to be at least that; at most otherwise.</param>
internal sealed record Bar(double Limit, bool IsFloor, bool IsRatio = false, string Note = "");

/// <summary>One answer.</summary>
/// <param name="Part">The part that gave it.</param>
/// <param name="What">In words.</param>
internal sealed record Figure(string Part, string What, double Value, string Unit, Bar? Bar = null, Yardstick? Yardstick = null)
{
    /// <summary>How many times the yardstick it is.</summary>
    public double? Ratio => Yardstick is { Value: > 0 } yardstick ? Value / yardstick.Value : null;

    /// <summary>Whether it reaches its bar; null if it has none.</summary>
    public bool? IsReached => Bar is not { } bar || (bar.IsRatio ? Ratio : Value) is not { } measured ? null : bar.IsFloor ? measured >= bar.Limit : measured <= bar.Limit;
}
