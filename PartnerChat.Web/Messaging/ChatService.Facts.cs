using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What the two let each other see: whatever a partner is told of a message comes through here.</summary>
public sealed partial class ChatService
{
    /// <summary>What the two share beside their messages, as this node knows it. No question to the database.</summary>
    public ConversationFacts FactsOf(Participant by) => facts.Of(by);

    /// <summary>The facts and notices beyond that number.</summary>
    public Task<ChatResult<ConversationNews>> GetNewsAsync(Participant by, long after, CancellationToken ct) =>
        ReadAsync<ConversationNews>(async () => await facts.GetNewsAsync(by, after, ct));

    /// <summary>From which facts on to tell whoever stopped at that cursor: they miss no notice, and may be told one again.</summary>
    public Task<ChatResult<FactPlace>> FindFactsAtAsync(Participant by, long cursor, CancellationToken ct) => ReadAsync(() => facts.FindPlaceAsync(by, cursor, ct));

    /// <summary>A message as that participant may see it: where receipts are off, nobody sees that it was read.</summary>
    internal MessageRecord Seen(Participant by, MessageRecord message) => FactsOf(by).ShowsRead ? message : message.WithoutRead();

    private MessagePage Seen(Participant by, MessagePage page) =>
        FactsOf(by).ShowsRead ? page : page with { Messages = [.. page.Messages.Select(m => m.WithoutRead())] };

    private ChangePage Seen(Participant by, ChangePage page) =>
        FactsOf(by).ShowsRead ? page : page with { Changes = [.. page.Changes.Select(c => c with { Message = c.Message.WithoutRead() })] };

    // The page and what stands among it are read at once.
    private async Task<MessagePage> GetPageBeforeWithNoticesAsync(Participant by, long? before, int limit, CancellationToken ct)
    {
        var among = notices.GetBeforeAsync(by.ConversationId, before, limit, ct);
        var page = await messages.GetPageBeforeAsync(by.ConversationId, before, limit, ct);
        return Seen(by, page with { Notices = await among });
    }
}
