using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Components.Chat;

/// <summary>The notices that a view knows and has words for, by time. They are few, so none is let go of.</summary>
internal sealed class NoticeList
{
    private static readonly Comparer<NoticeRecord> ByTime = Comparer<NoticeRecord>.Create((x, y) => (x.At, x.Id).CompareTo((y.At, y.Id)));

    private readonly SortedSet<NoticeRecord> _notices = new(ByTime);

    /// <summary>Takes them in. One that grew since takes the place of what it was.</summary>
    public void Add(IEnumerable<NoticeRecord> notices)
    {
        foreach (var notice in notices.Where(n => n.Kind is Notice.ReceiptsOff or Notice.ReceiptsOn or Notice.Inspected))
        {
            if (_notices.TryGetValue(notice, out var known) && known.Seq >= notice.Seq) continue;
            _notices.Remove(notice);
            _notices.Add(notice);
        }
    }

    /// <summary>The last one. What is stored of the end is left out above: it is known with the conversation, on every page of it.</summary>
    public void End(NoticeRecord end) => _notices.Add(end);

    /// <summary>Those from that time on; all for null.</summary>
    public IReadOnlyList<NoticeRecord> From(DateTimeOffset? first) => [.. _notices.Where(n => first is null || n.At >= first)];

    /// <summary>Those that stand among the messages of a window. What is older than its first, or newer than its last, stands among messages that are not there.</summary>
    public IReadOnlyList<NoticeRecord> Among(MessageWindow window)
    {
        var since = From(window.HasOlder && window.Messages.Count > 0 ? window.Messages[0].SentAt : null);
        return window.HasNewer && window.Messages is [.., var last] ? [.. since.Where(n => n.At < last.SentAt)] : since;
    }
}
