namespace PartnerChat.Web.Components.Chat;

/// <summary>What a view asks of the history. A closed set.</summary>
public abstract record HistoryRequest;

/// <summary>The page above the window.</summary>
/// <param name="Place">The seq that the reader looks at; null at the end.</param>
/// <param name="KeepTo">The last seq that is to stay.</param>
public sealed record OlderPage(long? Place = null, long KeepTo = long.MaxValue) : HistoryRequest;

/// <summary>The page below the window.</summary>
/// <param name="KeepFrom">The first seq that is to stay.</param>
public sealed record NewerPage(long? Place = null, long KeepFrom = 0) : HistoryRequest;

/// <summary>Nothing new; what is before that seq may go.</summary>
public sealed record LessAbove(long KeepFrom) : HistoryRequest;

/// <summary>Another part of the conversation: around a message, a seq, the first message from a day on; with none of them the end.</summary>
public sealed record JumpTarget(Guid? Id = null, long? Seq = null, DateOnly? Date = null) : HistoryRequest;

/// <summary>What came of it.</summary>
/// <param name="Seq">The place of what was asked for; null for the end.</param>
/// <param name="Problem">"unavailable", or "gone" when there is no such message; else null.</param>
public sealed record HistoryAnswer(long? Seq = null, string? Problem = null)
{
    public static readonly HistoryAnswer Done = new();

    public static readonly HistoryAnswer Unavailable = new(Problem: "unavailable");

    public static readonly HistoryAnswer Gone = new(Problem: "gone");
}

/// <summary>The days of the conversation's first and last message; null when there is none.</summary>
public sealed record HistorySpan(DateOnly? First, DateOnly? Last);

/// <summary>The history as a view sees it: what is asked for is put into the window.</summary>
public interface IHistory
{
    /// <summary>Moves the window. An answer without a problem means that it was done, or that nothing had to be.</summary>
    Task<HistoryAnswer> LoadAsync(HistoryRequest request);

    /// <summary>From when to when there are messages.</summary>
    Task<HistorySpan> FindSpanAsync();
}
