using PartnerChat.Data.Mail;

namespace PartnerChat.Web.Diagnostics;

/// <summary>How many messages were written on a day of the reader's.</summary>
internal sealed record DayCount(DateOnly Day, long Messages);

/// <summary>How many pages and sockets were live at most, in all nodes together.</summary>
internal sealed record LivePoint(DateTimeOffset At, int Circuits, int Sockets)
{
    public int All => Circuits + Sockets;
}

/// <summary>How long deliveries of an hour took; null where there were none.</summary>
internal sealed record DeliveryPoint(DateTimeOffset At, TimeSpan? Half, TimeSpan? Most);

/// <summary>How large the database was.</summary>
internal sealed record SizePoint(DateTimeOffset At, long Bytes);

/// <summary>What is drawn above the list of conversations.</summary>
/// <param name="Half">Within this half of the last day's messages were delivered.</param>
/// <param name="Most">Within this 99 in 100 were.</param>
internal sealed record ServerFigures(
    IReadOnlyList<DayCount> Days, IReadOnlyList<DeliveryPoint> Deliveries, TimeSpan? Half, TimeSpan? Most, IReadOnlyList<LivePoint> Live, LivePoint Now);

/// <summary>What the database said, and how long it took to say it.</summary>
internal sealed record DatabaseAnswer(string Version, long Bytes, TimeSpan Took);

/// <summary>How the server is doing.</summary>
/// <param name="Mails">Null where none are sent.</param>
/// <param name="Database">Null while it does not answer; then there are no figures either.</param>
internal sealed record HealthReport(string Version, DateTimeOffset StartedAt, DatabaseAnswer? Database, ServerFigures? Figures, IReadOnlyList<SizePoint> Sizes, MailQueueState? Mails);
