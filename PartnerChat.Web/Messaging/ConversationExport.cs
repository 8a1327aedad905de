using System.Runtime.CompilerServices;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;

namespace PartnerChat.Web.Messaging;

/// <summary>A month in which messages were sent.</summary>
/// <param name="First">Its first day, where the reader is.</param>
public sealed record ExportMonth(DateOnly First, int Count);

/// <summary>
/// A conversation being exported: what was known at its start, and its pages, one after the other. It ends with the last message that there was at the start; each page is as it is
/// when it is read. Disposing it makes room for the next.
/// </summary>
public sealed class ConversationExport : IDisposable
{
    private readonly ExportService _service;
    private readonly ExportRun _run;
    private int _done;

    internal ConversationExport(ExportService service, ExportRun run, Visit visit, ExportScope scope, DateTimeOffset at, TimeZoneInfo zone, IReadOnlyList<ExportMonth> months)
    {
        (_service, _run, Visit, Scope, At, Zone, Months) = (service, run, visit, scope, at, zone, months);
        run.Begin(Count);
    }

    /// <summary>Who exports, and the conversation as it stood.</summary>
    public Visit Visit { get; }

    public ExportScope Scope { get; }

    public ExportFormat Format => _run.State.Format;

    /// <summary>When it began.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Where the reader is.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The months in which there are messages, oldest first.</summary>
    public IReadOnlyList<ExportMonth> Months { get; }

    /// <summary>How many messages there were at its start.</summary>
    public int Count => Months.Sum(m => m.Count);

    /// <summary>Is cancelled when its user wants no more of it.</summary>
    public CancellationToken Stopping => _run.Stopping;

    /// <summary>
    /// The pages, one at least. The last may be an error instead: <see cref="ChatError.NotFound"/> when they may not read it any more, <see cref="ChatError.Unavailable"/> when the
    /// database stayed away. The next is read when it is asked for.
    /// </summary>
    public async IAsyncEnumerable<ChatResult<ExportPage>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (after, last) = (0L, Visit.Membership.LastSeq);
        do
        {
            var upTo = Math.Min(after + ExportService.PageSize, last);
            var page = await _service.ReadAsync(Visit.Participant, by => _service.GetPageAsync(by, after, upTo, ct), ct);
            yield return page;
            if (page.Value is not { } read) yield break;
            _run.Advance(_done += read.Messages.Count);
            after = upTo;
        }
        while (after < last);
    }

    /// <summary>All notices, oldest first, in pages; an error as above.</summary>
    public async IAsyncEnumerable<ChatResult<IReadOnlyList<NoticeRecord>>> ReadNoticesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        NoticeRecord? last = null;
        while (true)
        {
            var page = await _service.ReadAsync(Visit.Participant, by => _service.GetNoticesAsync(by, last, ct), ct);
            if (page.Value is { Count: 0 }) yield break;
            yield return page;
            if (page.Value is null) yield break;
            last = page.Value[^1];
        }
    }

    /// <summary>All of it is written.</summary>
    public void Finish() => _run.End(ExportOutcome.Done);

    public void Dispose() => _run.Dispose();
}
