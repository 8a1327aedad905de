using PartnerChat.Data.Conversations;

namespace PartnerChat.Data.Listings;

/// <summary>A conversation as the admin sees it: who, how much and when, nothing of what was said.</summary>
/// <param name="RecentCount">Messages of the last 30 days.</param>
/// <param name="EndedAt">Null while it is active.</param>
public sealed record ConversationRow(
    Guid Id, string PartnerAName, string? PartnerBName, int MessageCount, int RecentCount, DateTimeOffset? LastMessageAt, bool IsActive, DateTimeOffset? EndedAt)
{
    /// <summary>When it is deleted for good; null while it is active.</summary>
    public DateTimeOffset? GoneAt => EndedAt + ConversationStore.ReadableAfterEnd;
}

/// <summary>What the list orders by.</summary>
public enum ConversationOrder
{
    LastActivity,
    Between,
    Messages,
    Recent,
    State,
}

/// <summary>A page of the list that is asked for.</summary>
/// <param name="IsActive">Null: active and frozen ones.</param>
public sealed record ConversationQuery(
    string? Search = null, bool? IsActive = null, ConversationOrder Order = ConversationOrder.LastActivity, bool Descending = true, int Skip = 0, int Take = 50);

/// <summary>A page of a list.</summary>
/// <param name="Total">How many there are in all; of a search <see cref="ListSearch.MostFound"/> at most.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, int Total);

/// <summary>How many conversations there are.</summary>
public sealed record ConversationTotals(int All, int Active);
