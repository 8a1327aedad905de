using PartnerChat.Data.Listings;

namespace PartnerChat.Web.Messaging;

/// <summary>What an admin may know of all conversations without looking into one.</summary>
public sealed class ConversationDirectory(ConversationListStore store)
{
    /// <summary>A page of the list.</summary>
    public Task<ListPage<ConversationRow>> ListAsync(ConversationQuery query, CancellationToken ct) => store.ListAsync(query, ct);

    /// <summary>How many there are, in all and active.</summary>
    public Task<ConversationTotals> CountAsync(CancellationToken ct) => store.CountAsync(ct);
}
