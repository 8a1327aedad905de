using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat;

/// <summary>With what a view opens: where the reader stood before a reload, at the first unread message if there is one, else at the end.</summary>
internal sealed class ChatOpening(ChatService chat, Visit visit)
{
    /// <summary>How many that were read stand above the divider.</summary>
    private const int Before = 15;

    /// <summary>With more than that unread the window is the divider's surroundings, and the rest comes as one reads on.</summary>
    private const int MostUnread = 140;

    private const int Around = 80;

    /// <summary>Null when the database is away.</summary>
    /// <param name="place">A seq around which it opens; null for the divider or the end.</param>
    public async Task<ChatSnapshot?> OpenAsync(string? zone, long? place, CancellationToken ct)
    {
        var member = visit.Membership;
        var limit = (int)Math.Clamp(member.LastSeq - member.Position + Before, ChatService.PageSize, MostUnread + Before);
        var end = await chat.GetPageBeforeAsync(visit.Participant, null, limit, ct);
        if (end.Value is not { } page) return null;
        var unread = await FindUnreadAsync(page, ct);
        if (unread is null) return null;
        var marks = await chat.GetMarksAsync(visit.Participant, page.Messages, ct);
        if (marks.Value is null) return null;
        var stretch = new HistoryStretch(page.Messages, page.HasMore, HasNewer: false);
        var wanted = place is > 0 && place <= member.LastSeq ? place : unread.Divider;
        var facts = new SnapshotFacts(member.Facts, page.Notices);
        if (wanted is { } seq && ChatSnapshot.Fit(page.Messages, null, marks.Value, facts.Fit())[0].Seq > seq)
        {
            if ((await chat.GetAroundAsync(visit.Participant, seq, Before, Around, ct)).Value is not { } around) return null;
            (stretch, marks) = (around, await chat.GetMarksAsync(visit.Participant, around.Messages, ct));
            if (marks.Value is null || (await chat.GetNewsAsync(visit.Participant, 0, ct)).Value is not { } news) return null;
            facts = facts with { Notices = news.Notices };
        }

        if (stretch.HasOlder) facts = facts.From(stretch.Messages[0].SentAt);
        // As many as will be handed over, so that taking over changes nothing.
        var messages = ChatSnapshot.Fit(stretch.Messages, stretch.HasNewer ? wanted : null, marks.Value, facts.Fit());
        return new ChatSnapshot(
            member.ConversationId, member.Side, member.PartnerName, member.Name, member.Since, member.Cursor, unread,
            stretch.HasOlder || (messages.Count > 0 && messages[0].Seq > stretch.Messages[0].Seq), zone, [.. messages.Select(SnapshotMessage.From)], marks.Value,
            facts, wanted);
    }

    private async Task<UnreadMark?> FindUnreadAsync(MessagePage page, CancellationToken ct)
    {
        var position = visit.Membership.Position;
        if (!page.HasMore || page.Messages[0].Seq <= position + 1) return UnreadMark.Among(page.Messages, visit.Participant.Side, position);
        // Further up than the page, if it is not all one's own.
        var latest = page.Messages[^1].Seq;
        var found = await chat.FindPartnersAsync(visit.Participant, position, latest, ct);
        return found.Error == ChatError.Unavailable ? null : new UnreadMark(position, latest, found.Value?.Count ?? 0, found.Value?.First);
    }
}
