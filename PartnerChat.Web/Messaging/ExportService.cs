using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// Exports: everything that a partner may see of their conversation, while it goes on and for 30 days after its end. Whoever writes the file takes a page when the one before is
/// away, so it goes as fast as its reader's line, and holds no more than a page.
/// </summary>
public sealed partial class ExportService(ChatService chat, ExportStore store, ExportsUnderWay underWay, TimeProvider time, ILogger<ExportService> logger) : IDisposable
{
    /// <summary>How many places a page has.</summary>
    public const int PageSize = 500;

    /// <summary>When to ask again where there are enough exports.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private const int Retries = 15;

    // Those who chat need the database too: however many exports there are, so many of them read at a time.
    private readonly SemaphoreSlim _reading = new(2);

    /// <summary>The user's conversations that may be exported, the one that goes on first.</summary>
    public Task<ChatResult<IReadOnlyList<ExportableConversation>>> FindConversationsAsync(Guid userId, CancellationToken ct) =>
        TryAsync(() => store.FindConversationsAsync(userId, ct));

    /// <summary>
    /// Begins an export of that conversation. <see cref="ChatError.NotFound"/> when it is not theirs, <see cref="ChatError.RateLimited"/> while they have
    /// enough of them on their way.
    /// </summary>
    /// <param name="zone">Where the reader is: months are theirs.</param>
    public async Task<ChatResult<ConversationExport>> BeginAsync(Guid userId, Guid conversationId, ExportFormat format, TimeZoneInfo zone, CancellationToken ct)
    {
        var visit = await chat.VisitAsync(userId, conversationId, ct);
        if (visit.Value is not { } place) return visit.Error!.Value;
        if (underWay.TryBegin(userId, conversationId, format) is not { } run) return new ChatResult<ConversationExport>(null, ChatError.RateLimited, Wait);
        ChatResult<ConversationExport> began = default;
        try
        {
            return began = await TryAsync(() => BeginAsync(run, place, zone, ct));
        }
        finally
        {
            if (began.Value is null) run.Dispose();
        }
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>A page as that participant may see it.</summary>
    internal async Task<ExportPage> GetPageAsync(Participant by, long after, long upTo, CancellationToken ct)
    {
        var page = await store.GetPageAsync(by.ConversationId, by.Side, after, upTo, ct);
        return page with { Messages = [.. page.Messages.Select(m => m with { Message = chat.Seen(by, m.Message) })] };
    }

    internal Task<IReadOnlyList<NoticeRecord>> GetNoticesAsync(Participant by, NoticeRecord? after, CancellationToken ct) =>
        store.GetNoticesAsync(by.ConversationId, after, PageSize, ct);

    /// <summary>
    /// Reads a part for them, as what they are by now: they may have lost the right to it, and what the two let each other see may be otherwise. While the database is away it is asked
    /// again for a while.
    /// </summary>
    internal async Task<ChatResult<T>> ReadAsync<T>(Participant was, Func<Participant, Task<T>> read, CancellationToken ct)
        where T : class
    {
        for (var retry = 0; ; retry++)
        {
            var part = await ReadOnceAsync(was, read, ct);
            if (part.Error != ChatError.Unavailable || retry == Retries) return part;
            await Task.Delay(RetryPause, time, ct);
        }
    }

    private async Task<ChatResult<T>> ReadOnceAsync<T>(Participant was, Func<Participant, Task<T>> read, CancellationToken ct)
        where T : class
    {
        await _reading.WaitAsync(ct);
        try
        {
            var visit = await chat.VisitAsync(was.UserId, was.ConversationId, ct);
            return visit.Value is { } place ? await TryAsync(() => read(place.Participant)) : visit.Error!.Value;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<ConversationExport> BeginAsync(ExportRun run, Visit visit, TimeZoneInfo zone, CancellationToken ct)
    {
        var (conversationId, last, now) = (visit.Participant.ConversationId, visit.Membership.LastSeq, time.GetUtcNow());
        var scope = await store.FindScopeAsync(conversationId, ct) ?? throw new InvalidOperationException("A conversation that was visited is not there.");
        var months = MonthsBetween(scope.FirstSentAt ?? now, now, zone);
        var counts = await store.CountAsync(conversationId, last, [.. months.Select(m => StartOf(m, zone))], ct);
        return new ConversationExport(this, run, visit, scope, now, zone, [.. counts.Select(c => new ExportMonth(months[c.Index], c.Count))]);
    }

    private static List<DateOnly> MonthsBetween(DateTimeOffset first, DateTimeOffset last, TimeZoneInfo zone)
    {
        var (months, end) = (new List<DateOnly> { MonthOf(first) }, MonthOf(last));
        while (months[^1] < end) months.Add(months[^1].AddMonths(1));
        return months;

        DateOnly MonthOf(DateTimeOffset at)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            return new DateOnly(local.Year, local.Month, 1);
        }
    }

    private static DateTimeOffset StartOf(DateOnly month, TimeZoneInfo zone)
    {
        var midnight = month.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private async Task<ChatResult<T>> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return new ChatResult<T>(await read(), null);
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogAway(e.GetType().Name);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer an export: {Fault}")]
    private partial void LogAway(string fault);
}
