using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What partners of a couple do to messages, straight at the store.</summary>
internal static class MessageActing
{
    public static Task<ActionOutcome> EditAsync(this Couple couple, ChatNode node, MessageRecord message, PartnerSide by, string content, CancellationToken ct) =>
        node.Get<MessageActionStore>().ApplyAsync(new EditMessage(couple.ConversationId, message.Id, by, content), ct);

    public static Task<ActionOutcome> PutAsync(this Couple couple, ChatNode node, MessageRecord message, PartnerSide by, string emoji, CancellationToken ct) =>
        node.Get<MessageActionStore>().ApplyAsync(new PutReaction(couple.ConversationId, message.Id, by, emoji), ct);

    public static Task<ActionOutcome> RemoveAsync(this Couple couple, ChatNode node, MessageRecord message, PartnerSide by, string emoji, CancellationToken ct) =>
        node.Get<MessageActionStore>().ApplyAsync(new RemoveReaction(couple.ConversationId, message.Id, by, emoji), ct);

    public static Task<ActionOutcome> DeleteAsync(this Couple couple, ChatNode node, MessageRecord message, PartnerSide by, CancellationToken ct) =>
        node.Get<MessageActionStore>().ApplyAsync(new DeleteMessage(couple.ConversationId, message.Id, by), ct);
}
