using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>A message to be stored. Its content has passed the content rule.</summary>
/// <param name="ReplyToId">The message of the same conversation that it answers.</param>
public sealed record NewMessage(Guid Id, Guid ConversationId, PartnerSide SenderId, string Content, Guid? ClientMessageId, Guid? ReplyToId = null);

/// <summary>
/// What the other partner has of the messages that <paramref name="SenderId"/> sent. Bounds beyond the conversation's end are cut.
/// </summary>
/// <param name="DeliveredFrom">Seq, exclusive. At or below the stored watermark, the watermark moves on.</param>
/// <param name="DeliveredTo">Seq, inclusive. Not above <paramref name="DeliveredFrom"/>: nothing was delivered.</param>
/// <param name="ReadTo">Everything up to this seq, inclusive, is read. 0: nothing.</param>
/// <param name="Position">How far they have read, for their own divider, whether they send receipts or not.</param>
public sealed record ReceiptRange(Guid ConversationId, PartnerSide SenderId, long DeliveredFrom, long DeliveredTo, long ReadTo, long Position);

/// <summary>Messages and receipts of any conversations, written in one transaction.</summary>
public sealed record MessageBatch(IReadOnlyList<NewMessage> Messages, IReadOnlyList<ReceiptRange> Receipts);

/// <summary>Why a message was not stored.</summary>
public enum MessageRefusal
{
    /// <summary>Its conversation has ended, or is not there.</summary>
    Ended,

    /// <summary>What it answers is no message of its conversation. Said of an ended one as well.</summary>
    NoSuchReply,
}

/// <summary>What became of a message: stored now, stored before (a repeat, whatever it answers), or refused.</summary>
/// <param name="Message">Null when it was refused.</param>
public sealed record MessageOutcome(MessageRecord? Message, bool IsNew, MessageRefusal? Refusal = null)
{
    public static MessageOutcome Refused(MessageRefusal why) => new(null, false, why);
}

/// <summary>A message that became delivered or read.</summary>
public sealed record Receipt(Guid ConversationId, Guid MessageId, long Seq, long Cursor, PartnerSide SenderId, DateTimeOffset DeliveredAt, DateTimeOffset? ReadAt);

/// <param name="Messages">One for each of the batch's messages, in their order.</param>
/// <param name="Receipts">By rising cursor within a conversation.</param>
/// <param name="Unfinished">What is left of ranges that were too long for one transaction: write it next.</param>
public sealed record BatchOutcome(IReadOnlyList<MessageOutcome> Messages, IReadOnlyList<Receipt> Receipts, IReadOnlyList<ReceiptRange> Unfinished);
