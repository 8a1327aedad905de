using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A conversation of Nora (partner A, the viewer) and Sami (partner B) that is in no database.</summary>
internal static class Talk
{
    public static readonly Guid Id = new("01a00000-0000-7000-8000-000000000001");

    /// <summary>A Wednesday.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A message of Sami's, a minute for each place.</summary>
    public static MessageRecord Message(long seq, PartnerSide from = PartnerSide.B, DateTimeOffset? at = null, string? content = null) => new(
        new Guid((int)seq, 0, 0, new byte[8]), Id, seq, seq, seq, from, content ?? $"message {seq}", at ?? Noon.AddMinutes(seq),
        ClientMessageId: new Guid((int)seq, 1, 0, new byte[8]));

    public static List<MessageRecord> Messages(int first, int last, PartnerSide from = PartnerSide.B) =>
        [.. Enumerable.Range(first, last - first + 1).Select(seq => Message(seq, from))];

    public static MessageRecord Delivered(this MessageRecord message) =>
        message with { DeliveredAt = message.SentAt.AddSeconds(1), ChangeSeq = message.ChangeSeq + 1000 };

    public static MessageRecord Read(this MessageRecord message) =>
        message.Delivered() with { ReadAt = message.SentAt.AddSeconds(2), ChangeSeq = message.ChangeSeq + 2000 };

    public static MessageRecord Deleted(this MessageRecord message) =>
        message with { Content = "", DeletedAt = message.SentAt.AddSeconds(3), ChangeSeq = message.ChangeSeq + 3000 };

    public static MessageSent Sent(this MessageRecord message) => new(message, message.FirstChangeSeq - 1, message.FirstChangeSeq);

    public static MessageChanged Changed(this MessageRecord message) => new(message, message.ChangeSeq - 1, message.ChangeSeq);

    public static Participant Participant(PartnerSide side) => new(Membership(side));

    public static ChatSnapshot Opening(IEnumerable<MessageRecord> messages, bool hasOlder = false, long position = long.MaxValue, string? partnerName = "Sami") => new(
        Id, PartnerSide.A, partnerName, "Nora", Noon.AddDays(-30), Cursor: 0, UnreadMark.Among([.. messages], PartnerSide.A, position), hasOlder, "Europe/Berlin",
        [.. messages.Select(SnapshotMessage.From)]);

    private static Membership Membership(PartnerSide side) => new(
        new Guid((int)side, 2, 0, new byte[8]), new Guid(0, 3, 0, new byte[8]), Id, side, "Nora", "Sami", null, Noon.AddDays(-30), true, 0, 0, 0,
        new ConversationFacts(0, true, true, true, "Nora", "Sami"));
}
