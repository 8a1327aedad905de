using System.Text;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Search;

namespace PartnerChat.Web.Messaging;

/// <summary>A message in which something was found, and where in its text, from the first place to the last.</summary>
public sealed record SearchHit(MessageRecord Message, IReadOnlyList<Range> Places)
{
    /// <summary>The message with the places in it; null when it is deleted or does not contain it.</summary>
    public static SearchHit? Of(MessageRecord message, string words) =>
        message.DeletedAt is null && SearchFold.Find(message.Content, SearchFold.FoldQuery(words)) is { Count: > 0 } places ? new SearchHit(message, places) : null;
}

/// <summary>What was found, newest first.</summary>
/// <param name="HasMore">Whether there are older ones.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, bool HasMore);

/// <summary>Searches a conversation: any piece of a text, in any script; capitals and accents make no difference. Deleted messages are never found.</summary>
public sealed partial class SearchService(ChatService chat, SearchStore store, SearchLimiter limiter, ILogger<SearchService> logger)
{
    /// <summary>How many hits a page has.</summary>
    public const int PageSize = 20;

    /// <summary>The longest that may be searched for, in Unicode code points, after trimming.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// The newest messages with these words in them, before a place (a seq, exclusive; null for the end). <see cref="ChatError.InvalidQuery"/> when there is nothing
    /// in the words to look for, or too much; <see cref="ChatError.RateLimited"/> when it is too often.
    /// </summary>
    public async Task<ChatResult<SearchPage>> SearchAsync(Participant by, string words, long? before, int limit, CancellationToken ct)
    {
        if (limiter.WaitBefore(by.UserId) is { } wait) return new ChatResult<SearchPage>(null, ChatError.RateLimited, wait);
        return IsValid(words) ? await FindAsync(by, words, before, limit, ct) : ChatError.InvalidQuery;
    }

    /// <summary>The same for somebody who names the conversation, before a time (exclusive). Theirs now, or until at most 30 days ago; else <see cref="ChatError.NotFound"/>.</summary>
    public async Task<ChatResult<SearchPage>> SearchAsync(Guid userId, Guid conversationId, string words, DateTimeOffset? before, int limit, CancellationToken ct)
    {
        if (limiter.WaitBefore(userId) is { } wait) return new ChatResult<SearchPage>(null, ChatError.RateLimited, wait);
        if (!IsValid(words)) return ChatError.InvalidQuery;
        var visit = await chat.VisitAsync(userId, conversationId, ct);
        if (visit.Value is not { Participant: var by }) return visit.Error!.Value;
        if (before is null) return await FindAsync(by, words, null, limit, ct);
        var last = await chat.GetSentBeforeAsync(by, before, 1, ct);
        if (last.Value is null) return last.Error!.Value;
        return last.Value.Messages is [var newest] ? await FindAsync(by, words, newest.Seq + 1, limit, ct) : new SearchPage([], HasMore: false);
    }

    private static bool IsValid(string words) => words.Trim().EnumerateRunes().Count() <= MaxLength && SearchFold.FoldQuery(words).Length > 0;

    private async Task<ChatResult<SearchPage>> FindAsync(Participant by, string words, long? before, int limit, CancellationToken ct)
    {
        try
        {
            var page = await store.FindAsync(by.ConversationId, SearchFold.FoldQuery(words), before, limit, ct);
            return new SearchPage([.. page.Messages.Select(m => SearchHit.Of(chat.Seen(by, m), words)).OfType<SearchHit>()], page.HasMore);
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogAway(e.GetType().Name);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer a search: {Fault}")]
    private partial void LogAway(string fault);
}
