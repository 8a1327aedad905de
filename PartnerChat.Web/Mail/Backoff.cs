namespace PartnerChat.Web.Mail;

/// <summary>How long a mail waits after an attempt: 1 minute, twice as long each time, at most 4 hours, give or take a quarter so that many do not come at once.</summary>
internal static class Backoff
{
    private const double Jitter = .25;
    private const int MostDoublings = 8;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    public static TimeSpan After(int attempt)
    {
        var plain = First * Math.Pow(2, Math.Clamp(attempt - 1, 0, MostDoublings));
        return (plain < Longest ? plain : Longest) * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }
}
