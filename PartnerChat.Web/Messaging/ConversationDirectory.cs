using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Messaging;

/// <summary>What an admin may know of all conversations without looking into one.</summary>
public sealed class ConversationDirectory(ConversationListStore store)
{
    public const int PageSize = 50;

    /// <summary>That page of the list, from 1, the last active first.</summary>
    public Task<ConversationPage> ListAsync(int page, CancellationToken ct) => store.ListAsync((Math.Clamp(page, 1, int.MaxValue / PageSize) - 1) * PageSize, PageSize, ct);
}
