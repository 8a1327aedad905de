using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>Reads pages of the conversation into the window of a view.</summary>
public sealed class ConversationHistory(ChatService chat, Participant me, ChatState state, CancellationToken leaving) : IHistory
{
    /// <summary>How much of a stretch stands before the place that was asked for.</summary>
    private const int Before = 30;

    private const int Around = 80;

    private int _jumps;
    private bool _knowsNotices;

    private MessageWindow Window => state.Window;

    /// <inheritdoc/>
    public async Task<HistoryAnswer> LoadAsync(HistoryRequest request)
    {
        Window.StartLoading();
        try
        {
            return request switch
            {
                OlderPage older => await PrependAsync(older),
                NewerPage newer => await AppendAsync(newer),
                JumpTarget target => await JumpAsync(target),
                LessAbove less => LetGo(less),
                _ => throw new ArgumentOutOfRangeException(nameof(request)),
            };
        }
        finally
        {
            Window.EndLoading();
        }
    }

    /// <inheritdoc/>
    public async Task<HistorySpan> FindSpanAsync()
    {
        var first = await chat.GetPageFromAsync(me, 1, 1, leaving);
        var last = Window.HasNewer ? (await chat.GetPageBeforeAsync(me, null, 1, leaving)).Value?.Messages : Window.Messages;
        return new HistorySpan(DayOf(first.Value?.Messages), DayOf(last));
    }

    private DateOnly? DayOf(IReadOnlyList<MessageRecord>? messages) => messages is [.., var last] ? state.Clock.DayOf(last.SentAt) : null;

    private async Task<HistoryAnswer> PrependAsync(OlderPage request)
    {
        if (!Window.HasOlder || Window.FirstSeq is not { } first) return HistoryAnswer.Done;
        var page = await chat.GetPageBeforeAsync(me, first, ChatService.PageSize, leaving);
        if (page.Value is null || await ReadMarksAsync(page.Value.Messages) is not { } marks) return HistoryAnswer.Unavailable;
        state.Take(page.Value.Notices);
        if (Window.Prepend(page.Value, request.KeepTo)) Show(page.Value.Messages, marks, request.Place);
        return HistoryAnswer.Done;
    }

    private async Task<HistoryAnswer> AppendAsync(NewerPage request)
    {
        if (!Window.HasNewer) return HistoryAnswer.Done;
        var page = await chat.GetPageFromAsync(me, Window.LastSeq + 1, ChatService.PageSize, leaving);
        if (page.Value is null || await ReadMarksAsync(page.Value.Messages) is not { } marks) return HistoryAnswer.Unavailable;
        if (Window.Append(page.Value, request.KeepFrom)) Show(page.Value.Messages, marks, request.Place);
        return HistoryAnswer.Done;
    }

    private async Task<PageMarks?> ReadMarksAsync(IReadOnlyList<MessageRecord> messages) => (await chat.GetMarksAsync(me, messages, leaving)).Value;

    // Once: they are few, and the pages below bring none.
    private async Task ReadNoticesAsync()
    {
        if (_knowsNotices || (await chat.GetNewsAsync(me, 0, leaving)).Value is not { } news) return;
        _knowsNotices = true;
        state.Take(news.Notices);
    }

    private void Show(IReadOnlyList<MessageRecord> messages, PageMarks marks, long? place)
    {
        state.Marks.Add(messages, marks);
        state.Stand(place);
    }

    private HistoryAnswer LetGo(LessAbove request)
    {
        if (Window.LetGoBefore(request.KeepFrom)) state.Stand(null);
        return HistoryAnswer.Done;
    }

    private async Task<HistoryAnswer> JumpAsync(JumpTarget target)
    {
        var jump = ++_jumps;
        var found = await FindAsync(target);
        if (found.Problem is not null) return found;
        if (found.Seq is { } seq ? Window.Holds(seq) : !Window.HasNewer)
        {
            state.Land(found.Seq);
            return found;
        }

        var stretch = await ReadAsync(found.Seq);
        if (stretch is null || await ReadMarksAsync(stretch.Messages) is not { } marks) return HistoryAnswer.Unavailable;
        await ReadNoticesAsync();
        // Who asked for another place since is led there and not first here.
        if (jump != _jumps) return found;
        Window.Replace(stretch);
        state.Marks.Add(Window.Messages, marks);
        state.Land(found.Seq);
        return found;
    }

    private async Task<HistoryAnswer> FindAsync(JumpTarget target)
    {
        if (target.Seq is { } seq) return new HistoryAnswer(Math.Clamp(seq, 1, Math.Max(1, Window.Latest)));
        if (target.Id is { } id)
        {
            var message = await chat.FindMessageAsync(me, id, leaving);
            return message.Value is { } there ? new HistoryAnswer(there.Seq) : message.Error == ChatError.Unavailable ? HistoryAnswer.Unavailable : HistoryAnswer.Gone;
        }

        if (target.Date is not { } day) return HistoryAnswer.Done;
        if (day.Year < 1970) return new HistoryAnswer(1);
        if (day > state.Clock.Today) return HistoryAnswer.Done;
        // Sent after the last microsecond before the day: so its very first message too. After the last day there is the end.
        var page = await chat.GetSentAfterAsync(me, state.Clock.StartOf(day).AddMicroseconds(-1), 1, leaving);
        return page.Value is null ? HistoryAnswer.Unavailable : page.Value.Messages is [var first] ? new HistoryAnswer(first.Seq) : HistoryAnswer.Done;
    }

    private async Task<HistoryStretch?> ReadAsync(long? place)
    {
        if (place is { } seq) return (await chat.GetAroundAsync(me, seq, Before, Around, leaving)).Value;
        var end = await chat.GetPageBeforeAsync(me, null, ChatService.PageSize, leaving);
        return end.Value is { } page ? new HistoryStretch(page.Messages, page.HasMore, HasNewer: false) : null;
    }
}
