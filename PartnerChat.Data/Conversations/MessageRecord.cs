using System.Linq.Expressions;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>How far a message has come. It only rises.</summary>
public enum MessageStatus
{
    Sent,
    Delivered,
    Read,
}

/// <summary>A message as it is now: what crosses the store's boundary.</summary>
/// <param name="Seq">Its place in the conversation, dense, from 1.</param>
/// <param name="FirstChangeSeq">The cursor at which it was made.</param>
/// <param name="ChangeSeq">The cursor of its last change.</param>
/// <param name="Content">As written; empty once deleted.</param>
/// <param name="Reactions">Null when there are none.</param>
public sealed record MessageRecord(
    Guid Id,
    Guid ConversationId,
    long Seq,
    long FirstChangeSeq,
    long ChangeSeq,
    PartnerSide SenderId,
    string Content,
    DateTimeOffset SentAt,
    DateTimeOffset? DeliveredAt = null,
    DateTimeOffset? ReadAt = null,
    Guid? ClientMessageId = null,
    Guid? ReplyToId = null,
    DateTimeOffset? EditedAt = null,
    DateTimeOffset? DeletedAt = null,
    MessageAnalysis? Analysis = null,
    MessageReactions? Reactions = null)
{
    /// <summary>How long a message can be taken back: what its sender is offered for 8 s, and a little more for their line.</summary>
    public static readonly TimeSpan TakeBackSpan = TimeSpan.FromSeconds(10);

    public MessageStatus Status =>
        ReadAt is not null ? MessageStatus.Read : DeliveredAt is not null ? MessageStatus.Delivered : MessageStatus.Sent;

    /// <summary>Deleted so soon after its sending, by the database's clock, that no page shows a tombstone for it.</summary>
    public bool IsTakenBack => DeletedAt - SentAt <= TakeBackSpan;

    /// <summary>As it is for whom receipts are off: delivered at most.</summary>
    public MessageRecord WithoutRead() => ReadAt is null ? this : this with { ReadAt = null };

    internal static readonly Expression<Func<PartnerMessage, MessageRecord>> FromEntity = m => new MessageRecord(
        m.Id, m.ConversationId, m.Seq, m.FirstChangeSeq, m.ChangeSeq, m.SenderId, m.Content, m.SentAt, m.DeliveredAt, m.ReadAt,
        m.ClientMessageId, m.ReplyToId, m.EditedAt, m.DeletedAt,
        MessageAnalysis.From(m.SentimentLabel, m.Emotions, m.EscalationRisk, m.LunaIntervened, m.OriginalContent),
        MessageReactions.From(m.Reactions));
}

/// <summary>What a later phase finds in a message. A message has none until then.</summary>
/// <param name="Emotions">A JSON array.</param>
public sealed record MessageAnalysis(string? SentimentLabel, string Emotions, string? EscalationRisk, bool LunaIntervened, string? OriginalContent)
{
    private static readonly MessageAnalysis None = new(null, "[]", null, false, null);

    internal static MessageAnalysis? From(string? sentimentLabel, string emotions, string? escalationRisk, bool lunaIntervened, string? originalContent)
    {
        var analysis = new MessageAnalysis(sentimentLabel, emotions, escalationRisk, lunaIntervened, originalContent);
        return analysis == None ? null : analysis;
    }
}

/// <summary>A page of history, oldest first.</summary>
/// <param name="HasMore">Whether there are more in the direction of travel.</param>
public sealed record MessagePage(IReadOnlyList<MessageRecord> Messages, bool HasMore)
{
    /// <summary>The notices among these messages, oldest first, where they were asked for.</summary>
    public IReadOnlyList<NoticeRecord> Notices { get; init; } = [];
}

/// <summary>Messages of one sender within a range of places.</summary>
/// <param name="First">The seq of the first of them.</param>
public sealed record SentRange(long First, int Count);

/// <summary>A message at its place among the changes: at the cursor of its making if it is new to the reader, else at its last change.</summary>
public sealed record ChangedMessage(long Cursor, bool IsNew, MessageRecord Message);

/// <summary>A reader who catches up, page by page.</summary>
/// <param name="After">The last number that was read.</param>
/// <param name="Since">The number that the reader came with: what was made since is told at its making, and only there.</param>
/// <param name="AsOf">A number that the conversation had before the first page was read: what changed up to it is in what was told.</param>
public sealed record CatchUp(long After, long Since, long AsOf);

/// <summary>What changed after a cursor, by rising cursor. A reader goes on from <paramref name="Cursor"/>.</summary>
public sealed record ChangePage(IReadOnlyList<ChangedMessage> Changes, bool HasMore, long Cursor);
