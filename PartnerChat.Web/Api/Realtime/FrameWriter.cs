using System.Text.Json;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>What happens in a conversation, as frames for one of the two.</summary>
internal static class FrameWriter
{
    private const string MessageSent = "message_sent";

    /// <summary>The frames of an event for that reader, in their order; none for what is not told to them.</summary>
    public static IEnumerable<byte[]> Write(ConversationEvent @event, PartnerSide reader) => @event switch
    {
        MessageSent e => [Told(e.Message.SenderId == reader ? MessageSent : "new_message", e.Message, e.Cursor)],
        MessageChanged e => [Told("message_updated", e.Message, e.Cursor)],
        ReceiptsChanged e => e.Receipts.Where(r => r.ReadAt is not null || r.SenderId == reader).Select(Write),
        TypingChanged e when e.Partner != reader =>
            [JsonSerializer.SerializeToUtf8Bytes(new PartnerTypingFrame("typing", e.Partner.ToName(), e.IsTyping), FrameJson.Instance.PartnerTypingFrame)],
        PresenceChanged e when e.Partner != reader =>
            [JsonSerializer.SerializeToUtf8Bytes(new PresenceFrame("presence", e.Partner.ToName(), e.IsOnline, e.LastSeenAt), FrameJson.Instance.PresenceFrame)],
        FactsChanged e => e.Notices.Select(n => Write(new NoticeFrame(
            "notice", n.Kind, n.At, n.Id, n.By?.ToName(), n.Look?.Name, n.Look?.Reason, n.Look?.Until, n.Look?.Pages))),
        ConversationEnded e => [Write(new NoticeFrame("notice", Notice.Ended, e.End.At, null, e.End.By.ToName()))],
        _ => [],
    };

    /// <summary>The answer to a repeat: the stored message, at the cursor of its making.</summary>
    public static byte[] WriteRepeat(MessageRecord message) => Told(MessageSent, message, message.FirstChangeSeq);

    public static byte[] Write(ErrorFrame error) => JsonSerializer.SerializeToUtf8Bytes(error, FrameJson.Instance.ErrorFrame);

    private static byte[] Write(NoticeFrame notice) => JsonSerializer.SerializeToUtf8Bytes(notice, FrameJson.Instance.NoticeFrame);

    private static byte[] Told(string type, MessageRecord message, long cursor) =>
        JsonSerializer.SerializeToUtf8Bytes(new MessageToldFrame(type, MessageContract.From(message), cursor), FrameJson.Instance.MessageToldFrame);

    // A change that is both, delivered and read, has one number and is told as read.
    private static byte[] Write(Receipt receipt) => receipt.ReadAt is { } at
        ? JsonSerializer.SerializeToUtf8Bytes(
            new ReadReceiptFrame("read_receipt", receipt.MessageId, receipt.SenderId.Other().ToName(), at, receipt.Cursor), FrameJson.Instance.ReadReceiptFrame)
        : JsonSerializer.SerializeToUtf8Bytes(new DeliveredFrame("delivered", receipt.MessageId, receipt.DeliveredAt, receipt.Cursor), FrameJson.Instance.DeliveredFrame);
}
